"""The register of clerks: who keeps it opens, changes and closes accounts, never their own."""

from __future__ import annotations

from dataclasses import dataclass

from services.actors import Actor, ActorKind
from services.clock import Clock
from services.deeds import Deed
from services.journey import AnswerProblem
from services.numbers import is_digits, normalise_number
from services.staff.accounts import Clerk
from services.staff.roles import Role
from services.staff.setting_up import new_sheet
from services.storage import Database, Work
from services.storage.clerks import Account, NewClerk
from services.storage.trail import TrailEntry
from services.words import Words, words

SHORTEST_NUMBER, LONGEST_NUMBER = 4, 12


class Refused(Exception):
    """The register was not changed; `words` say why."""

    def __init__(self, said: Words) -> None:
        """Carry what the clerk is told."""
        super().__init__(said.msgid)
        self.words = said


@dataclass(frozen=True)
class SetupSheet:
    """What a clerk is handed to open their account: the code is kept nowhere else."""

    clerk: Clerk
    code: str


def read_number(typed: str) -> str:
    """A staff number as digits. Raises AnswerProblem."""
    number = normalise_number(typed)
    if not is_digits(number) or not SHORTEST_NUMBER <= len(number) <= LONGEST_NUMBER:
        raise AnswerProblem(
            words(
                "工号是 %(shortest)s 到 %(longest)s 位数字。请再看一看。",
                shortest=SHORTEST_NUMBER,
                longest=LONGEST_NUMBER,
            )
        )
    return number


def read_roles(typed: list[str]) -> frozenset[Role]:
    """The roles that were ticked. Raises AnswerProblem for none."""
    roles = frozenset(role for role in Role if role in typed)
    if not roles:
        raise AnswerProblem(words("请至少选一个岗位。"))
    return roles


class StaffRegister:
    """Accounts of clerks, as whoever keeps them sees and changes them."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Join records and time."""
        self._db = db
        self._clock = clock

    def listed(self) -> list[Account]:
        """Return every account, the active ones first, by staff number."""
        with self._db.read() as work:
            return work.clerks.listed()

    def find(self, clerk_id: int) -> Account | None:
        """Return an account, active or not."""
        with self._db.read() as work:
            return work.clerks.find(clerk_id)

    def add(self, new: NewClerk, by: Actor) -> SetupSheet:
        """Open an account and return its sheet. Raises Refused for a number that is taken."""
        now = self._clock.now()
        with self._db.write() as work:
            made = work.clerks.add(new, now)
            account = None if made is None else work.clerks.find(made)
            if account is None:
                raise Refused(
                    words(
                        "已经有人用工号 %(number)s 了。请换一个，或者改那个账号。",
                        number=new.number,
                    )
                )
            work.trail.add(TrailEntry(by, Deed.STAFF_ADDED, about=new.number), now)
            return SetupSheet(account.clerk, new_sheet(work, account.clerk, now))

    def set_roles(self, clerk_id: int, roles: frozenset[Role], by: Actor) -> None:
        """Give exactly these roles; they count at the clerk's next press."""
        now = self._clock.now()
        with self._db.write() as work:
            clerk = _another(work, clerk_id, by).clerk
            work.clerks.set_roles(clerk.id, roles)
            work.trail.add(TrailEntry(by, Deed.STAFF_ROLES, about=clerk.number), now)

    def close(self, clerk_id: int, by: Actor) -> None:
        """Keep the clerk out, at every machine, from the next press on."""
        now = self._clock.now()
        with self._db.write() as work:
            clerk = _another(work, clerk_id, by).clerk
            work.clerks.set_active(clerk.id, active=False)
            work.clerk_sessions.end_all(clerk.id, now)
            work.trail.add(TrailEntry(by, Deed.STAFF_CLOSED, about=clerk.number), now)

    def reopen(self, clerk_id: int, by: Actor) -> SetupSheet:
        """Let a clerk back in, by a new sheet: what they knew before opens nothing."""
        now = self._clock.now()
        with self._db.write() as work:
            clerk = _another(work, clerk_id, by).clerk
            work.clerks.set_active(clerk.id, active=True)
            work.trail.add(TrailEntry(by, Deed.STAFF_OPENED, about=clerk.number), now)
            return SetupSheet(clerk, new_sheet(work, clerk, now))

    def hand_sheet(self, clerk_id: int, by: Actor) -> SetupSheet:
        """For a lost phone or a forgotten password: everything anew, by a new sheet."""
        now = self._clock.now()
        with self._db.write() as work:
            account = _another(work, clerk_id, by)
            if not account.active:
                raise Refused(words("这个账号停用了。要用的话，请先恢复。"))
            work.trail.add(TrailEntry(by, Deed.STAFF_SHEET, about=account.clerk.number), now)
            return SetupSheet(account.clerk, new_sheet(work, account.clerk, now))


def _another(work: Work, clerk_id: int, by: Actor) -> Account:
    """The account, if it is not that of the one who changes it: the last door never shuts itself.

    Raises Refused; LookupError where there is none.
    """
    account = work.clerks.find(clerk_id)
    if account is None:
        raise LookupError("no such clerk")
    if by.kind is ActorKind.CLERK and by.id == clerk_id:
        raise Refused(words("自己的账号不能自己改。请找另一位管账号的同事。"))
    return account
