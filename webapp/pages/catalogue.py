"""The catalogue and the guide of each service."""

from __future__ import annotations

from flask import Blueprint, Response, abort

from services.catalogue import Entry
from services.providers.utility import Utility
from services.utilities.tariffs import NoTariff, Tariff, tariff_on
from services.words import words
from webapp.formatting import district_time
from webapp.pages import public
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.wiring import parts

pages = Blueprint("catalogue", __name__)

# What people say for kWh and m³: a cubic metre of water weighs a tonne.
UNITS = {
    Utility.ELECTRICITY: words("度"),
    Utility.WATER: words("吨"),
    Utility.GAS: words("立方米"),
}


@pages.get("/services/")
def index() -> Response:
    """Every service by category."""
    return public(render("pages/catalogue.html", categories=parts().catalogue.by_category()))


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
            tariff=_tariff(entry),
            unit=UNITS.get(entry.particulars.utility) if entry.particulars.utility else None,
        )
    )


def _tariff(entry: Entry) -> Tariff | None:
    if entry.particulars.utility is None:
        return None
    try:
        return tariff_on(entry.particulars.utility, district_time(parts().clock.now()).date())
    except NoTariff:
        return None
