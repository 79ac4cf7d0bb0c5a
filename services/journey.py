"""The pure core of every journey: questions, the path they make, and its end."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Any, Protocol

from services.actors import Actor, ActorKind, Deputy
from services.words import Money, Words, words

if TYPE_CHECKING:
    from services.receipts import Receipt
    from services.storage.cases import Case

# Answers are JSON values by question slug, as the draft keeps them.
Answers = Mapping[str, Any]
# What is kept of an optional question that was left empty.
NOT_FILLED = ""


class AnswerProblem(Exception):
    """An answer can't be taken. ``words`` say what is wrong and how to mend it."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.msgid)
        self.words = words


class Kind(StrEnum):
    """How a question is answered; the web layer draws one kind of field for each."""

    CHOICE = "choice"
    CHOICES = "choices"
    DIGITS = "digits"
    TEXT = "text"
    LONG = "long"  # some sentences
    DATE = "date"  # one line, written in any of the usual ways
    PHOTO = "photo"


@dataclass(frozen=True)
class Group:
    """Options that belong together, such as the days of a week; ``slug`` may stand in addresses."""

    slug: str
    label: Words


@dataclass(frozen=True)
class Option:
    """One thing to choose: a label, a smaller second line, and an amount at the right.

    ``data`` is a line that belongs to the resident, such as an address: never translated. Of
    options with a ``group``, one group is shown at a time, with links to the others.
    """

    value: str
    label: Words
    detail: Words | None = None
    amount: Money | None = None
    data: str | None = None
    group: Group | None = None


def _always(context: Any, answers: Answers) -> bool:
    return True


def _no_options(context: Any, answers: Answers) -> Sequence[Option]:
    return ()


@dataclass(frozen=True)
class Question:
    """One question, the same object in every view, device and language.

    ``clean(raw, context, answers)`` takes the submitted strings of this field and returns the JSON
    value to keep, or raises AnswerProblem. ``show(value, context, answers)`` gives the kept value
    back for the review and the read-back: Words, or plain strings that are the resident's data.
    ``revealed_by`` names the question of the same section whose answer calls for this one. A
    change of an answer named in ``depends_on`` drops this answer. ``panel`` names a template that
    gets what ``panel_data(context, answers)`` returns: once as part "lead" above the answers, and
    once as part "more" below the buttons. An ``optional`` question takes "" for an answer. What is
    ``private`` is shown masked by ``show`` and asked again of whoever resumes by six digits.
    ``standing(context, answers)`` is what stands in the field before anybody types, such as a name
    known from signing in; None leaves there what was answered.
    ``autocomplete`` is the HTML token of what browsers may fill in.
    """

    slug: str
    section: str
    kind: Kind
    label: Words
    name: Words
    clean: Callable[[list[str], Any, Answers], Any]
    show: Callable[[Any, Any, Answers], Sequence[Words | str]]
    hint: Words | None = None
    example: Callable[[Any], str | None] = lambda context: None
    options: Callable[[Any, Answers], Sequence[Option]] = _no_options
    applies: Callable[[Any, Answers], bool] = _always
    revealed_by: str | None = None
    optional: bool = False
    private: bool = False
    autocomplete: str | None = None
    standing: Callable[[Any, Answers], str | None] = lambda context, answers: None
    depends_on: tuple[str, ...] = ()
    panel: str | None = None
    panel_data: Callable[[Any, Answers], Any] | None = None

    def take(self, raw: list[str], context: Any, answers: Answers) -> Any:
        """The value to keep of what was submitted. Raises AnswerProblem."""
        if self.optional and not any(value.strip() for value in raw):
            return NOT_FILLED
        return self.clean(raw, context, answers)

    def said(self, value: Any, context: Any, answers: Answers) -> Sequence[Words | str]:
        """A kept value in words."""
        if self.optional and value == NOT_FILLED:
            return [words("没有填")]
        return self.show(value, context, answers)


@dataclass(frozen=True)
class Page:
    """What is asked at one address: one question, or a section of them."""

    slug: str
    questions: tuple[Question, ...]


@dataclass(frozen=True)
class Journey:
    """The questions of one service in the order in which they make sense."""

    questions: tuple[Question, ...]
    section_titles: Mapping[str, Words] = field(default_factory=dict)

    def path(self, context: Any, answers: Answers) -> list[Question]:
        """The questions that these answers call for."""
        return [question for question in self.questions if question.applies(context, answers)]

    def complete(self, context: Any, answers: Answers) -> bool:
        """Whether every question on the path has an answer."""
        return all(question.slug in answers for question in self.path(context, answers))

    def pages(self, one_question: bool, context: Any, answers: Answers) -> list[Page]:
        """The pages of this path: a question each, or a section each (with what it may reveal)."""
        if one_question:
            return [Page(q.slug, (q,)) for q in self.path(context, answers)]
        sections: dict[str, list[Question]] = {}
        for question in self.questions:
            shown = sections.setdefault(question.section, [])
            revealed = question.revealed_by in {other.slug for other in shown}
            if revealed or question.applies(context, answers):
                shown.append(question)
        return [Page(asked[0].slug, tuple(asked)) for asked in sections.values() if asked]

    def page_of(self, slug: str, pages: Sequence[Page]) -> Page | None:
        """The page that asks the question ``slug``, if any of ``pages`` does."""
        return next((p for p in pages if any(q.slug == slug for q in p.questions)), None)

    def first_open(self, pages: Sequence[Page], context: Any, answers: Answers) -> Page | None:
        """The first page with something left to answer, or None when all is answered."""
        for page in pages:
            if any(q.slug not in answers and q.applies(context, answers) for q in page.questions):
                return page
        return None

    def reachable(self, page: Page, pages: Sequence[Page], context: Any, answers: Answers) -> bool:
        """A page may be opened when no page before it is still open."""
        first = self.first_open(pages, context, answers)
        return first is None or pages.index(page) <= pages.index(first)

    def answer(
        self, page: Page, raw: Mapping[str, list[str]], context: Any, answers: Answers
    ) -> tuple[dict[str, Any], dict[str, Words]]:
        """Take what was submitted for one page.

        Returns the answers with this page's merged in (stale ones dropped), and the problems by
        question slug. An answer with a problem is not merged.
        """
        merged = dict(answers)
        problems: dict[str, Words] = {}
        for question in page.questions:
            if not question.applies(context, merged):
                merged.pop(question.slug, None)
                continue
            try:
                value = question.take(raw.get(question.slug, []), context, merged)
            except AnswerProblem as problem:
                problems[question.slug] = problem.words
                merged.pop(question.slug, None)
                continue
            changed = merged.get(question.slug, value) != value
            merged[question.slug] = value
            if changed:
                self._drop_dependants(question.slug, merged)
        return self.prune(context, merged), problems

    def prune(self, context: Any, answers: Answers) -> dict[str, Any]:
        """The answers that are still on the path."""
        kept = {question.slug for question in self.path(context, answers)}
        return {slug: value for slug, value in answers.items() if slug in kept}

    def without(self, slugs: Collection[str], answers: Answers) -> dict[str, Any]:
        """The answers without those of ``slugs`` and without what depends on them."""
        left = dict(answers)
        for slug in slugs:
            if slug in left:
                del left[slug]
                self._drop_dependants(slug, left)
        return left

    def _drop_dependants(self, slug: str, answers: dict[str, Any]) -> None:
        for question in self.questions:
            if slug in question.depends_on and question.slug in answers:
                del answers[question.slug]
                self._drop_dependants(question.slug, answers)


@dataclass(frozen=True)
class Applicant:
    """Whose matter it is: the key that owns it, the person once signed in, who acts for them."""

    owner: bytes
    person_id: int | None = None
    deputy: Deputy | None = None

    @property
    def actor(self) -> Actor:
        """Who does it, as the trail names it."""
        return self.deputy.actor if self.deputy else Actor(ActorKind.RESIDENT, self.person_id)


@dataclass(frozen=True)
class Submission:
    """One press of the last button. ``once`` makes a second press harmless."""

    once: str
    applicant: Applicant
    view: str
    locale: str
    channel: str = "web"


@dataclass(frozen=True)
class Review:
    """What the check page says beside the answers: sum, remarks, and the words on the button."""

    button: Words
    total: Money | None = None
    notes: tuple[Words, ...] = ()


@dataclass(frozen=True)
class Outcome:
    """Where a submission led: a case, and the cashier's address when money is to be paid first."""

    reference: str
    pay_at: str | None = None


class SubmissionRefused(Exception):
    """The world changed while answering. ``words`` say how; ``question`` is where to mend it."""

    def __init__(self, words: Words, question: str | None = None) -> None:
        super().__init__(words.msgid)
        self.words = words
        self.question = question


class Service(Protocol):
    """What the one runner needs of a service. A new service is one of these and a guide."""

    @property
    def slug(self) -> str:
        """Its name in addresses, and the folder of its guide."""

    @property
    def journey(self) -> Journey:
        """Its questions."""

    def context(self, applicant: Applicant) -> Any:
        """What the questions look things up in; made once a request."""

    def review(self, context: Any, answers: Answers) -> Review:
        """What to say before sending."""

    def submit(self, context: Any, answers: Answers, submission: Submission) -> Outcome:
        """Carry it out, once. Raises SubmissionRefused when it can no longer be done so."""

    def receipt(self, case: Case) -> Receipt:
        """How a case of this service stands now."""

    def withdraw(self, case: Case, applicant: Applicant) -> None:
        """Take a case back. Raises SubmissionRefused when it is too late."""
