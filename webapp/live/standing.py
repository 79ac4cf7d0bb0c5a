"""Where a resident stands, for somebody who looks on: the same step, every value masked."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import url_for

from services.journey import Applicant, Page, Question
from services.storage.drafts import Draft
from services.together import GO_ON, CoView, Part, part_of, problems_of
from services.words import Words, words
from webapp.journeys.run import CHECK, service_name
from webapp.wiring import parts

NEXT = words("“下一步”这个按钮")
SEND = words("最下面送出去的按钮")


@dataclass(frozen=True)
class Standing:
    """A step as the helper sees it: which of how many, its heading, and its parts."""

    service_name: str
    heading: Words
    place: tuple[int, int]
    parts: tuple[Part, ...]
    check: bool
    changed_at: object

    def names(self) -> dict[str, Words]:
        """What can be pointed at, by its id, as it is called."""
        named: dict[str, Words] = {}
        for part in self.parts:
            named[part.slug] = part.label
            for number, choice in enumerate(part.choices):
                named[f"{part.slug}:{number}"] = choice.label
        return {**named, GO_ON: SEND if self.check else NEXT}


@dataclass(frozen=True)
class Target:
    """What is pointed at: how it is called, its question, and the value of an option, if one."""

    label: Words
    slug: str
    value: str = ""


@dataclass(frozen=True)
class _Stand:
    """A half-done task opened for the one who does it."""

    draft: Draft
    context: Any
    pages: list[Page]
    path: list[Question]


def standing_of(view: CoView) -> Standing | None:
    """The step as it stands now; None when the task is half-done no more."""
    stand = _opened(view)
    if stand is None:
        return None
    step, name = view.step, service_name(view.step.service)
    total = len(stand.pages) + 1
    page = next((p for p in stand.pages if step.step in {q.slug for q in p.questions}), None)
    if step.step == CHECK or page is None:
        rows = _parts(stand, stand.path, {})
        return Standing(name, words("请看一遍，对不对"), (total, total), rows, True, _age(stand))
    problems = _problems(view)
    asked = _parts(stand, page.questions, problems)
    place = stand.pages.index(page) + 1
    heading = _heading(view, page)
    return Standing(name, heading, (place, total), asked, False, _age(stand))


def target_of(view: CoView) -> Target | None:
    """What is pointed at, as the resident's own page calls it."""
    stand = _opened(view) if view.pointed else None
    if stand is None:
        return None
    slug, _, number = view.pointed.partition(":")
    if slug == GO_ON:
        return Target(SEND if view.step.step == CHECK else NEXT, slug)
    asked = parts().services[view.step.service].journey.questions
    question = next((q for q in asked if q.slug == slug), None)
    if question is None or not number.isdigit():
        return Target(question.label, slug) if question else None
    options = question.options(stand.context, stand.draft.answers)
    if int(number) >= len(options):
        return Target(question.label, slug)
    return Target(options[int(number)].label, slug, options[int(number)].value)


def changed_at(view: CoView) -> object:
    """When the task was last changed: part of the mark of whoever looks on."""
    draft = parts().drafts.find(view.owner, view.step.service)
    return draft.updated_at if draft else None


def _opened(view: CoView) -> _Stand | None:
    service = parts().services.get(view.step.service)
    draft = parts().drafts.find(view.owner, view.step.service)
    if service is None or draft is None:
        return None
    context = service.context(Applicant(view.owner, view.person_id))
    journey, answers = service.journey, draft.answers
    pages = journey.pages(view.step.one_question, context, answers)
    return _Stand(draft, context, list(pages), journey.path(context, answers))


def _parts(stand: _Stand, questions: Any, problems: Mapping[str, Words]) -> tuple[Part, ...]:
    return tuple(
        part_of(question, stand.context, stand.draft.answers, problems.get(question.slug))
        for question in questions
    )


def _heading(view: CoView, page: Page) -> Words:
    service = parts().services[view.step.service]
    if len(page.questions) == 1:
        return page.questions[0].label
    return service.journey.section_titles[page.questions[0].section]


def _problems(view: CoView) -> Mapping[str, Words]:
    step = view.step
    address = url_for("journeys.show_step", slug=step.service, step=step.step)
    with parts().db.read() as work:
        return problems_of(work, view, address)


def _age(stand: _Stand) -> object:
    return stand.draft.updated_at
