"""People and phones, the site map, the accessibility statement, the keys that work."""

from __future__ import annotations

from flask import Blueprint, Response

from webapp.pages import public
from webapp.rendering import render
from webapp.wiring import parts

pages = Blueprint("help", __name__)


@pages.get("/help/")
def people() -> Response:
    """Who helps, and every way to reach them."""
    return public(render("pages/help.html"))


@pages.get("/sitemap/")
def sitemap() -> Response:
    """Every page a resident can go to."""
    return public(render("pages/sitemap.html", categories=parts().catalogue.by_category()))


@pages.get("/accessibility/")
def accessibility() -> Response:
    """What is met, how it was tested, what is known to be missing."""
    return public(render("pages/accessibility.html"))


@pages.get("/shortcuts/")
def shortcuts() -> Response:
    """The keys that work here."""
    return public(render("pages/shortcuts.html"))
