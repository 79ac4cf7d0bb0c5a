"""A payment from the press of the button to the utility's books."""

import pytest

from services.clock import FixedClock
from services.journey import SubmissionRefused
from services.payments import Begun, CannotWithdraw, UnknownOrder
from services.providers.cashier import CashierError, ForgedNotification
from services.providers.utility import GatewayTimeout, PostResult
from services.receipts import Tone
from services.storage import Database
from services.storage.cases import CaseState
from services.storage.outbox import OutboxState, Task
from services.utilities.receipts import STILL_POSTING
from tests.street import MORNING, Office, build, press, resident


@pytest.fixture
def office(database: Database) -> Office:
    build(database, 3)
    return Office(database, FixedClock(MORNING))


def _pay(office: Office, begun: Begun) -> str:
    order_key = office.order_key(begun.reference)
    office.cashier.pay(order_key)
    office.desk.settle(order_key)
    return order_key


def _state(office: Office, reference: str) -> CaseState:
    case = office.cases.find(reference, resident())
    assert case is not None
    return case.state


def test_a_payment_reaches_the_books_after_ten_minutes(office: Office) -> None:
    begun = office.desk.begin(office.order(), press())
    assert begun.pay_at is not None
    _pay(office, begun)
    assert _state(office, begun.reference) is CaseState.DONE
    office.clock.advance(minutes=9, seconds=59)
    office.courier.drain()
    assert not office.paid()
    office.clock.advance(seconds=1)
    office.courier.drain()
    assert office.paid()
    assert office.courier.waiting() == 0


def test_pressing_twice_or_in_two_tabs_is_one_payment(office: Office) -> None:
    first = office.desk.begin(office.order(), press())
    again = office.desk.begin(office.order(), press())
    other_tab = office.desk.begin(office.order(), press(once="another"))
    assert first == again == other_tab


def test_pressing_again_after_paying_shows_the_receipt(office: Office) -> None:
    begun = office.desk.begin(office.order(), press())
    _pay(office, begun)
    again = office.desk.begin(office.order(), press())
    assert (again.reference, again.pay_at) == (begun.reference, None)
    with pytest.raises(SubmissionRefused, match="已经交过"):
        office.desk.begin(office.order(), press(once="another"))


def test_another_choice_of_bills_replaces_the_one_that_was_left(office: Office) -> None:
    one = office.desk.begin(office.order(months=(10,)), press())
    both = office.desk.begin(office.order(months=(9, 10)), press(once="another"))
    assert both.reference != one.reference
    assert _state(office, one.reference) is CaseState.CLOSED
    office.cashier.pay(office.order_key(one.reference))
    _pay(office, both)
    assert _state(office, one.reference) is CaseState.CLOSED
    assert _state(office, both.reference) is CaseState.DONE


def test_somebody_else_is_told_that_it_is_being_paid(office: Office) -> None:
    office.desk.begin(office.order(), press())
    with pytest.raises(SubmissionRefused, match="有人正在付"):
        office.desk.begin(office.order(), press(resident("neighbour")))
    assert office.desk.taken(office.order().utility, office.order().bill_ids, resident()) == set()


def test_a_payment_that_was_left_makes_way_after_half_an_hour(office: Office) -> None:
    left = office.desk.begin(office.order(), press())
    office.clock.advance(minutes=31)
    begun = office.desk.begin(office.order(), press(resident("neighbour")))
    assert begun.pay_at is not None
    assert _state(office, left.reference) is CaseState.CLOSED


def test_expiring_asks_the_cashier_first(office: Office) -> None:
    paid = office.desk.begin(office.order(house=1), press())
    left = office.desk.begin(office.order(house=2), press(once="another"))
    office.cashier.pay(office.order_key(paid.reference))
    office.clock.advance(minutes=31)
    office.desk.expire()
    assert _state(office, paid.reference) is CaseState.DONE
    assert _state(office, left.reference) is CaseState.CLOSED


def test_giving_up_at_the_cashier_frees_the_bill(office: Office) -> None:
    begun = office.desk.begin(office.order(), press())
    order_key = office.order_key(begun.reference)
    office.cashier.give_up(order_key)
    office.desk.settle(order_key)
    assert _state(office, begun.reference) is CaseState.CLOSED
    again = office.desk.begin(office.order(), press())
    assert again.reference != begun.reference
    _pay(office, again)
    assert _state(office, again.reference) is CaseState.DONE


def test_withdrawing_sends_the_money_back_and_posts_nothing(office: Office) -> None:
    begun = office.desk.begin(office.order(), press())
    order_key = _pay(office, begun)
    office.clock.advance(minutes=9)
    case = office.cases.find(begun.reference, resident())
    assert case is not None
    office.desk.withdraw(case, resident())
    office.desk.withdraw(case, resident())
    office.clock.advance(hours=2)
    office.courier.drain()
    assert not office.paid()
    assert _state(office, begun.reference) is CaseState.WITHDRAWN
    payment = office.desk.find(order_key)
    assert payment.refunded_at is not None
    assert office.desk.begin(office.order(), press()).pay_at is not None


def test_withdrawing_is_refused_after_ten_minutes_and_to_others(office: Office) -> None:
    begun = office.desk.begin(office.order(), press())
    _pay(office, begun)
    case = office.cases.find(begun.reference, resident())
    assert case is not None
    with pytest.raises(CannotWithdraw):
        office.desk.withdraw(case, resident("neighbour"))
    office.clock.advance(minutes=10)
    with pytest.raises(CannotWithdraw, match="已经过了"):
        office.desk.withdraw(case, resident())
    assert _state(office, begun.reference) is CaseState.DONE


def test_a_bill_paid_elsewhere_is_refunded_with_a_note(office: Office) -> None:
    begun = office.desk.begin(office.order(), press())
    order_key = _pay(office, begun)
    with office.db.write() as work:
        work.ledger.enter("elsewhere", "D1", office.order().bill_ids, office.clock.now())
    office.clock.advance(minutes=11)
    office.courier.drain()
    case = office.cases.find(begun.reference, resident())
    assert case is not None
    assert (case.state, case.note) == (CaseState.RETURNED, "already_paid")
    assert office.desk.find(order_key).refunded_at is not None


def test_a_silent_utility_is_asked_again_until_it_answers(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    order_key = _pay(office, office.desk.begin(office.order(), press()))
    post = office.gateway.post_payment

    def lost(order: object) -> PostResult:
        post(order)  # type: ignore[arg-type]
        raise GatewayTimeout("died after taking the payment")

    monkeypatch.setattr(office.gateway, "post_payment", lost)
    for _ in range(20):
        office.clock.advance(hours=1)
        office.courier.drain()
    assert office.courier.waiting() == 1
    monkeypatch.undo()
    office.clock.advance(hours=1)
    office.courier.drain()
    with office.db.read() as work:
        assert work.outbox.state_of(Task.POST, order_key) is OutboxState.DONE
        assert work.ledger.posting_count() == 1


def test_a_cashier_that_does_not_answer_takes_nothing(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    def silent(order: object) -> str:
        raise CashierError("no answer")

    monkeypatch.setattr(office.cashier, "start", silent)
    with pytest.raises(SubmissionRefused, match="没有扣钱"):
        office.desk.begin(office.order(), press())
    monkeypatch.undo()
    assert office.desk.begin(office.order(), press()).pay_at is not None


def test_notifications_are_checked_and_may_repeat(office: Office) -> None:
    begun = office.desk.begin(office.order(), press())
    order_key = office.order_key(begun.reference)
    office.cashier.pay(order_key)
    headers, body = office.cashier.notification(order_key)
    forged = body.replace(b'"amount_fen": 8000', b'"amount_fen": 1')
    for bad in (forged, b"", b"\xff\x00", b"{}"):
        with pytest.raises(ForgedNotification):
            office.desk.receive(headers, bad)
    with pytest.raises(ForgedNotification):
        office.desk.receive({}, body)
    assert _state(office, begun.reference) is CaseState.WAITING
    for _ in range(3):
        office.desk.receive(headers, body)
    assert _state(office, begun.reference) is CaseState.DONE
    with pytest.raises(UnknownOrder):
        office.desk.settle("nobody")


def test_the_worker_carries_the_notification_if_the_payer_never_returns(office: Office) -> None:
    begun = office.desk.begin(office.order(), press())
    office.cashier.pay(office.order_key(begun.reference))
    office.courier.drain()
    assert _state(office, begun.reference) is CaseState.DONE


def test_only_the_owner_finds_a_case(office: Office) -> None:
    begun = office.desk.begin(office.order(), press())
    typed = f" {begun.reference[:9].lower()} {begun.reference[9:]} "
    assert office.cases.find(typed, resident()) is not None
    assert office.cases.find(begun.reference, resident("neighbour")) is None
    assert office.cases_of(resident("neighbour")) == []
    sent = office.cases.sent_by(resident(), "electricity-bill", "once")
    assert sent is not None
    assert sent.reference == begun.reference


def test_a_receipt_says_so_when_the_company_is_silent_for_long(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun = office.desk.begin(office.order(), press())
    _pay(office, begun)

    def silent(_order: object) -> PostResult:
        raise GatewayTimeout("no answer")

    def told() -> bool:
        case = office.cases.find(begun.reference, resident())
        assert case is not None
        receipt = office.service.receipt(case)
        assert receipt.tone is Tone.DONE
        return STILL_POSTING in receipt.notes

    with monkeypatch.context() as cut:
        cut.setattr(office.gateway, "post_payment", silent)
        office.clock.advance(minutes=70)
        office.courier.drain()
        assert not told()
        office.clock.advance(minutes=1)
        assert told()
    office.clock.advance(minutes=120)
    office.courier.drain()
    assert not told()
    assert office.paid()
