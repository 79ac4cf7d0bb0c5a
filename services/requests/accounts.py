"""Which meter it is about: one of my own accounts, or the number of another."""

from collections.abc import Sequence
from functools import cached_property

from services.journey import AnswerProblem, Answers, Applicant, Kind, Option, Question
from services.kit import Kit
from services.numbers import normalise_number
from services.providers.utility import Bill, GatewayRefused, Utility, UtilityAccount
from services.requests.typing_in import first
from services.utilities.accounts import (
    WrongNumber,
    read_account_number,
    shown_number,
    utility_of,
)
from services.utilities.wording import WORDING
from services.words import Words, words

OTHER = "other"
_MINE = {
    Utility.WATER: words("我家的水表：户号 %(number)s"),
    Utility.ELECTRICITY: words("我家的电表：户号 %(number)s"),
    Utility.GAS: words("我家的燃气表：户号 %(number)s"),
}


class AccountBook:
    """What the companies know of one visitor's meters. Everything may raise GatewayError."""

    def __init__(self, kit: Kit, applicant: Applicant, utilities: Sequence[Utility]) -> None:
        self._kit = kit
        self._applicant = applicant
        self.utilities = utilities

    @cached_property
    def mine(self) -> list[UtilityAccount]:
        """My accounts, as far as the companies still know them."""
        if self._applicant.person_id is None:
            return []
        with self._kit.db.read() as work:
            links = [
                link
                for utility in self.utilities
                for link in work.links.of(self._applicant.person_id, utility)
            ]
        found = (self.account(link.account_number) for link in links)
        return [account for account in found if account is not None]

    @cached_property
    def example(self) -> str | None:
        """The number of an account of the demo; None outside the demo."""
        if not self._kit.demo:
            return None
        with self._kit.db.read() as work:
            return next((number for number, _ in work.ledger.owing(self.utilities[0], 1)), None)

    def account(self, number: str) -> UtilityAccount | None:
        """The account with this number, if a company knows it."""
        utility = utility_of(number)
        return None if utility is None else self._kit.gateway.find_account(utility, number)

    def bills(self, number: str) -> Sequence[Bill]:
        """Its bills of two years, newest first; none if the account is gone."""
        utility = utility_of(number)
        try:
            return () if utility is None else self._kit.gateway.bills(utility, number)
        except GatewayRefused:
            return ()


def account_number(answers: Answers) -> str | None:
    """The account number that the answers lead to."""
    chosen = answers.get("account", OTHER)
    number = answers.get("account-number") if chosen == OTHER else chosen
    return None if number is None else str(number)


def account_questions(utilities: Sequence[Utility]) -> tuple[Question, Question]:
    """Whose meter: mine are offered; a number is typed for any other, or before signing in."""
    account = Question(
        slug="account",
        section="need",
        kind=Kind.CHOICE,
        label=words("是哪一户的表？"),
        name=words("哪一户"),
        options=lambda context, answers: _options(context.book),
        applies=lambda context, answers: bool(context.book.mine),
        clean=lambda raw, context, answers: _take_mine(first(raw), context.book),
        show=lambda value, context, answers: _shown(value, context.book),
    )
    number = Question(
        slug="account-number",
        section="need",
        kind=Kind.DIGITS,
        label=words("户号是多少？"),
        name=words("户号"),
        hint=_hint(utilities),
        example=lambda context: context.book.example,
        applies=lambda context, answers: not context.book.mine or answers.get("account") == OTHER,
        revealed_by="account",
        clean=lambda raw, context, answers: _take_number(first(raw), context.book),
        show=lambda value, context, answers: _shown(value, context.book),
    )
    return account, number


def _hint(utilities: Sequence[Utility]) -> Words:
    if len(utilities) == 1:
        return WORDING[utilities[0]].number_hint
    return words("户号印在账单上，是 10 位数字：水费 1 开头，电费 2 开头，燃气费 3 开头。")


def _options(book: AccountBook) -> list[Option]:
    mine = [
        Option(
            account.number,
            Words(_MINE[account.utility].msgid, (("number", shown_number(account.number)),)),
            data=account.masked_address,
        )
        for account in book.mine
    ]
    return [*mine, Option(OTHER, words("别的户号"), words("知道户号就行，替家人办也可以。"))]


def _take_mine(value: str, book: AccountBook) -> str:
    if value != OTHER and value not in {account.number for account in book.mine}:
        raise AnswerProblem(words("请选一户。"))
    return value


def _take_number(typed: str, book: AccountBook) -> str:
    utility = utility_of(normalise_number(typed))
    if utility not in book.utilities:
        utility = book.utilities[0]
    assert utility is not None  # a book has one at least
    try:
        number = read_account_number(utility, typed)
    except WrongNumber as wrong:
        raise AnswerProblem(wrong.words) from wrong
    if book.account(number) is None:
        raise AnswerProblem(WORDING[utility].unknown)
    return number


def _shown(value: str, book: AccountBook) -> list[Words | str]:
    if value == OTHER:
        return [words("别的户号")]
    account = book.account(value)
    number = words("户号 %(number)s", number=shown_number(value))
    return [number] if account is None else [number, account.masked_address]
