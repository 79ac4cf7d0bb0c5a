"""From the [[asks]] of a guide to a journey: common questions by name, own ones by their words."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

from services.catalogue import SOURCE, Entry
from services.cleaning.days import read_any_day
from services.cleaning.text import read_digits, read_line, read_text
from services.contact import CONTACT_TITLE
from services.contact import QUESTIONS as CONTACT_QUESTIONS
from services.guide import Ask, Asked
from services.journey import Answers, Journey, Kind, Option, Question
from services.requests.accounts import account_questions
from services.requests.bank import COMMON
from services.requests.choosing import choose_one, choose_some, options_of, show_chosen
from services.requests.context import utilities_of
from services.requests.pictures import show_photo, take_photo
from services.requests.reading import READING, READING_SURE
from services.requests.typing_in import first, shown_as_kept, shown_day, shown_lines, typed_by
from services.words import Words, words

SECTIONS = {
    "need": words("先说说是什么事"),
    "sure": words("请再看一遍"),
    "person": words("您是谁，在哪里"),
    "when": words("什么时候方便"),
    "result": words("还有几样"),
    "contact": CONTACT_TITLE,
}
_READ: dict[Kind, Callable[[str], Any]] = {
    Kind.TEXT: read_line,
    Kind.LONG: read_text,
    Kind.DIGITS: read_digits,
}
_SHOW: dict[Kind, Callable[..., list[Words | str]]] = {
    Kind.LONG: shown_lines,
    Kind.DATE: shown_day,
    Kind.PHOTO: show_photo,
}


def request_journey(entry: Entry) -> Journey:
    """The journey that an entry's guide describes."""
    questions = tuple(
        question for asked in entry.particulars.asks for question in _questions(entry, asked)
    )
    return Journey((*questions, *CONTACT_QUESTIONS), SECTIONS)


def _questions(entry: Entry, asked: Asked) -> Sequence[Question]:
    if asked.use is None:
        return (_placed(_own(asked, entry.guide(SOURCE).asks[asked.slug or ""]), asked),)
    if asked.use == "account":
        found: Sequence[Question] = account_questions(utilities_of(entry))
    elif asked.use == "reading":
        found = (READING, READING_SURE)
    else:
        found = COMMON[asked.use]
    return [_placed(question, asked) for question in found]


def _own(asked: Asked, said: Ask) -> Question:
    """A question in a guide's own words; Words here are found among the guides' sentences."""
    kind = Kind(asked.kind or "")
    options = tuple(Option(value, Words(said.options[value])) for value in asked.options)
    question = Question(
        slug=asked.slug or "",
        section="need",
        kind=kind,
        label=Words(said.label),
        name=Words(said.name),
        hint=Words(said.hint) if said.hint else None,
        example=lambda context: said.example,
        clean=take_photo,
        show=_SHOW.get(kind, shown_as_kept),
        options=options_of(options),
    )
    match kind:
        case Kind.CHOICE:
            return replace(question, clean=choose_one(options), show=show_chosen(options))
        case Kind.CHOICES:
            return replace(question, clean=choose_some(options), show=show_chosen(options))
        case Kind.DATE:
            return replace(question, clean=_take_day)
        case Kind.PHOTO:
            return replace(question, private=True)
    return replace(question, clean=typed_by(_READ[kind]))


def _take_day(raw: list[str], context: Any, answers: Answers) -> str:
    return read_any_day(first(raw), context.today).isoformat()


def _placed(question: Question, asked: Asked) -> Question:
    """The question in its section of this service, asked of those whom it concerns."""
    if asked.section and question.section != "sure":
        question = replace(question, section=asked.section)
    if asked.optional:
        question = replace(question, optional=True)
    if not asked.when:
        return question
    always = question.applies

    def applies(context: Any, answers: Answers) -> bool:
        called = all(_chosen(answers.get(slug), values) for slug, values in asked.when.items())
        return called and always(context, answers)

    revealed_by = question.revealed_by or next(iter(asked.when))
    return replace(question, applies=applies, revealed_by=revealed_by)


def _chosen(value: Any, values: Sequence[str]) -> bool:
    given = [value] if isinstance(value, str) else value or []
    return any(one in values for one in given)
