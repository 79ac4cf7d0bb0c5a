"""Bad opinions followed up: somebody calls, then puts it right, and the resident is told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from services.cases import read_reference
from services.clock import Clock
from services.contact import Contact, contact_of
from services.deeds import Deed
from services.desk import todos
from services.desk.todos import Queue, Todo
from services.notices import tell
from services.staff.accounts import Clerk
from services.storage import Database, Work
from services.storage.cases import Case
from services.storage.people import Person
from services.storage.ratings import Rating
from services.storage.trail import TrailEntry
from services.words import words


@dataclass(frozen=True)
class FollowUp:
    """A bad opinion with what a clerk needs to answer it; ``todo`` is None once it is mended."""

    case: Case
    ratings: Sequence[Rating]
    resident: Person | None
    contact: Contact | None
    todo: Todo | None

    @property
    def newest(self) -> Rating:
        """The opinion that counts."""
        return self.ratings[-1]


class FollowUps:
    """Where bad opinions are answered."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def open(self, reference: str, clerk: Clerk) -> FollowUp | None:
        """What was said of a case, and whom to call; None where nobody was dissatisfied."""
        plain = read_reference(reference)
        if plain is None:
            return None
        with self._db.write() as work:
            case = work.cases.by_reference(plain)
            ratings = work.ratings.of(case.id) if case else []
            if case is None or not any(rating.call_by for rating in ratings):
                return None
            self._note(work, case, clerk, Deed.RATING_SEEN)
            return FollowUp(
                case,
                ratings,
                None if case.person_id is None else work.people.find(case.person_id),
                contact_of(work, case.owner),
                work.todos.find(Queue.RATINGS, case.reference),
            )

    def called(self, reference: str, clerk: Clerk, call: str) -> None:
        """Somebody has called; what was said stays at the desk. It is mended by the day promised.

        Twice is as good as once. Raises LookupError for no such case, StorageUnavailable.
        """

        def note(work: Work, case: Case, now: datetime) -> None:
            newest = work.ratings.of(case.id)[-1]
            work.ratings.called(case.id, call, now)
            what = words("把不好的地方改好，告诉居民")
            todos.put(
                work, Queue.RATINGS, case.reference, what, newest.mend_by, now, case.person_id
            )
            self._note(work, case, clerk, Deed.RATING_CALLED)

        self._step(reference, note)

    def mended(self, reference: str, clerk: Clerk) -> None:
        """What was bad is put right, and the resident is told. Errors as called()."""

        def note(work: Work, case: Case, now: datetime) -> None:
            work.ratings.mended(case.id, now)
            said = words("您不满意的地方，我们改好了。要是还不满意，可以再评一次。")
            work.events.add(case.id, now, said)
            tell(work, case, said, now)
            todos.settle(work, Queue.RATINGS, case.reference, now)
            self._note(work, case, clerk, Deed.RATING_MENDED)

        self._step(reference, note)

    def _step(self, reference: str, note: Callable[[Work, Case, datetime], None]) -> None:
        with self._db.write() as work:
            found = work.cases.by_reference(reference)
            if found is None:
                raise LookupError("no such case")
            case = work.cases.held(found.id)
            if work.todos.find(Queue.RATINGS, reference) is not None:
                note(work, case, self._clock.now())

    def _note(self, work: Work, case: Case, clerk: Clerk, deed: Deed) -> None:
        line = TrailEntry(clerk.actor, deed, case.person_id, case.reference)
        work.trail.add(line, self._clock.now())
