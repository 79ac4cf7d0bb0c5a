"""Acting for a resident at a counter: found by card, phone or receipt, told why, and labelled."""

from __future__ import annotations

from services.cases import DISTRICT_TIME, read_reference
from services.cleaning.identity import read_id_number
from services.clock import Clock
from services.deeds import Deed
from services.delegation.sittings import Sittings
from services.journey import AnswerProblem
from services.limits import Limits, Rule
from services.numbers import clean_typed, normalise_number
from services.people import SignInProblem, TooOften, read_phone
from services.staff.accounts import Clerk
from services.storage import Database, Work
from services.storage.people import Person
from services.storage.trail import TrailEntry
from services.words import Words, words

# A busy counter sees some ten residents an hour; this many looks are somebody leafing through.
SEARCHES = Rule("counter-by-clerk", times=60, minutes=60)
_ID_SIGNS = (15, 18)


class NotFound(Exception):
    """Nobody was found, or nobody may be looked for now; ``words`` say what to do."""

    def __init__(self, said: Words) -> None:
        super().__init__(said.msgid)
        self.words = said


class Counter:
    """Where a clerk sits down to act for whoever stands there."""

    def __init__(self, db: Database, clock: Clock, limits: Limits, sittings: Sittings) -> None:
        self._db = db
        self._clock = clock
        self._limits = limits
        self._sittings = sittings

    def search(self, typed: str, clerk: Clerk) -> Person:
        """The resident with this ID number, phone, or receipt; the look is written down.

        Raises NotFound, StorageUnavailable.
        """
        minutes = self._limits.minutes_to_wait(SEARCHES, str(clerk.id))
        if minutes:
            raise NotFound(TooOften(minutes).words)
        with self._db.write() as work:
            found = self._named(work, typed)
            line = TrailEntry(clerk.actor, Deed.PERSON_SOUGHT, found.id)
            work.trail.add(line, self._clock.now())
            return found

    def found(self, typed: str) -> Person | None:
        """The same once more, for the page that shows who was found."""
        with self._db.read() as work:
            try:
                return self._named(work, typed)
            except NotFound:
                return None

    def begin(self, typed: str, clerk: Clerk, why: Words) -> str:
        """Act for the resident who was found; returns the sitting's token.

        Raises NotFound, also for a clerk who would act for themselves: they do that at home.
        """
        with self._db.write() as work:
            person = self._named(work, typed)
            if person.id_number and clerk.id_number_hash in work.keys.fingerprints(
                "id-number", person.id_number
            ):
                raise NotFound(words("这是您自己。自己的事，请用自己的账号在网上办。"))
            return self._sittings.begin(work, clerk.actor, person.id, why)

    def _named(self, work: Work, typed: str) -> Person:
        if not clean_typed(typed):
            raise NotFound(words("请填身份证号、手机号，或者凭证号。"))
        reference = read_reference(typed)
        if reference is not None:
            return _of_case(work, reference)
        number = normalise_number(typed).upper()
        person = (
            work.people.by_id_number(self._id_number(number))
            if len(number) in _ID_SIGNS
            else work.people.by_phone(_phone(number))
        )
        if person is None:
            raise NotFound(
                words("没有找到这位居民。请再核对一遍；第一次来的居民，请先用手机号登录一次。")
            )
        return person

    def _id_number(self, number: str) -> str:
        today = self._clock.now().astimezone(DISTRICT_TIME).date()
        try:
            return read_id_number(number, today)
        except AnswerProblem as problem:
            raise NotFound(problem.words) from problem


def _phone(number: str) -> str:
    try:
        return read_phone(number)
    except SignInProblem as problem:
        raise NotFound(problem.words) from problem


def _of_case(work: Work, reference: str) -> Person:
    case = work.cases.by_reference(reference)
    person = None if case is None or case.person_id is None else work.people.find(case.person_id)
    if person is None:
        raise NotFound(words("这张凭证上没有登记是谁的。请用身份证号或者手机号找。"))
    return person
