"""一起看: somebody the resident trusts sees the same step, its values masked; may point, not press.

The resident reads six digits out; whoever gives them is named, and looks only once the resident
agrees. It ends when either says so, when the resident signs out, or by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from services.actors import Actor, ActorKind
from services.clock import Clock
from services.deeds import Deed
from services.digits import read_six, six_digits
from services.journey import Answers, Applicant, Kind, Option, Question
from services.storage import Database, Work
from services.storage.co_views import CoView, CoViewState, Step
from services.storage.trail import TrailEntry
from services.words import Money, Value, Words, words

__all__ = ["Choice", "CoView", "CoViewState", "Part", "Step", "TogetherDesk", "masked", "part_of"]

# From the last step on; whoever is called to the door comes back to it.
KEPT = timedelta(minutes=30)
# Not each step writes to the records.
_RENEWED_AFTER = timedelta(minutes=5)
HIDDEN = "＊＊"
# Under a question, the button to go on.
GO_ON = "go-on"


@dataclass(frozen=True)
class Choice:
    """An option as the helper sees it; ``chosen`` is never told of a private question."""

    label: Words
    chosen: bool


@dataclass(frozen=True)
class Part:
    """A question as the helper sees it: how it is asked, and whether something is answered."""

    slug: str
    label: Words
    hint: Words | None
    answered: bool
    problem: Words | None
    choices: tuple[Choice, ...] = ()


def masked(said: Words) -> Words:
    """The same sentence without what belongs to the resident: names, numbers typed, amounts."""
    return Words(
        said.msgid,
        tuple((name, _hidden(value)) for name, value in said.values),
        said.plural,
        said.count,
    )


def _hidden(value: Value) -> Value:
    match value:
        case Words():
            return masked(value)
        case str() | Money():
            return HIDDEN
    return value


def part_of(question: Question, context: Any, answers: Answers, problem: Words | None) -> Part:
    """A question with its values masked. Of a choice, labels are shown but no amounts or data."""
    kept = answers.get(question.slug)
    options: Sequence[Option] = ()
    if question.kind in (Kind.CHOICE, Kind.CHOICES):
        options = question.options(context, answers)
    told = [] if question.private or kept is None else [kept] if isinstance(kept, str) else kept
    return Part(
        question.slug,
        masked(question.label),
        masked(question.hint) if question.hint else None,
        bool(kept),
        masked(problem) if problem else None,
        tuple(Choice(masked(option.label), option.value in told) for option in options),
    )


class TogetherDesk:
    """Where looking together begins and ends; every method may raise StorageUnavailable."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def open(self, key: bytes, who: Applicant, step: Step) -> None:
        """Begin, or begin anew; ``key`` owns the draft of ``who``."""
        now = self._clock.now()
        with self._db.write() as work:
            work.co_views.sweep(now)
            opened = False
            while not opened:
                opened = work.co_views.open(key, who.person_id, six_digits(), step, now, now + KEPT)
            _note(work, who.actor, Deed.TOGETHER_OPENED, step.service, who.person_id, now)

    def of(self, key: bytes) -> CoView | None:
        """What the resident has open."""
        with self._db.read() as work:
            return work.co_views.of(key, self._clock.now())

    def of_helper(self, helper_id: int) -> CoView | None:
        """What somebody looks at, or has asked to."""
        with self._db.read() as work:
            return work.co_views.of_helper(helper_id, self._clock.now())

    def arrive(self, key: bytes, step: Step) -> CoView | None:
        """The resident is at a step: what is open, if anything is, goes there too."""
        now = self._clock.now()
        view = self.of(key)
        if view is None or (view.step == step and view.expires_at - now > KEPT - _RENEWED_AFTER):
            return view
        with self._db.write() as work:
            work.co_views.move(key, step, now + KEPT)
            return work.co_views.of(key, now)

    def ask(self, typed: str, helper: Actor) -> bool:
        """Somebody gives the digits; False where nobody waits under them.

        Raises AnswerProblem for what can't be six digits.
        """
        code, now = read_six(typed), self._clock.now()
        assert helper.id is not None  # only whoever is signed in is let here
        with self._db.write() as work:
            view = work.co_views.by_code(code, now)
            if view is None or view.person_id == helper.id:
                return False
            return work.co_views.ask(view.id, helper.id, helper.name)

    def let_look(self, key: bytes) -> None:
        """The resident agrees: from now on the helper sees each step."""
        now = self._clock.now()
        with self._db.write() as work:
            view = work.co_views.of(key, now)
            if view is None or not work.co_views.let_look(view.id):
                return
            helper = Actor(ActorKind.HELPER, view.helper_id, view.helper_name)
            why = words("您念了号码，也同意了")
            _note(work, helper, Deed.TOGETHER_SEEN, view.step.service, view.person_id, now, why)

    def point(self, view: CoView, part: str) -> None:
        """The helper points at a part of the step, or at nothing ("")."""
        with self._db.write() as work:
            work.co_views.point(view.id, part)

    def end(self, key: bytes) -> None:
        """The resident ends it; at once, wherever the helper is."""
        with self._db.write() as work:
            view = work.co_views.of(key, self._clock.now())
            if view is not None:
                self._close(work, view, Actor(ActorKind.RESIDENT, view.person_id))

    def leave(self, helper: Actor) -> None:
        """The helper looks no more."""
        assert helper.id is not None  # only whoever is signed in is let here
        with self._db.write() as work:
            view = work.co_views.of_helper(helper.id, self._clock.now())
            if view is not None:
                self._close(work, view, helper)

    def sweep(self) -> None:
        """Forget what has run out; for the worker, once an hour."""
        with self._db.write() as work:
            work.co_views.sweep(self._clock.now())

    def _close(self, work: Work, view: CoView, by: Actor) -> None:
        work.co_views.close(view.id)
        now = self._clock.now()
        _note(work, by, Deed.TOGETHER_ENDED, view.step.service, view.person_id, now)


def problems_of(work: Work, view: CoView, page: str) -> Mapping[str, Words]:
    """What was refused at the step that the resident sees, by question."""
    kept = work.attempts.find(view.owner, page) if view.step.again else None
    return kept.problems if kept else {}


def _note(
    work: Work,
    actor: Actor,
    deed: Deed,
    about: str,
    subject: int | None,
    now: datetime,
    why: Words | None = None,
) -> None:
    work.trail.add(TrailEntry(actor, deed, subject, about, why), now)
