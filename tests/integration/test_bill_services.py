"""The questions of the bill services, asked without a browser."""

from typing import Any

import pytest

from services.clock import FixedClock
from services.journey import AnswerProblem, Applicant, SubmissionRefused
from services.receipts import Tone
from services.storage import Database
from services.storage.links import AccountLink
from services.utilities.accounts import account_number
from services.utilities.context import BillContext
from services.words import Money
from tests.street import MORNING, POWER, Office, bill_id, build, number, press, resident

ME = resident(person_id=7)


@pytest.fixture
def office(database: Database) -> Office:
    build(database, 3)
    with database.write() as work:
        work.links.add(AccountLink(7, POWER, number(1)))
    return Office(database, FixedClock(MORNING))


def _answers(
    house: int = 2, method: str = "online", months: tuple[int, ...] = (9, 10)
) -> dict[str, Any]:
    return {
        "account-number": number(house),
        "bills": [bill_id(house, month) for month in months],
        "method": method,
    }


def _account(house: int) -> Any:
    return {"account-number": number(house)}


def _clean(
    office: Office, slug: str, *raw: str, who: Applicant | None = None, **answers: Any
) -> Any:
    context = office.service.context(who or resident())
    question = next(q for q in office.service.journey.questions if q.slug == slug)
    return question.clean(list(raw), context, answers)


def _texts(context: BillContext, slug: str, answers: dict[str, Any], office: Office) -> str:
    question = next(q for q in office.service.journey.questions if q.slug == slug)
    return repr(question.options(context, answers))


def test_my_accounts_are_offered_and_never_typed(office: Office) -> None:
    mine = office.service.context(ME)
    path = [q.slug for q in office.service.journey.path(mine, {"account": number(1)})]
    assert path == ["account", "bills", "method"]
    assert number(1)[:4] in _texts(mine, "account", {}, office)
    other = [q.slug for q in office.service.journey.path(mine, {"account": "other"})]
    assert other == ["account", "account-number", "bills", "method"]
    nobody = office.service.context(resident())
    path = [q.slug for q in office.service.journey.path(nobody, {})]
    assert path == ["account-number", "bills", "method"]


def test_somebody_elses_account_shows_only_a_masked_address(office: Office) -> None:
    context = office.service.context(resident())
    bills = next(q for q in office.service.journey.questions if q.slug == "bills")
    assert bills.panel_data is not None
    panel = bills.panel_data(context, {"account-number": number(2)})
    assert panel.masked_address == "暖阳路 ** 弄 ** 号"
    assert "某人" not in repr(panel)


def test_an_account_cannot_be_chosen_that_is_not_mine(office: Office) -> None:
    with pytest.raises(AnswerProblem, match="请选一户"):
        _clean(office, "account", number(2), who=ME)


def test_an_unknown_account_is_said_so(office: Office) -> None:
    with pytest.raises(AnswerProblem, match="没有这个户号"):
        _clean(office, "account-number", account_number(POWER, 99_999))


def test_nothing_owed_is_said_so(office: Office) -> None:
    ids = [bill_id(2, 9), bill_id(2, 10)]
    with office.db.write() as work:
        work.ledger.enter("elsewhere", "D1", ids, MORNING)
    with pytest.raises(AnswerProblem, match="都交清了"):
        _clean(office, "account-number", number(2))


def test_a_bill_being_paid_by_somebody_else_is_not_offered(office: Office) -> None:
    office.desk.begin(office.order(2, (10,)), press(resident("neighbour")))
    context = office.service.context(resident())
    offered = _texts(context, "bills", {"account-number": number(2)}, office)
    assert bill_id(2, 9) in offered
    assert bill_id(2, 10) not in offered
    with pytest.raises(AnswerProblem, match="刚刚已经交过"):
        _clean(office, "bills", bill_id(2, 10), **_account(2))
    office.desk.begin(office.order(2, (9,)), press(resident("neighbour"), "two"))
    with pytest.raises(AnswerProblem, match="刚刚已经有人交了"):
        _clean(office, "account-number", number(2))


def test_the_sum_is_asked_of_the_utility_not_of_the_form(office: Office) -> None:
    context = office.service.context(resident())
    assert office.service.review(context, _answers()).total == Money(17000)
    outcome = office.service.submit(context, _answers(), press())
    assert outcome.pay_at is not None
    assert office.desk.find(office.order_key(outcome.reference)).amount_fen == 17000


def test_a_bill_paid_while_answering_is_noticed(office: Office) -> None:
    begun = office.desk.begin(office.order(2, (9,)), press(resident("neighbour")))
    office.cashier.pay(office.order_key(begun.reference))
    office.desk.settle(office.order_key(begun.reference))
    with pytest.raises(SubmissionRefused) as refused:
        office.service.submit(office.service.context(resident()), _answers(), press())
    assert refused.value.question == "bills"


def test_sending_again_after_paying_leads_to_the_same_receipt(office: Office) -> None:
    first = office.service.submit(office.service.context(resident()), _answers(), press())
    order_key = office.order_key(first.reference)
    office.cashier.pay(order_key)
    office.desk.settle(order_key)
    again = office.service.submit(office.service.context(resident()), _answers(), press())
    assert (again.reference, again.pay_at) == (first.reference, None)


def test_a_slip_takes_no_money_and_claims_nothing(office: Office) -> None:
    answers = _answers(method="counter")
    outcome = office.service.submit(office.service.context(resident()), answers, press())
    again = office.service.submit(office.service.context(resident()), answers, press())
    assert outcome == again
    case = office.cases.find(outcome.reference, resident())
    assert case is not None
    receipt = office.service.receipt(case)
    assert receipt.slip is not None
    assert number(2) in receipt.slip
    assert receipt.tone is Tone.OPEN
    assert office.service.context(resident()).open_bills(number(2))
    office.service.withdraw(case, resident())
    dropped = office.cases.find(outcome.reference, resident())
    assert dropped is not None
    assert office.service.receipt(dropped).slip is None


def test_the_example_can_be_paid_and_moves_on_when_taken(office: Office) -> None:
    example = office.service.context(resident()).example
    assert example == number(3)
    office.desk.begin(office.order(3, (9, 10)), press(resident("neighbour")))
    assert office.service.context(resident()).example == number(2)
