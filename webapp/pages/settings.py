"""Display settings: text, spacing, colour, view and language, a plain form kept in cookies."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, request
from markupsafe import Markup, escape

from a11y import display
from a11y.modes import MODES
from webapp.attempts import attempt_here
from webapp.locales import LOCALES
from webapp.rendering import render
from webapp.viewing import stick, viewing

pages = Blueprint("settings", __name__)
# A language is called by its own name on a page in any other.
OWN_NAME = Markup('<span lang="{}" translate="no">{}</span>')
HERE = ("text_percent", "line_spacing", "paragraph_spacing", "scheme", "motion")


@pages.get("/settings/")
def settings() -> Response:
    """The form, filled with what was chosen on a page left open too long, else what is in use."""
    seen, attempt = viewing(), attempt_here()
    typed = {name: values[0] for name, values in attempt.typed.items()}
    return render(
        "pages/settings.html",
        attempt=attempt,
        chosen=display.display_from(typed, seen.display),
        chosen_view=typed.get("view", seen.mode.name),
        chosen_language=typed.get("lang", seen.locale.tag),
        saved="saved" in request.args,
        sizes=[(percent, escape(f"{percent}%")) for percent in display.TEXT_PERCENTS],
        spacings=pairs(display.SPACINGS),
        schemes=pairs(display.SCHEMES),
        motions=pairs(display.MOTIONS),
        views=[(mode.name, mode.label) for mode in MODES.values()],
        languages=[(tag, OWN_NAME.format(tag, locale.own_name)) for tag, locale in LOCALES.items()],
    )


def pairs(choices: tuple[display.Choice, ...]) -> list[tuple[str, str]]:
    """Value and label of each choice, as the form's groups take them."""
    return [(choice.value, choice.label) for choice in choices]


@pages.post("/settings/")
def save() -> Response:
    """Keep what was chosen; a value that does not exist is passed over."""
    response = make_response(redirect("/settings/?saved=1", 303))
    if "reset" in request.form:
        stick(response, "display", display.restored(viewing().display, HERE).to_cookie())
        return response
    chosen = display.display_from(
        {name: request.form.get(name) for name in HERE}, viewing().display
    )
    stick(response, "display", chosen.to_cookie())
    if request.form.get("view") in MODES:
        stick(response, "view", request.form["view"])
    if request.form.get("lang") in LOCALES:
        stick(response, "lang", request.form["lang"])
    return response
