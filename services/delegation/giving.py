"""What a resident sees and does about helpers: agree by voice, look, and stop at any time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from services.actors import SYSTEM, Actor, ActorKind
from services.cases import DISTRICT_TIME
from services.clock import Clock
from services.deeds import Deed
from services.delegation.allowed import spent_this_month
from services.delegation.proposals import CODE_DIGITS, agree, end
from services.delegation.recordings import read_recording
from services.journey import AnswerProblem
from services.limits import Limits, Rule
from services.numbers import clean_typed, is_digits, normalise_number
from services.people import TooOften
from services.progress import finish
from services.storage import Database, Work
from services.storage.cases import CaseState
from services.storage.grant_recordings import Recording
from services.storage.grants import Consent, Grant, GrantState
from services.storage.outbox import Task
from services.storage.trail import TrailEntry
from services.words import words

# More than anybody has helpers.
LISTED = 50
# Everybody in a service hall shares one address, so this one is wide. A right guess only ends a
# grant, and there are a hundred million codes.
CODE_RULE = Rule("grant-codes-by-address", times=30, minutes=10)


@dataclass(frozen=True)
class Given:
    """A grant and what was paid under it in this calendar month, in fen."""

    grant: Grant
    spent_fen: int
    today: date

    @property
    def holds(self) -> bool:
        """Whether the helper may act now."""
        return self.grant.holds(self.today)

    @property
    def waits(self) -> bool:
        """Whether the resident has still to agree."""
        return self.grant.state is GrantState.PROPOSED and self.today <= self.grant.until


class GrantDesk:
    """A resident's grants; every method may raise StorageUnavailable."""

    def __init__(self, db: Database, clock: Clock, limits: Limits) -> None:
        """Join records, time, and the counter of attempts."""
        self._db = db
        self._clock = clock
        self._limits = limits

    def given_by(self, person_id: int) -> Sequence[Given]:
        """All that this resident has granted, the newest first."""
        with self._db.read() as work:
            return [self._given(work, each) for each in work.grants.given_by(person_id, LISTED)]

    def mine(self, grant_id: int, person_id: int) -> Given | None:
        """My grant with this id; None also for somebody else's."""
        with self._db.read() as work:
            grant = work.grants.find(grant_id)
            mine = grant is not None and grant.person_id == person_id
            return self._given(work, grant) if mine and grant is not None else None

    def of_case(self, case_id: int, person_id: int) -> Given | None:
        """My grant that this case asked for."""
        with self._db.read() as work:
            grant = work.grants.of_case(case_id)
            mine = grant is not None and grant.person_id == person_id
            return self._given(work, grant) if mine and grant is not None else None

    def consent(self, grant_id: int, person_id: int, sound: bytes) -> bool:
        """Keep what the resident said, and let the grant begin; False when it is no longer open.

        Raises AnswerProblem for what is no recording.
        """
        recording = read_recording(sound)
        now = self._clock.now()
        with self._db.write() as work:
            grant = work.grants.held(grant_id)
            if grant is None or grant.person_id != person_id or not self._given(work, grant).waits:
                return False
            case = None if grant.case_id is None else work.cases.held(grant.case_id)
            if case is not None and case.state is not CaseState.OPEN:
                return False
            work.grant_recordings.keep(grant.id, recording, now)
            agree(work, grant, Consent.SPOKEN, Actor(ActorKind.RESIDENT, person_id), now)
            if case is not None:
                work.outbox.cancel(Task.HAND_OVER, case.reference)
                said = words("您说了“我同意”，约定从现在起算数。")
                finish(work, case, now, said)
        return True

    def recording(self, grant_id: int, person_id: int) -> Recording | None:
        """What I said when I agreed."""
        with self._db.read() as work:
            grant = work.grants.find(grant_id)
            mine = grant is not None and grant.person_id == person_id
            return work.grant_recordings.of(grant_id) if mine else None

    def stop(self, grant_id: int, person_id: int) -> bool:
        """End my grant; False when it is not mine. Again is as good as once."""
        with self._db.write() as work:
            grant = work.grants.held(grant_id)
            if grant is None or grant.person_id != person_id:
                return False
            self._end(work, grant, Actor(ActorKind.RESIDENT, person_id))
        return True

    def drop(self, grant_id: int, person_id: int, service: str) -> bool:
        """Take one service out of my grant; the last one stays, for then it is to be stopped.

        False when the grant is not mine, or over.
        """
        with self._db.write() as work:
            grant = work.grants.held(grant_id)
            if grant is None or grant.person_id != person_id:
                return False
            given, left = self._given(work, grant), grant.services - {service}
            if not given.waits and not given.holds:
                return False
            if left and left != grant.services:
                work.grants.narrow(grant.id, left)
                me = Actor(ActorKind.RESIDENT, person_id)
                why = words("请%(name)s帮忙", name=grant.helper_name)
                line = TrailEntry(me, Deed.GRANT_NARROWED, person_id, why=why)
                work.trail.add(line, self._clock.now())
        return True

    def by_code(self, typed: str, address: str) -> Given:
        """The grant whose slip bears these digits. Raises AnswerProblem, TooOften."""
        minutes = self._limits.minutes_to_wait(CODE_RULE, address)
        if minutes:
            raise TooOften(minutes)
        code = read_code(typed)
        with self._db.read() as work:
            grant = work.grants.by_code(code)
            if grant is None:
                raise AnswerProblem(words("没有这个号码。请看小票，一位一位再填一次。"))
            return self._given(work, grant)

    def stop_by_code(self, typed: str, address: str) -> Given:
        """End the grant whose slip bears these digits, signed in or not. Raises as by_code()."""
        found = self.by_code(typed, address)
        with self._db.write() as work:
            grant = work.grants.held(found.grant.id)
            assert grant is not None  # grants are never deleted
            self._end(work, grant, SYSTEM)
        return found

    def _end(self, work: Work, grant: Grant, by: Actor) -> None:
        if grant.state is not GrantState.ENDED:
            end(work, grant, by, self._clock.now())

    def _given(self, work: Work, grant: Grant) -> Given:
        here = self._clock.now().astimezone(DISTRICT_TIME)
        return Given(grant, spent_this_month(work, grant, here), here.date())


def read_code(typed: str) -> str:
    """The digits of a slip, as people write them. Raises AnswerProblem."""
    code = normalise_number(typed)
    if not clean_typed(typed):
        raise AnswerProblem(words("请填写小票上的 8 位号码。"))
    if not is_digits(code) or len(code) != CODE_DIGITS:
        raise AnswerProblem(words("号码是 8 位数字。请看小票，再填一次。"))
    return code
