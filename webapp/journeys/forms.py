"""From questions to a bound form: one field for each kind of question."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import (
    Field,
    Form,
    RadioField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.validators import Length

from services.journey import Kind, Question
from services.words import Words, words

# No answer here is longer; a field of 10,000 characters is a slip of the hand or an attack.
LONGEST = 200
LONGEST_LONG = 2_000


def _text(question: Question) -> Field:
    return StringField(validators=[Length(max=LONGEST)])


def _long(question: Question) -> Field:
    return TextAreaField(validators=[Length(max=LONGEST_LONG)])


def _choice(question: Question) -> Field:
    # Which options there are is the question's to judge: they may hang on answers above it.
    return RadioField(choices=[], validate_choice=False)


def _choices(question: Question) -> Field:
    return SelectMultipleField(choices=[], validate_choice=False)


FIELDS = {
    Kind.TEXT: _text,
    Kind.LONG: _long,
    Kind.DIGITS: _text,
    Kind.DATE: _text,
    Kind.CHOICE: _choice,
    Kind.CHOICES: _choices,
}


def bound_form(questions: Sequence[Question], typed: Mapping[str, list[str]]) -> Form:
    """The form of one page, filled with what was submitted; files are taken elsewhere."""
    fields: dict[str, Any] = {
        question.slug: FIELDS[question.kind](question)
        for question in questions
        if question.kind in FIELDS
    }
    form: Form = type("PageForm", (Form,), fields)(MultiDict(typed))
    return form


def raw_answers(form: Form) -> tuple[dict[str, list[str]], dict[str, Words]]:
    """What was submitted, by question, as lists; and the fields that are too long."""
    form.validate()
    raw: dict[str, list[str]] = {}
    for field in form:
        data = field.data or []
        raw[field.name] = [data] if isinstance(data, str) else [str(value) for value in data]
    return raw, {name: _too_long(form[name]) for name in form.errors}


def _too_long(field: Field) -> Words:
    longest = LONGEST_LONG if isinstance(field, TextAreaField) else LONGEST
    return words("这里最多写 %(longest)s 个字，请写短一些。", longest=longest)
