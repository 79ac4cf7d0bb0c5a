"""A journey as one visitor plays it: service, draft, pages, and where each page stands."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort, url_for

from services.drafts import Draft
from services.journey import Journey, Kind, Option, Page, Question, Service
from services.words import Words
from webapp.attempts import Attempt
from webapp.journeys.pieces import Shown, shown_piece
from webapp.viewing import viewing
from webapp.visitors import Visitor, ensure_visitor
from webapp.wiring import parts

CHECK = "check"


@dataclass(frozen=True)
class Run:
    """One visitor's journey through one service, as far as it has come."""

    service: Service
    visitor: Visitor
    draft: Draft
    context: Any
    pages: Sequence[Page]

    @property
    def journey(self) -> Journey:
        """The questions."""
        return self.service.journey

    def address(self, page: Page | None) -> str:
        """Where a page is; None stands for the check page after the last."""
        step = page.slug if page else CHECK
        return url_for("journeys.show_step", slug=self.service.slug, step=step)

    def first_open(self) -> Page | None:
        """The first page with something left to answer."""
        return self.journey.first_open(self.pages, self.context, self.draft.answers)

    def before(self, page: Page | None) -> Page | None:
        """The page before ``page`` (None: the check page), if there is one."""
        place = self.pages.index(page) if page else len(self.pages)
        return self.pages[place - 1] if place else None

    def place(self, page: Page | None) -> tuple[int, int]:
        """Which step this is, of how many; the check page is the last."""
        place = self.pages.index(page) if page else len(self.pages)
        return place + 1, len(self.pages) + 1


@dataclass(frozen=True)
class Field:
    """One question as a page draws it."""

    question: Question
    example: str | None
    shown: Shown
    typed: Sequence[str]
    problem: Words | None
    panel: Any

    @property
    def options(self) -> Sequence[Option]:
        """What there is to choose on this page."""
        return self.shown.options

    @property
    def value(self) -> str:
        """What stands in a text field."""
        return self.typed[0] if self.typed else ""

    @property
    def inputmode(self) -> str | None:
        """The keys that a phone shows for it; None for all of them."""
        if self.question.autocomplete == "tel":
            return "tel"
        return "numeric" if self.question.kind is Kind.DIGITS else None

    @property
    def masked(self) -> bool:
        """Whether a known private value stands there with its middle hidden."""
        return self.question.private and "**" in self.value

    @property
    def photo(self) -> tuple[str, str, str]:
        """Name and address of the photo that was kept, and the field that takes it away."""
        if len(self.typed) != 2:
            return "", "", ""
        key, name = self.typed
        return name, url_for("photos.show", key=key), f"{self.question.slug}-drop"


def open_run(slug: str, create: bool = False) -> Run | None:
    """The visitor's run of a service, or None when nothing was begun (unless ``create``)."""
    service = parts().services.get(slug)
    if service is None:
        abort(404)
    visitor = ensure_visitor()
    draft = parts().drafts.find(visitor.key, slug)
    if draft is None:
        if not create:
            return None
        draft = parts().drafts.start(visitor.key, slug)
    context = service.context(visitor.applicant)
    pages = service.journey.pages(viewing().mode.one_question, context, draft.answers)
    return Run(service, visitor, draft, context, pages)


def service_name(slug: str) -> str:
    """What the guide calls a service, in the language being read; guides are sanitised text."""
    entry = parts().catalogue.entry(slug)
    return entry.guide(viewing().locale.tag).name if entry else ""


def fields_of(run: Run, page: Page, attempt: Attempt) -> list[Field]:
    """The questions of a page with what was typed, else kept, and what was wrong with it."""
    return [_field(run, question, attempt) for question in page.questions]


def _field(run: Run, question: Question, attempt: Attempt) -> Field:
    answers = run.draft.answers
    standing = _standing(run, question, attempt)
    return Field(
        question=question,
        example=question.example(run.context),
        shown=_shown(run, question, standing, attempt),
        typed=standing,
        problem=attempt.problems.get(question.slug),
        panel=question.panel_data(run.context, answers) if question.panel_data else None,
    )


def _shown(run: Run, question: Question, standing: Sequence[str], attempt: Attempt) -> Shown:
    options = question.options(run.context, run.draft.answers)
    if question.kind is not Kind.CHOICE:
        # Several choices are sent together, so they must stand together.
        return Shown("", options)
    most = viewing().mode.max_choices
    return shown_piece(question.slug, options, standing, attempt.typed, most)


def _standing(run: Run, question: Question, attempt: Attempt) -> list[str]:
    """What stands in a field: what was typed before a problem, else what is known or kept."""
    if question.slug in attempt.typed:
        return attempt.typed[question.slug]
    standing = question.standing(run.context, run.draft.answers)
    kept = run.draft.answers.get(question.slug, []) if standing is None else standing
    return [kept] if isinstance(kept, str) else [str(value) for value in kept]


def answered(
    run: Run, questions: Sequence[Question]
) -> list[tuple[Question, Sequence[Words | str]]]:
    """The answers given to these questions, in words."""
    answers = run.draft.answers
    return [
        (question, question.said(answers[question.slug], run.context, answers))
        for question in questions
        if question.slug in answers
    ]
