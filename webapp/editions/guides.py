"""Editions of a guide: files for eye, finger and ear, the page for paper, the code for phones."""

from __future__ import annotations

from functools import partial
from urllib.parse import urlencode

from flask import Blueprint, Response, abort, request

from a11y.formats.audio import said_items
from a11y.modes import mode_named
from services.catalogue import Entry
from services.qr import qr_picture, svg_file
from webapp.addresses import absolute
from webapp.editions.guide_sheet import guide_sheet
from webapp.editions.making import MAKERS, SIZES, audio_words, text_file
from webapp.editions.sending import asked_size, edition, sent
from webapp.editions.subject import Subject
from webapp.locales import LOCALES
from webapp.pages import public
from webapp.pages.catalogue import tariff_of, unit_of
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.wiring import parts

guides = Blueprint("editions", __name__, url_prefix="/services/<slug>")


@guides.get("/guide.txt")
def as_text(slug: str) -> Response:
    """The guide as plain text, every point numbered."""
    subject = guide_subject(_entry(slug))
    return sent(subject, text_file(subject, 0))


def _as_file(slug: str, file: str) -> Response:
    return edition(guide_subject(_entry(slug)), file)


for _file in MAKERS:
    guides.add_url_rule(f"/{_file}", _file.replace(".", "-"), partial(_as_file, file=_file))


@guides.get("/print/")
def on_paper(slug: str) -> Response:
    """The guide as a page for paper in large print, 18 or 24 points."""
    entry = _entry(slug)
    return public(
        render(
            "pages/guide_paper.html",
            entry=entry,
            sheet=guide_sheet(entry, tariff_of(entry), unit_of(entry)),
            sizes=SIZES,
            size=asked_size(),
            qr=qr_picture(_address(entry, viewing().mode.name, viewing().locale.tag)),
        )
    )


@guides.get("/qr.svg")
def scan(slug: str) -> Response:
    """The QR code of the guide, which opens it in this view and language on a phone."""
    entry = _entry(slug)
    mode = mode_named(request.args.get("view")) or viewing().mode
    locale = LOCALES.get(request.args.get("lang", ""), viewing().locale)
    picture = svg_file(qr_picture(_address(entry, mode.name, locale.tag)))
    return public(Response(picture, mimetype="image/svg+xml"))


def guide_subject(entry: Entry) -> Subject:
    """What the editions of a guide are made from, in the language of the request."""
    language = viewing().locale.tag
    base = f"/services/{entry.slug}/"
    return Subject(
        sheet=guide_sheet(entry, tariff_of(entry), unit_of(entry)),
        language=language,
        public=True,
        base=base,
        name=f"{entry.slug}-{language}",
        text_file="guide.txt",
        qr=svg_file(qr_picture(absolute(f"{base}?{urlencode({'lang': language})}"))),
    )


def edition_sentences(entry: Entry) -> list[tuple[str, str]]:
    """All that the audio edition of a guide says, with its language, for saying it beforehand."""
    subject = guide_subject(entry)
    said = said_items(subject.sheet, subject.language, audio_words())
    return [(text, subject.language) for item in said for text in item.sentences]


def _entry(slug: str) -> Entry:
    entry = parts().catalogue.entry(slug)
    if entry is None:
        abort(404)
    return entry


def _address(entry: Entry, view: str, language: str) -> str:
    return absolute(f"/services/{entry.slug}/?{urlencode({'view': view, 'lang': language})}")
