"""The home page: the few entries a view offers first."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response

from a11y.msgids import gettext_noop
from services.catalogue import Entry
from services.shelves import CATEGORIES, EVENTS
from services.words import Words
from webapp.pages import public
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.wiring import parts

pages = Blueprint("home", __name__)


@dataclass(frozen=True)
class Pane:
    """One entry: where it leads, its icon, what it says and one line more (words or markup)."""

    href: str
    label: Words | str
    icon: str
    note: Words | str = ""


MINE = Pane("/cases/", gettext_noop("我办的事"), "mine", gettext_noop("凭证、撤回、接着办"))
# With less room than this, the bills stand behind one entry.
ROOM_FOR_EACH_BILL = 6


def panes() -> list[Pane]:
    """The entries of the home page in the current view: bills first, then what is asked most."""
    mode = viewing().mode
    bills = [e for e in parts().catalogue.entries if e.particulars.utility is not None]
    first = [_of_service(entry) for entry in bills]
    if mode.home_entries < ROOM_FOR_EACH_BILL:
        first = [of_category("bills")]
    # "My things" has a column of its own where the search stands; else it has an entry.
    last = of_category("cards") if mode.search_on_home else MINE
    return [*first, of_category("allowances"), of_category("appointments"), last]


def of_category(slug: str) -> Pane:
    """The entry of a category."""
    category = CATEGORIES[slug]
    return Pane(f"/services/category/{slug}/", category.name, category.icon, category.note)


def _of_service(entry: Entry) -> Pane:
    guide = entry.guide(viewing().locale.tag)
    return Pane(f"/services/{entry.slug}/", guide.name, entry.particulars.icon, guide.note)


@pages.get("/")
def home() -> Response:
    """Home in the current view."""
    return public(
        render(
            "pages/home.html",
            panes=panes(),
            categories=parts().catalogue.by_category(),
            events=EVENTS,
        )
    )
