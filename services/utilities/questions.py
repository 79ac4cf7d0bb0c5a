"""The questions of the three bill services: whose account, which bills, how to pay."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from services.cases import DISTRICT_TIME
from services.journey import AnswerProblem, Answers, Journey, Kind, Option, Question
from services.providers.utility import Bill, Utility, UtilityAccount
from services.utilities.accounts import WrongNumber, read_account_number, shown_number
from services.utilities.context import OTHER, BillContext
from services.utilities.tariffs import tariff_note, tariff_on
from services.utilities.usage import UsageYear, period, usage_year
from services.utilities.wording import WORDING
from services.words import Money, Words, words

ONLINE = "online"
COUNTER = "counter"


@dataclass(frozen=True)
class BillsPanel:
    """What the bills page shows beside the choice. The address is masked."""

    number: str
    masked_address: str
    year: UsageYear | None
    note: Words | None


def bill_journey(utility: Utility) -> Journey:
    """The journey of one bill service."""
    said = WORDING[utility]
    account = Question(
        slug="account",
        section="account",
        kind=Kind.CHOICE,
        label=said.whose,
        name=words("哪一户"),
        options=_account_options,
        applies=lambda context, answers: bool(context.linked),
        clean=_clean_account,
        show=lambda value, context, answers: _show_account(value, context),
    )
    number = Question(
        slug="account-number",
        section="account",
        kind=Kind.DIGITS,
        label=said.number_label,
        name=words("户号"),
        hint=said.number_hint,
        example=lambda context: context.example,
        applies=lambda context, answers: not context.linked or answers.get("account") == OTHER,
        revealed_by="account",
        clean=_clean_number,
        show=lambda value, context, answers: _show_number(value, context),
    )
    bills = Question(
        slug="bills",
        section="bills",
        kind=Kind.CHOICES,
        label=said.which,
        name=words("要交的账单"),
        options=_bill_options,
        clean=_clean_bills,
        show=_show_bills,
        depends_on=("account", "account-number"),
        panel="journeys/panels/bills.html",
        panel_data=_panel,
    )
    titles = {"account": words("先选哪一户"), "bills": words("选账单，选怎么付")}
    return Journey((account, number, bills, _METHOD), titles)


_METHODS = (
    Option(ONLINE, words("现在在网上付"), words("付完 10 分钟里可以撤回。")),
    Option(
        COUNTER, words("开一张缴费单，去柜台付现金"), words("单子上有条码，柜台一扫就知道交多少。")
    ),
)


def _account_options(context: BillContext, answers: Answers) -> Sequence[Option]:
    mine = [
        Option(
            account.number,
            words("我家：户号 %(number)s", number=shown_number(account.number)),
            data=account.masked_address,
        )
        for account in context.linked
    ]
    other = Option(OTHER, words("别的户号"), words("替家人或邻居交，只要有户号就行。"))
    return [*mine, other]


def _clean_account(raw: list[str], context: BillContext, answers: Answers) -> str:
    value = raw[0] if raw else ""
    if value == OTHER:
        return value
    if value not in {account.number for account in context.linked}:
        raise AnswerProblem(words("请选一户。"))
    return _owing(value, context)


def _clean_number(raw: list[str], context: BillContext, answers: Answers) -> str:
    try:
        number = read_account_number(context.utility, raw[0] if raw else "")
    except WrongNumber as wrong:
        raise AnswerProblem(wrong.words) from wrong
    if context.account(number) is None:
        raise AnswerProblem(WORDING[context.utility].unknown)
    return _owing(number, context)


def _owing(number: str, context: BillContext) -> str:
    """The number again, if there is something to pay. Raises AnswerProblem."""
    if context.open_bills(number):
        return number
    if context.being_paid(number):
        raise AnswerProblem(
            words("这一户的账单刚刚已经有人交了，或者正在交。不用再交。想确认，请过半小时再看。")
        )
    raise AnswerProblem(words("这一户现在没有要交的账单，都交清了。不用再交。"))


def _show_account(value: str, context: BillContext) -> list[Words | str]:
    if value == OTHER:
        return [words("别的户号")]
    return _show_number(value, context)


def _show_number(value: str, context: BillContext) -> list[Words | str]:
    account: UtilityAccount | None = context.account(value)
    shown: list[Words | str] = [words("户号 %(number)s", number=shown_number(value))]
    if account is not None:
        shown.append(account.masked_address)
    return shown


def _bill_options(context: BillContext, answers: Answers) -> Sequence[Option]:
    number = context.number(answers)
    if number is None:
        return ()
    today = context.clock.now().astimezone(DISTRICT_TIME).date()
    return [
        Option(
            bill.id,
            period(bill.month, bill.months),
            _due(bill, bill.due < today),
            Money(bill.amount_fen),
        )
        for bill in context.open_bills(number)
    ]


def _due(bill: Bill, overdue: bool) -> Words:
    if overdue:
        return words("应在 %(day)s前交，已经过了。这里不加收滞纳金。", day=bill.due)
    return words("请在 %(day)s前交。", day=bill.due)


def _clean_bills(raw: list[str], context: BillContext, answers: Answers) -> list[str]:
    if not raw:
        raise AnswerProblem(words("请选要交的账单，至少一张。"))
    number = context.number(answers) or ""
    chosen = [bill.id for bill in context.open_bills(number) if bill.id in raw]
    if len(chosen) != len(set(raw)):
        raise AnswerProblem(words("有一张账单刚刚已经交过了。请看一遍剩下的账单，再选一次。"))
    return chosen


def _show_bills(value: list[str], context: BillContext, answers: Answers) -> list[Words]:
    number = context.number(answers) or ""
    return [
        words(
            "%(period)s，%(amount)s",
            period=period(bill.month, bill.months),
            amount=Money(bill.amount_fen),
        )
        for bill in reversed(context.bills(number))
        if bill.id in value
    ]


def _panel(context: BillContext, answers: Answers) -> BillsPanel | None:
    number = context.number(answers)
    account = None if number is None else context.account(number)
    if number is None or account is None:
        return None
    today = context.clock.now().astimezone(DISTRICT_TIME).date()
    return BillsPanel(
        shown_number(number),
        account.masked_address,
        usage_year(context.utility, context.bills(number)),
        tariff_note(tariff_on(context.utility, today)),
    )


def _clean_method(raw: list[str], context: Any, answers: Answers) -> str:
    value = raw[0] if raw else ""
    if value not in {option.value for option in _METHODS}:
        raise AnswerProblem(words("请选怎么付。"))
    return value


def _method(value: str) -> Option:
    return next(option for option in _METHODS if option.value == value)


_METHOD = Question(
    slug="method",
    section="bills",
    kind=Kind.CHOICE,
    label=words("怎么付？"),
    name=words("怎么付"),
    options=lambda context, answers: _METHODS,
    clean=_clean_method,
    show=lambda value, context, answers: [_method(value).label],
)
