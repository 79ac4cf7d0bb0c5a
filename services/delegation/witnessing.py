"""What a clerk does about grants: find one by its slip, witness the consent, or end it."""

from __future__ import annotations

from dataclasses import dataclass

from services.cases import DISTRICT_TIME
from services.clock import Clock
from services.deeds import Deed
from services.delegation.giving import read_code
from services.delegation.proposals import agree, end
from services.journey import AnswerProblem
from services.progress import finish
from services.staff.accounts import Clerk
from services.storage import Database, Work
from services.storage.cases import CaseState
from services.storage.grants import Consent, Grant, GrantState
from services.storage.outbox import Task
from services.storage.people import Person
from services.storage.trail import TrailEntry
from services.words import Words, words


class GrantRefused(Exception):
    """A clerk may not do this with this grant; `words` say why."""

    def __init__(self, said: Words) -> None:
        super().__init__(said.msgid)
        self.words = said


@dataclass(frozen=True)
class Seen:
    """A grant with both people, as a clerk compares them with their cards."""

    grant: Grant
    person: Person
    helper: Person
    waits: bool


class WitnessDesk:
    """Grants at the desk; every method may raise StorageUnavailable."""

    def __init__(self, db: Database, clock: Clock) -> None:
        """Join the records with the time."""
        self._db = db
        self._clock = clock

    def find(self, typed_code: str) -> int:
        """The id of the grant whose slip bears these digits. Raises AnswerProblem."""
        code = read_code(typed_code)
        with self._db.read() as work:
            grant = work.grants.by_code(code)
        if grant is None:
            raise AnswerProblem(words("没有这个号码。请看小票，一位一位再填一次。"))
        return grant.id

    def look(self, grant_id: int, clerk: Clerk) -> Seen | None:
        """The grant with both people; the look is written to the trail."""
        with self._db.write() as work:
            seen = self._seen(work, grant_id)
            if seen is not None:
                why = words("核对请人帮忙的约定")
                entry = TrailEntry(clerk.actor, Deed.GRANT_SEEN, seen.person.id, why=why)
                work.trail.add(entry, self._clock.now())
        return seen

    def witness(self, grant_id: int, clerk: Clerk) -> None:
        """The clerk has seen the card and heard the resident agree. Raises GrantRefused."""
        now = self._clock.now()
        with self._db.write() as work:
            work.grants.held(grant_id)
            seen = self._seen(work, grant_id)
            if seen is None or not seen.waits:
                raise GrantRefused(words("这个约定已经有了变化，不用再见证。请看下面现在的样子。"))
            if self._is_party(work, seen, clerk):
                raise GrantRefused(words("您自己是这个约定里的人，不能由您见证。请同事来办。"))
            agree(work, seen.grant, Consent.WITNESSED, clerk.actor, now)
            case = None if seen.grant.case_id is None else work.cases.held(seen.grant.case_id)
            if case is not None and case.state is CaseState.OPEN:
                work.outbox.cancel(Task.HAND_OVER, case.reference)
                name = clerk.actor.name
                said = words("您当着%(clerk)s的面同意了，约定从现在起算数。", clerk=name)
                finish(work, case, now, said)

    def end(self, grant_id: int, clerk: Clerk) -> None:
        """The resident has said at the desk that it is to end; again is as good as once."""
        with self._db.write() as work:
            grant = work.grants.held(grant_id)
            if grant is not None and grant.state is not GrantState.ENDED:
                end(work, grant, clerk.actor, self._clock.now())

    def _seen(self, work: Work, grant_id: int) -> Seen | None:
        grant = work.grants.find(grant_id)
        if grant is None:
            return None
        person, helper = work.people.find(grant.person_id), work.people.find(grant.helper_id)
        if person is None or helper is None:
            return None
        today = self._clock.now().astimezone(DISTRICT_TIME).date()
        waits = grant.state is GrantState.PROPOSED and today <= grant.until
        return Seen(grant, person, helper, waits)

    @staticmethod
    def _is_party(work: Work, seen: Seen, clerk: Clerk) -> bool:
        """Whether the clerk is the resident or the helper, by the ID number's fingerprint."""
        own = clerk.id_number_hash
        numbers = (seen.person.id_number, seen.helper.id_number)
        return own is not None and any(
            own in work.keys.fingerprints("id-number", number) for number in numbers if number
        )
