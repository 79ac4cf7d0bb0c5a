"""A letter in the form its reader wants: large print, braille, sound; made by the worker."""

from __future__ import annotations

from collections.abc import Iterator

from flask import Flask, g

from a11y.display import DEFAULT as NO_WISHES
from a11y.formats.sheet import Section, Sheet
from a11y.modes import DEFAULT as USUAL_VIEW
from services.letters import Draft
from services.numbers import grouped
from services.qr import qr_picture, svg_file
from services.storage.notices import Notice
from webapp.editions.making import MAKERS, SIZES
from webapp.editions.subject import Subject
from webapp.locales import DEFAULT_LOCALE, LOCALES, _, say, shown
from webapp.viewing import Viewing, viewing
from webapp.wiring import parts

INBOX, WORD_PAGE = "/cases/notices/", "/word/"
# The file that a letter is, and the size of its print, by the value of services.contact.FORMS.
FILES = {
    "ordinary": ("large-print.pdf", SIZES[0]),
    "large": ("large-print.pdf", SIZES[1]),
    "braille": ("braille.brf", 0),
    "audio": ("audio.mp3", 0),
}


class Scribe:
    """Writes letters for ``app``, outside of any request."""

    def __init__(self, app: Flask) -> None:
        self._app = app

    def compose(self, draft: Draft) -> tuple[bytes, str]:
        """The file and its MIME type. Raises Withheld where that edition can't be made now."""
        file, size = FILES[draft.form]
        with self._app.app_context():
            locale = LOCALES.get(draft.locale, DEFAULT_LOCALE)
            # Nobody asks: what an edition would look up in a request stands here.
            g.viewing, g.visitor = Viewing(USUAL_VIEW, NO_WISHES, locale), None
            site = parts().settings.public_url.rstrip("/")
            made = MAKERS[file](letter_subject(letter_sheet(draft, site)), size)
        return made.content, made.mimetype


def letter_subject(sheet: Sheet) -> Subject:
    """A letter as its editions know it."""
    return Subject(
        sheet=sheet,
        language=viewing().locale.tag,
        public=False,
        base=INBOX,
        name="letter",
        text_file="letter.txt",
        qr=svg_file(qr_picture(sheet.address)),
    )


def letter_sheet(draft: Draft, site: str) -> Sheet:
    """What stands in a letter; ``site`` is the address of the site, without a slash at its end."""
    greeting = _("%(name)s，您好。", name=draft.name) if draft.name else _("您好。")
    sections = [Section(_when(notice), _points(notice)) for notice in draft.notices]
    truth = Section(_("怎么知道这封信是真的"), tuple(_is_it_true(draft, site)))
    return Sheet(_("暖窗给您的信"), greeting, (*sections, truth), site + INBOX)


def _when(notice: Notice) -> str:
    return str(shown(notice.at, viewing().locale))


def _points(notice: Notice) -> tuple[str, ...]:
    said = say(notice.said)
    if not notice.reference:
        return (said,)
    return (said, _("凭证号 %(reference)s。", reference=grouped(notice.reference)))


def _is_it_true(draft: Draft, site: str) -> Iterator[str]:
    """How to know a true letter from a false one."""
    day = shown(draft.day, viewing().locale)
    yield _("写信的日子：%(day)s。这一天的暗号：%(word)s。", day=day, word=draft.word)
    if draft.own:
        yield _("您自己的暗号：%(word)s。", word=draft.own)
    yield _("到 %(site)s 查写信那一天的暗号。和信上不一样，就是假的。", site=site + WORD_PAGE)
    yield _("也可以打 12345 问。我们不会在信里要您转钱，也不会要验证码。")
