"""The catalogue and the guide of each service."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from services.catalogue import Entry
from services.providers.utility import Utility
from services.shelves import CATEGORIES, EVENTS
from services.utilities.tariffs import NoTariff, Tariff, tariff_on
from services.words import Words, words
from webapp.board.common import common_questions
from webapp.formatting import district_time
from webapp.pages import public
from webapp.pages.home import of_category
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.wiring import parts

pages = Blueprint("catalogue", __name__)
MOST_USED = 4

# What people say for kWh and m³: a cubic metre of water weighs a tonne.
UNITS = {
    Utility.ELECTRICITY: words("度"),
    Utility.WATER: words("吨"),
    Utility.GAS: words("立方米"),
}


@pages.get("/services/")
def index() -> Response:
    """Every service by category; the categories alone where a page has fewer choices."""
    return public(
        render(
            "pages/catalogue.html",
            categories=parts().catalogue.by_category(),
            shelves=[of_category(slug) for slug in CATEGORIES],
            popular=parts().popular.top(MOST_USED),
            events=EVENTS,
        )
    )


@pages.get("/services/category/<slug>/")
def category(slug: str) -> Response:
    """The services of one kind."""
    if slug not in CATEGORIES:
        abort(404)
    entries = [e for e in parts().catalogue.entries if e.particulars.category == slug]
    return public(render("pages/shelf.html", shelf=CATEGORIES[slug], entries=entries))


@pages.get("/life/")
def life() -> Response:
    """The life events."""
    return public(render("pages/life.html", events=EVENTS))


@pages.get("/life/<slug>/")
def life_event(slug: str) -> Response:
    """The services that something in a family's life calls for (一件事)."""
    if slug not in EVENTS:
        abort(404)
    entries = parts().catalogue.of_event(slug)
    return public(render("pages/shelf.html", shelf=EVENTS[slug], entries=entries))


@pages.get("/services/<slug>/")
def guide(slug: str) -> Response:
    """Who can, what to bring, how long, what it costs, how it goes; and the way in."""
    entry = parts().catalogue.entry(slug)
    if entry is None:
        abort(404)
    return public(
        render(
            "pages/guide.html",
            entry=entry,
            guide=entry.guide(viewing().locale.tag),
            tariff=tariff_of(entry),
            unit=unit_of(entry),
            common=common_questions(slug),
        )
    )


def unit_of(entry: Entry) -> Words | None:
    """What the entry's utility is measured in, as people say it."""
    return UNITS.get(entry.particulars.utility) if entry.particulars.utility else None


def tariff_of(entry: Entry) -> Tariff | None:
    """The prices of the entry's utility today, if it has any."""
    if entry.particulars.utility is None:
        return None
    try:
        return tariff_on(entry.particulars.utility, district_time(parts().clock.now()).date())
    except NoTariff:
        return None
