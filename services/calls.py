"""Calls for help: somebody in a hall, or at a machine there, asks a clerk to come over.

The resident's page, the desk and a machine in the hall all go through CallDesk.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from services.actors import SYSTEM, Actor
from services.appointments.places import Place, load_places
from services.clock import Clock
from services.deeds import Deed
from services.desk import todos
from services.desk.todos import Queue
from services.journey import Applicant
from services.storage import Database, Work
from services.storage.calls import Call, CallState, NewCall
from services.storage.trail import TrailEntry
from services.words import Words, words

__all__ = ["NEEDS", "Call", "CallDesk", "CallRefused", "CallState", "Need", "halls", "is_late"]

# What the pages promise. After it, the caller reads what else to do and the desk sees the call in
# red; it still stands.
SOON = timedelta(minutes=5)
# Nobody waits in a hall for longer: the call is closed, and a supervisor reads of it.
GIVEN_UP = timedelta(hours=2)
# How long the page says how it ended.
SHOWN_AFTER = timedelta(minutes=15)
KEPT = timedelta(days=30)
LISTED = 100
_HALL = "hall-appointment"


class Need(StrEnum):
    """What somebody needs help with."""

    USE = "use"
    SEE = "see"
    HEAR = "hear"
    MOVE = "move"
    OTHER = "other"


NEEDS: Mapping[Need, Words] = {
    Need.USE: words("不知道怎么办，请人教一教"),
    Need.SEE: words("看不清，请人念给我听"),
    Need.HEAR: words("听不清，请带写字板来"),
    Need.MOVE: words("走不过去，或者要轮椅"),
    Need.OTHER: words("别的事"),
}
# How it stands in the clerk's list.
_NEXT: Mapping[Need, Words] = {
    Need.USE: words("过去教一教怎么办"),
    Need.SEE: words("过去念给居民听"),
    Need.HEAR: words("带写字板过去"),
    Need.MOVE: words("推轮椅过去"),
    Need.OTHER: words("过去看看"),
}


class CallRefused(Exception):
    """Nothing was changed; ``words`` say how the call stands."""

    def __init__(self, said: Words) -> None:
        super().__init__(said.msgid)
        self.words = said


def halls() -> list[Place]:
    """The halls in which somebody can come over."""
    return [place for place, _ in load_places().desks_of(_HALL)]


def is_late(call: Call, now: datetime) -> bool:
    """Whether nobody has taken it in the time that is promised."""
    return call.state is CallState.WAITING and now - call.called_at >= SOON


class CallDesk:
    """Where calls are made, answered and ended; every method may raise StorageUnavailable."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def call(self, who: Applicant, hall: str, spot: str, need: Need) -> None:
        """Ask somebody to come to a spot (in the caller's words) of a hall (a place's slug).

        Whoever is waiting already goes on waiting: a second press changes nothing.
        """
        now = self._clock.now()
        with self._db.write() as work:
            number = work.calls.add(NewCall(who.owner, who.person_id, hall, spot, need), now)
            if number is None:
                return
            due = todos.today(now)
            todos.put(work, Queue.CALLS, str(number), _NEXT[need], due, now, who.person_id)
            _note(work, who.actor, Deed.CALL_MADE, number, who.person_id, now)

    def of(self, who: Applicant) -> Call | None:
        """This caller's call: the open one, or the one that ended a moment ago."""
        with self._db.read() as work:
            call = work.calls.latest_of(who.owner)
        if call is None or call.ended_at is None:
            return call
        return call if self._clock.now() - call.ended_at < SHOWN_AFTER else None

    def cancel(self, who: Applicant) -> None:
        """Nobody needs to come any more, or somebody came: the caller says so."""
        now = self._clock.now()
        with self._db.write() as work:
            call = work.calls.latest_of(who.owner)
            if call is None or call.ended_at is not None:
                return
            came = call.state is CallState.COMING
            self._end(work, call, CallState.DONE if came else CallState.CANCELLED, now)
            _note(work, who.actor, Deed.CALL_ENDED, call.id, call.person_id, now)

    def waiting(self, hall: str | None = None) -> list[Call]:
        """Calls that are not over, of one hall or of all; who waits longest comes first."""
        with self._db.read() as work:
            return work.calls.open_ones(hall, LISTED)

    def unanswered(self, hall: str | None = None) -> list[Call]:
        """Calls to which nobody came and that nobody has looked into."""
        with self._db.read() as work:
            return work.calls.lapsed_ones(hall, LISTED)

    def look_into(self, number: int, clerk: Actor) -> None:
        """A clerk knows why nobody came. Raises CallRefused when another has looked into it."""
        assert clerk.id is not None  # every clerk has an account
        now = self._clock.now()
        with self._db.write() as work:
            call = work.calls.find(number)
            if call is None or not work.calls.look_into(number, clerk.id, clerk.name):
                raise _refusal(call, clerk)
            todos.settle(work, Queue.CALLS, str(number), now)
            _note(work, clerk, Deed.CALL_ENDED, number, call.person_id, now)

    def take(self, number: int, clerk: Actor) -> None:
        """「有人来了」: this clerk goes there.

        Raises CallRefused when another does, or it is over.
        """
        assert clerk.id is not None  # every clerk has an account
        now = self._clock.now()
        with self._db.write() as work:
            if not work.calls.take(number, clerk.id, clerk.name, now):
                raise _refusal(work.calls.find(number), clerk)
            call = work.calls.find(number)
            todo = work.todos.find(Queue.CALLS, str(number))
            if todo is not None:
                todos.take(work, todo.id, clerk)
            subject = call.person_id if call else None
            _note(work, clerk, Deed.CALL_TAKEN, number, subject, now)

    def give_back(self, number: int, clerk: Actor) -> None:
        """Another has to go: the caller waits again. Raises CallRefused if it is not theirs."""
        assert clerk.id is not None  # every clerk has an account
        with self._db.write() as work:
            if not work.calls.give_back(number, clerk.id):
                raise _refusal(work.calls.find(number), clerk)
            todo = work.todos.find(Queue.CALLS, str(number))
            if todo is not None:
                todos.give_back(work, todo.id, clerk)

    def finish(self, number: int, clerk: Actor) -> None:
        """The clerk was there and it is done. Raises CallRefused if it is not theirs."""
        assert clerk.id is not None  # every clerk has an account
        now = self._clock.now()
        with self._db.write() as work:
            call = work.calls.find(number)
            if call is None or not work.calls.finish(number, clerk.id, now):
                raise _refusal(call, clerk)
            todos.settle(work, Queue.CALLS, str(number), now)
            _note(work, clerk, Deed.CALL_ENDED, number, call.person_id, now)

    def sweep(self) -> None:
        """Close calls that nobody answered and forget old ones; for the worker, once an hour.

        The promise of a call that nobody answered stands until a clerk has looked into it.
        """
        now = self._clock.now()
        with self._db.write() as work:
            for call in work.calls.unanswered(now - GIVEN_UP, LISTED):
                over = CallState.DONE if call.state is CallState.COMING else CallState.LAPSED
                work.calls.end(call.id, over, now)
                if over is CallState.DONE:
                    todos.settle(work, Queue.CALLS, str(call.id), now)
                _note(work, SYSTEM, Deed.CALL_ENDED, call.id, call.person_id, now)
            work.calls.sweep(now - KEPT)

    def _end(self, work: Work, call: Call, state: CallState, now: datetime) -> None:
        work.calls.end(call.id, state, now)
        todos.settle(work, Queue.CALLS, str(call.id), now)


def _refusal(call: Call | None, clerk: Actor) -> CallRefused:
    if call is None or call.ended_at is not None:
        return CallRefused(words("这件事已经结束了，不用再去。"))
    if call.state is CallState.WAITING:
        return CallRefused(words("这件事现在没有人去。要去，就按“我过去”。"))
    if call.clerk_id == clerk.id:
        return CallRefused(words("您已经接了，请过去。"))
    return CallRefused(words("%(name)s已经过去了。", name=call.taken_by))


def _note(
    work: Work, actor: Actor, deed: Deed, number: int, subject: int | None, now: datetime
) -> None:
    work.trail.add(TrailEntry(actor, deed, subject, str(number)), now)
