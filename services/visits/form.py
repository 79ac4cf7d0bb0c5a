"""A form filled in ahead of a visit: what is known already, and what is still to be asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from services.catalogue import Entry
from services.cleaning.identity import masked_id
from services.journey import Applicant, Kind, Question, Service
from services.storage import Work
from services.storage.cases import Case
from services.storage.people import Person
from services.words import Words, words

# More than these are shown on a device, not on paper.
_MOST_OPTIONS = 8
# Told by the appointment itself, in full: the paper is the resident's own.
_TOLD = {"name": words("姓名"), "phone": words("电话"), "address": words("地址")}
_ID_NUMBER = words("身份证号")


@dataclass(frozen=True)
class Line:
    """A question's name with its answer, or with what can be answered; empty: to be written."""

    name: Words
    values: tuple[Words | str, ...] = ()


@dataclass(frozen=True)
class Form:
    """The two halves of a form."""

    known: tuple[Line, ...]
    open: tuple[Line, ...]


def filled_form(
    work: Work, case: Case, entry: Entry | None, services: Mapping[str, Service]
) -> Form:
    """The form of a visit: from the appointment, from signing in, and from a half-done draft."""
    given = case.details.get("given", {})
    person = _person(work, case)
    known = [Line(name, (str(given[slug]),)) for slug, name in _TOLD.items() if given.get(slug)]
    if person is not None and person.id_number:
        known.append(Line(_ID_NUMBER, (masked_id(person.id_number),)))
    if entry is None or entry.slug == case.service:
        return Form(tuple(known), ())
    # Somebody may book for somebody else: then nothing that is known of the booker fits.
    applicant = Applicant(case.owner, person.id if person else None)
    draft = work.drafts.find(case.owner, entry.slug) if person else None
    more, still = _questions(services[entry.slug], applicant, draft.answers if draft else {})
    asked = {line.name for line in known}
    return Form(
        (*known, *(line for line in more if line.name not in asked)),
        tuple(line for line in still if line.name not in asked),
    )


def _questions(
    service: Service, applicant: Applicant, answers: Mapping[str, Any]
) -> tuple[list[Line], list[Line]]:
    context = service.context(applicant)
    known, still = [], []
    for question in service.journey.path(context, answers):
        standing = question.standing(context, answers)
        if question.slug in answers:
            said = tuple(question.said(answers[question.slug], context, answers))
            known.append(Line(question.name, said))
        elif standing:
            known.append(Line(question.name, (standing,)))
        elif question.kind is not Kind.PHOTO:
            still.append(Line(question.name, _choices(question, context, answers)))
    return known, still


def _choices(
    question: Question, context: Any, answers: Mapping[str, Any]
) -> tuple[Words | str, ...]:
    options: Sequence[Any] = question.options(context, answers)
    return tuple(option.label for option in options) if len(options) <= _MOST_OPTIONS else ()


def _person(work: Work, case: Case) -> Person | None:
    """Who is visited, if it is the one who booked."""
    person = work.people.find(case.person_id) if case.person_id is not None else None
    given = case.details.get("given", {})
    return person if person is not None and person.name == given.get("name") else None
