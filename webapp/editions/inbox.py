"""The inbox as a letter: the same messages in large print, braille, sound and plain text."""

from __future__ import annotations

from functools import partial

from flask import Blueprint, Response

from services.contact import FORMS
from services.letters import Draft
from webapp.addresses import absolute
from webapp.editions.making import MAKERS, text_file
from webapp.editions.sending import edition, sent
from webapp.editions.subject import Subject
from webapp.letters import letter_sheet, letter_subject
from webapp.viewing import viewing
from webapp.visitors import current_visitor
from webapp.wiring import parts

inbox = Blueprint("inbox_editions", __name__, url_prefix="/cases/notices")


@inbox.get("/letter.txt")
def as_text() -> Response:
    """The messages as plain text."""
    subject = _subject()
    return sent(subject, text_file(subject, 0))


def _as_file(file: str) -> Response:
    return edition(_subject(), file)


for _file in MAKERS:
    inbox.add_url_rule(f"/{_file}", _file.replace(".", "-"), partial(_as_file, file=_file))


def _subject() -> Subject:
    """A letter with all that lies in the inbox of the asking visitor."""
    visitor = current_visitor()
    notices = parts().inbox.of(visitor.key) if visitor else []
    person = visitor.person if visitor else None
    day_words, tag = parts().day_words, viewing().locale.tag
    day = day_words.today()
    own = day_words.own(person.id, day) if person else ""
    name = person.name if person else ""
    draft = Draft(name, day, day_words.of(day), own, FORMS[0].value, tag, tuple(notices))
    return letter_subject(letter_sheet(draft, absolute("")))
