"""People and phones, the site map, the accessibility statement, the keys that work."""

from __future__ import annotations

from flask import Blueprint, Response

from a11y.aids import SILENCE
from a11y.keys import ACTIONS
from services.shelves import EVENTS
from webapp.pages import public
from webapp.places import PLACES
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.wiring import parts

pages = Blueprint("help", __name__)


@pages.get("/help/")
def people() -> Response:
    """Who helps, and every way to reach them."""
    return public(render("pages/help.html"))


@pages.get("/sitemap/")
def sitemap() -> Response:
    """Every page a resident can go to."""
    categories = parts().catalogue.by_category()
    return public(render("pages/sitemap.html", places=PLACES, categories=categories, events=EVENTS))


@pages.get("/accessibility/")
def accessibility() -> Response:
    """What is met, how it was tested, what is known to be missing."""
    return public(render("pages/accessibility.html"))


@pages.get("/shortcuts/")
def shortcuts() -> Response:
    """The keys that work here, as the resident has them."""
    silent = SILENCE in viewing().display.in_force
    return public(render("pages/shortcuts.html", actions=ACTIONS, silent=silent))
