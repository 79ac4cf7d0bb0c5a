"""A case on a clerk's table: what the resident sent, what the rules say of it, and what is done.

Each look and each step is a line of the trail. Nobody decides a case of their own, and of two
clerks who decide the same case the second is told what the first one did.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from services.applications import WHOSE
from services.cases import opener_of, read_reference
from services.clock import Clock
from services.deeds import Deed
from services.delegation.proposals import case_done
from services.desk.todos import Queue, Todo
from services.offices import holder_of_case
from services.progress import (
    ACCEPTED,
    MORE,
    accept,
    ask_for_more,
    carried_out,
    finish,
    refuse,
    supplied,
)
from services.staff.accounts import Clerk
from services.storage import Database, Work
from services.storage.cases import Case, CaseState
from services.storage.people import Person
from services.storage.photos import Photo
from services.storage.trail import TrailEntry
from services.words import Words, words

# In a case's details: who took the last step at the desk, and when.
HANDLED = "handled"


class Move(StrEnum):
    """The steps that a clerk may take with a case."""

    ACCEPT = "accept"
    MORE = "more"
    SUPPLIED = "supplied"
    FINISH = "finish"
    REFUSE = "refuse"
    CARRIED_OUT = "carried-out"


class MoveRefused(Exception):
    """A step was not taken. ``words`` say why; nothing has changed."""

    def __init__(self, said: Words) -> None:
        super().__init__(said.msgid)
        self.words = said


# What each step is called for the trail, as the resident reads it.
MOVES: Mapping[Move, Words] = {
    Move.ACCEPT: words("收下了"),
    Move.MORE: words("请居民补东西"),
    Move.SUPPLIED: words("居民补的东西收到了"),
    Move.FINISH: words("办好了"),
    Move.REFUSE: words("没有办成"),
    Move.CARRIED_OUT: words("照结果办好了"),
}


@dataclass(frozen=True)
class CaseFile:
    """All that a clerk sees of a case. ``version`` changes with each step that anybody takes.

    ``conflict`` says why this clerk may not decide it; ``handled_by`` names who took the last
    step.
    """

    case: Case
    version: str
    moves: Sequence[Move]
    conflict: Words | None
    todo: Todo | None
    resident: Person | None
    photos: Sequence[tuple[str, str]]
    handled_by: str | None


class CaseWork:
    """Where clerks look at cases and decide them."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def open(self, reference: str, clerk: Clerk, *, whole: bool = False) -> CaseFile | None:
        """The file of a case, written down as seen; ``whole`` with what is masked otherwise.

        None where there is no such case. Raises StorageUnavailable.
        """
        plain = read_reference(reference)
        if plain is None:
            return None
        with self._db.write() as work:
            case = work.cases.by_reference(plain)
            if case is None:
                return None
            deed = Deed.CASE_WHOLE if whole else Deed.CASE_SEEN
            self._note(work, case, clerk, deed, None)
            return _file(work, case, clerk)

    def photo(self, reference: str, key: str, clerk: Clerk) -> Photo | None:
        """A photo of a case; None where that case has no such photo."""
        with self._db.write() as work:
            case, photo = work.cases.by_reference(reference), work.photos.find(key)
            if case is None or photo is None or photo.case_id != case.id:
                return None
            self._note(work, case, clerk, Deed.CASE_SEEN, words("看了照片"))
            return photo

    def take(self, reference: str, clerk: Clerk, move: Move, version: str, text: str) -> None:
        """Take a step; ``text`` is what the resident is told, where the step says something.

        Raises MoveRefused, LookupError for no such case, StorageUnavailable.
        """
        with self._db.write() as work:
            found = work.cases.by_reference(reference)
            if found is None:
                raise LookupError("no such case")
            case = work.cases.held(found.id)
            _may(work, case, clerk, move, version)
            now = self._clock.now()
            _step(work, case, now, move, text)
            if move is Move.FINISH:
                case_done(work, case, clerk.actor, now)
            fresh = work.cases.by_id(case.id)
            work.cases.note_details(fresh, {HANDLED: [clerk.label, now.isoformat()]})
            self._note(work, case, clerk, Deed.CASE_DECIDED, MOVES[move])

    def _note(self, work: Work, case: Case, clerk: Clerk, deed: Deed, why: Words | None) -> None:
        line = TrailEntry(clerk.actor, deed, case.person_id, case.reference, why)
        work.trail.add(line, self._clock.now())


def moves_of(case: Case, todo: Todo | None) -> tuple[Move, ...]:
    """The steps that may come next; none for what no office has to do with."""
    if todo is None:
        return ()
    if case.state is CaseState.DONE:
        return (Move.CARRIED_OUT,)
    if case.state is not CaseState.OPEN:
        return ()
    if case.note == ACCEPTED:
        return (Move.FINISH, Move.MORE, Move.REFUSE)
    if case.note == MORE:
        return (Move.SUPPLIED, Move.REFUSE)
    return (Move.ACCEPT,)


def version_of(case: Case) -> str:
    """A mark that is another one after each step."""
    return f"{case.state}.{case.note}.{case.changed_at:%Y%m%d%H%M%S%f}"


def conflict(work: Work, case: Case, clerk: Clerk) -> Words | None:
    """Why this clerk may not decide the case, if it is too close to them."""
    if is_own(work, case, clerk):
        return words("这是您自己的事，不能由您来办。请交给别的同事。")
    if opener_of(case) == clerk.actor:
        return words("这件事是您替居民交的。谁交的谁不能定，请交给别的同事。")
    return None


def is_own(work: Work, case: Case, clerk: Clerk) -> bool:
    """Whether the case is of, or for, this clerk, by ID number."""
    if clerk.id_number_hash is None:
        return False
    person = None if case.person_id is None else work.people.find(case.person_id)
    numbers = (person.id_number if person else None, case.details.get(WHOSE))
    return any(
        clerk.id_number_hash in work.keys.fingerprints("id-number", number)
        for number in numbers
        if number
    )


def _file(work: Work, case: Case, clerk: Clerk) -> CaseFile:
    todo = work.todos.find(Queue.CASES, case.reference)
    handled = case.details.get(HANDLED)
    return CaseFile(
        case=case,
        version=version_of(case),
        moves=moves_of(case, todo),
        conflict=conflict(work, case, clerk),
        todo=todo,
        resident=None if case.person_id is None else work.people.find(case.person_id),
        photos=work.photos.of_case(case.id),
        handled_by=handled[0] if handled else None,
    )


def _may(work: Work, case: Case, clerk: Clerk, move: Move, version: str) -> None:
    """Raises MoveRefused where this step can't be taken by this clerk, or not any more."""
    against = conflict(work, case, clerk)
    if against is not None:
        raise MoveRefused(against)
    todo = work.todos.find(Queue.CASES, case.reference)
    if version != version_of(case) or move not in moves_of(case, todo):
        raise MoveRefused(_done_before(work, case))
    if todo is not None and todo.clerk_id not in (None, clerk.id):
        raise MoveRefused(
            words("%(clerk)s正在办这件事。要换人办，请先跟同事说一声。", clerk=todo.holder or "")
        )


def _done_before(work: Work, case: Case) -> Words:
    """What somebody else did meanwhile."""
    newest = work.events.of(case.id)[-1]
    by, at = case.details.get(HANDLED, ["", newest.at.isoformat()])
    if not by:
        return words("这件事刚才有了变化：%(said)s 您这一步没有送出。", said=newest.said)
    return words(
        "%(clerk)s在 %(time)s已经办了：%(said)s 您这一步没有送出。",
        clerk=by,
        time=datetime.fromisoformat(at),
        said=newest.said,
    )


def _step(work: Work, case: Case, now: datetime, move: Move, text: str) -> None:
    match move:
        case Move.ACCEPT:
            accept(work, case, now, holder_of_case(case))
        case Move.MORE:
            ask_for_more(work, case, now, text)
        case Move.SUPPLIED:
            supplied(work, case, now)
        case Move.FINISH:
            said = words("办好了。%(more)s", more=text) if text else None
            finish(work, case, now, said)
        case Move.REFUSE:
            refuse(work, case, now, text)
        case Move.CARRIED_OUT:
            carried_out(work, case, now)
