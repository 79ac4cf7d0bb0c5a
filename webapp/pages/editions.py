"""Other editions of a guide: plain text, large print for paper, and the QR code that opens it."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, Response, abort, request

from a11y.formats.plain_text import plain_text
from a11y.modes import mode_named
from services.catalogue import Entry
from services.qr import qr_picture, svg_file
from webapp.addresses import absolute
from webapp.locales import LOCALES
from webapp.pages import public
from webapp.pages.catalogue import tariff_of, unit_of
from webapp.pages.guide_sheet import guide_sheet
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.wiring import parts

pages = Blueprint("editions", __name__, url_prefix="/services/<slug>")

# Points on paper. Large print begins at 18 (Clear Print guidelines); 24 is for weak eyes.
SIZES = (18, 24)


@pages.get("/guide.txt")
def as_text(slug: str) -> Response:
    """The guide as plain text, every point numbered."""
    entry = _entry(slug)
    text = plain_text(guide_sheet(entry, tariff_of(entry), unit_of(entry)))
    response = Response(text, content_type="text/plain; charset=utf-8")
    response.headers["Content-Language"] = viewing().locale.tag
    return public(response)


@pages.get("/print/")
def on_paper(slug: str) -> Response:
    """The guide for paper in large print, 18 or 24 points."""
    entry = _entry(slug)
    large = SIZES[1] if viewing().mode.body_px >= SIZES[1] else SIZES[0]
    size = request.args.get("size", "")
    return public(
        render(
            "pages/guide_paper.html",
            entry=entry,
            sheet=guide_sheet(entry, tariff_of(entry), unit_of(entry)),
            sizes=SIZES,
            size=next((each for each in SIZES if str(each) == size), large),
            qr=qr_picture(_address(entry, viewing().mode.name, viewing().locale.tag)),
        )
    )


@pages.get("/qr.svg")
def scan(slug: str) -> Response:
    """The QR code of the guide, which opens it in this view and language on a phone."""
    entry = _entry(slug)
    mode = mode_named(request.args.get("view")) or viewing().mode
    locale = LOCALES.get(request.args.get("lang", ""), viewing().locale)
    picture = svg_file(qr_picture(_address(entry, mode.name, locale.tag)))
    return public(Response(picture, mimetype="image/svg+xml"))


def _entry(slug: str) -> Entry:
    entry = parts().catalogue.entry(slug)
    if entry is None:
        abort(404)
    return entry


def _address(entry: Entry, view: str, language: str) -> str:
    return absolute(f"/services/{entry.slug}/?{urlencode({'view': view, 'lang': language})}")
