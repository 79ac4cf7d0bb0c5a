"""The home page: the few entries a view offers first."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response

from a11y.msgids import gettext_noop
from webapp.pages import public
from webapp.rendering import render
from webapp.viewing import viewing
from webapp.wiring import parts

pages = Blueprint("home", __name__)


@dataclass(frozen=True)
class Pane:
    """One entry: where it leads, its icon, what it says and one line more (msgids or markup)."""

    href: str
    label: str
    icon: str
    note: str = ""


# What every resident may want besides the services, in this order, as far as the view has room.
ALWAYS = (
    Pane("/cases/", gettext_noop("我办的事"), "mine", gettext_noop("凭证、撤回、接着办")),
    Pane("/settings/", gettext_noop("字再大一点"), "settings", gettext_noop("字号、颜色、朗读")),
    Pane("/help/", gettext_noop("找人帮忙"), "people", gettext_noop("电话、打字、手语、窗口")),
)


def panes() -> list[Pane]:
    """The entries of the home page in the current view."""
    seen = viewing()
    services = []
    for entry in parts().catalogue.entries:
        guide = entry.guide(seen.locale.tag)
        href = f"/services/{entry.slug}/"
        services.append(Pane(href, guide.name, entry.particulars.icon, guide.note))
    room = seen.mode.home_entries
    # "My things" always has a place: a resident comes back for the receipt.
    return [*services[: room - 1], *ALWAYS][:room]


@pages.get("/")
def home() -> Response:
    """Home in the current view."""
    return public(
        render("pages/home.html", panes=panes(), categories=parts().catalogue.by_category())
    )
