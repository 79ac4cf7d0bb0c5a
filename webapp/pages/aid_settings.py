"""The reading aids as a plain form: which are switched on, how fast and loud, how big a pointer."""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, request

from a11y import aids, display
from services.words import words
from webapp.attempts import attempt_here
from webapp.locales import DEFAULT_LOCALE, say
from webapp.pages.settings import pairs
from webapp.rendering import render
from webapp.ruby import with_pinyin
from webapp.viewing import stick, viewing

pages = Blueprint("aid_settings", __name__)
HERE = ("rate", "volume", "cursor_size", "aids")
# Shown in hanzi on every page, so that the choice can be seen before it is made.
SAMPLE = words("银行的行长走在人行道上。")


@pages.get("/settings/aids/")
def settings() -> Response:
    """The form, filled with what was chosen on a page left open too long, else what is in use."""
    attempt, seen = attempt_here(), viewing()
    hanzi = seen.locale if seen.locale.tag.startswith("zh") else DEFAULT_LOCALE
    chosen = seen.display
    if attempt.typed:
        chosen = _chosen({name: list(values) for name, values in attempt.typed.items()})
    return render(
        "pages/aids.html",
        attempt=attempt,
        chosen=chosen,
        saved="saved" in request.args,
        silence=aids.SWITCHES[:1],
        listening=[aid for aid in aids.SWITCHES[1:] if aid.name not in aids.FOR_EYES],
        looking=[aid for aid in aids.SWITCHES if aid.name in aids.FOR_EYES],
        rates=display.RATES,
        volumes=display.VOLUMES,
        sizes=pairs(display.CURSORS),
        sample_language=hanzi.tag,
        sample=with_pinyin(say(SAMPLE, hanzi), hanzi.tag),
    )


@pages.post("/settings/aids/")
def save() -> Response:
    """Keep what was chosen; a value that does not exist is passed over, all else stays."""
    response = make_response(redirect("/settings/aids/?saved=1", 303))
    if "reset" in request.form:
        chosen = display.restored(viewing().display, HERE)
    else:
        chosen = _chosen(request.form.to_dict(flat=False))
    stick(response, "display", chosen.to_cookie())
    return response


def _chosen(sent: dict[str, list[str]]) -> display.Display:
    """The display with all that this form says; a box that was not ticked is not sent at all."""
    values: dict[str, str | None] = {name: sent.get(name, [None])[0] for name in HERE}
    values["aids"] = "+".join(sent.get("aids", []))
    return display.display_from(values, viewing().display)
