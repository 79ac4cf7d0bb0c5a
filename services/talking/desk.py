"""A talk in writing: begun by a clerk, joined by one resident with six digits, kept for a day."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from services.actors import SYSTEM, Actor, ActorKind
from services.cleaning.text import read_text
from services.clock import Clock
from services.deeds import Deed
from services.digits import read_six, six_digits
from services.journey import AnswerProblem, Applicant
from services.storage import Database, Work
from services.storage.talks import Line, Said, Side, Talk
from services.storage.trail import TrailEntry
from services.talking.phrases import ANSWERS, phrases
from services.words import Words, words

__all__ = ["Line", "Shown", "Side", "Talk", "TalkDesk", "TalkOver"]

# A day of work at a counter at the most; nobody talks longer with one resident.
LONGEST_TALK = timedelta(hours=3)
# Both have taken their transcript by then.
KEPT = timedelta(days=1)
MOST_LINES = 400
LONGEST_LINE = 300
LISTED = 20
_SWEPT = 200


class TalkOver(Exception):
    """The line was not said: the talk has ended, or is full; ``words`` say which."""

    def __init__(self, said: Words) -> None:
        super().__init__(said.msgid)
        self.words = said


@dataclass(frozen=True)
class Shown:
    """A talk with all its lines."""

    talk: Talk
    lines: Sequence[Line]

    @property
    def open(self) -> bool:
        """Whether it still goes on."""
        return self.talk.ended_at is None

    def latest(self, side: Side) -> Line | None:
        """The newest line of one side."""
        return next((line for line in reversed(self.lines) if line.side is side), None)


class TalkDesk:
    """Where talks begin, go on and end; every method may raise StorageUnavailable."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def begin(self, clerk: Actor) -> int:
        """A new talk of this clerk; its number."""
        assert clerk.id is not None  # every clerk has an account
        now = self._clock.now()
        with self._db.write() as work:
            number = None
            while number is None:
                number = work.talks.begin(clerk.id, clerk.name, six_digits(), now)
            _note(work, clerk, Deed.TALK_BEGUN, number, None, now)
        return number

    def of_clerk(self, clerk: Actor) -> list[Talk]:
        """The talks that this clerk has begun since yesterday, the newest first."""
        assert clerk.id is not None  # every clerk has an account
        with self._db.read() as work:
            return work.talks.of_clerk(clerk.id, LISTED)

    def for_clerk(self, number: int, clerk: Actor) -> Shown | None:
        """A talk of this clerk; None for another's."""
        with self._db.read() as work:
            talk = work.talks.find(number)
            if talk is None or talk.clerk_id != clerk.id:
                return None
            return Shown(talk, work.talks.lines(talk.id, MOST_LINES))

    def is_waiting(self, code: str) -> bool:
        """Whether a talk waits under these digits for somebody to join it."""
        with self._db.read() as work:
            talk = work.talks.by_code(code)
        return talk is not None and talk.owner is None

    def join(self, typed: str, who: Applicant) -> bool:
        """Take the resident's side of a talk; False where none waits under these digits.

        Raises AnswerProblem for what can't be six digits.
        """
        code, now = read_six(typed), self._clock.now()
        with self._db.write() as work:
            talk = work.talks.by_code(code)
            if talk is None or not work.talks.join(talk.id, who.owner, who.person_id):
                return talk is not None and talk.owner == who.owner
            clerk = Actor(ActorKind.CLERK, talk.clerk_id, talk.clerk_name)
            _note(work, clerk, Deed.TALK_JOINED, talk.id, who.person_id, now)
        return True

    def of(self, who: Applicant) -> Shown | None:
        """The newest talk of this resident's browser, open or over."""
        with self._db.read() as work:
            talk = work.talks.latest_of(who.owner)
            return None if talk is None else Shown(talk, work.talks.lines(talk.id, MOST_LINES))

    def answer(self, who: Applicant, text: str, key: str) -> None:
        """The resident says something typed, or presses the card with this key.

        Raises AnswerProblem for what can't be taken, TalkOver when the talk has ended.
        """
        with self._db.write() as work:
            self._say(work, work.talks.latest_of(who.owner), Side.RESIDENT, text, key)

    def say(self, number: int, clerk: Actor, text: str, key: str) -> None:
        """The clerk says something typed, or the set sentence with this key.

        Raises as answer() does; TalkOver also for a talk of another clerk.
        """
        with self._db.write() as work:
            talk = work.talks.find(number)
            its = talk if talk is not None and talk.clerk_id == clerk.id else None
            self._say(work, its, Side.CLERK, text, key)

    def end(self, number: int, clerk: Actor) -> None:
        """The clerk ends a talk of theirs."""
        with self._db.write() as work:
            talk = work.talks.find(number)
            if talk is not None and talk.clerk_id == clerk.id:
                self._end(work, talk, clerk)

    def leave(self, who: Applicant) -> None:
        """The resident ends the talk."""
        with self._db.write() as work:
            talk = work.talks.latest_of(who.owner)
            if talk is not None:
                self._end(work, talk, who.actor)

    def sweep(self) -> None:
        """End talks left open and forget old ones; for the worker, once an hour."""
        now = self._clock.now()
        with self._db.write() as work:
            for number in work.talks.left_open(now - LONGEST_TALK, _SWEPT):
                talk = work.talks.find(number)
                if talk is not None:
                    self._end(work, talk, SYSTEM)
            work.talks.sweep(now - KEPT)

    def _say(self, work: Work, talk: Talk | None, side: Side, text: str, key: str) -> None:
        if talk is None or talk.ended_at is not None:
            raise TalkOver(words("这次谈话已经结束了，这一句没有送出去。"))
        if work.talks.tally(talk.id) >= MOST_LINES:
            raise TalkOver(words("这次谈话太长了，这一句没有送出去。请重新开始一次。"))
        said = _set_sentence(work, side, key) if key else Said(read_text(text, LONGEST_LINE))
        work.talks.say(talk.id, side, said, self._clock.now())

    def _end(self, work: Work, talk: Talk, by: Actor) -> None:
        now = self._clock.now()
        if work.talks.end(talk.id, now):
            _note(work, by, Deed.TALK_ENDED, talk.id, talk.person_id, now)


def _set_sentence(work: Work, side: Side, key: str) -> Said:
    """The sentence with this key in all its languages, if this side is offered it."""
    phrase = phrases(work).get(key)
    if phrase is None or not phrase.shown or (phrase.topic == ANSWERS) != (side is Side.RESIDENT):
        raise AnswerProblem(words("这一句刚才改了。请再选一次。"))
    return Said(key=key, texts=dict(phrase.texts))


def _note(
    work: Work, actor: Actor, deed: Deed, number: int, subject: int | None, now: datetime
) -> None:
    work.trail.add(TrailEntry(actor, deed, subject, str(number)), now)
