"""From a template to a response: the folded template of the locale, whole or as a fragment."""

from __future__ import annotations

from http import HTTPStatus
from typing import Any

from flask import Flask, Response, current_app, g, request

from a11y.aids import PINYIN, SWITCHES
from a11y.modes import MODES
from webapp.addresses import absolute
from webapp.attempts import Attempt, attempt_here
from webapp.folding import environment, register_folding
from webapp.frames import FULL_PAGE, at_desk, can_be_framed, framed
from webapp.locales import LOCALES
from webapp.ruby import page_with_pinyin
from webapp.styles import register_styles
from webapp.viewing import READING, address_with, viewing
from webapp.visitors import acting, person
from webapp.wiring import parts

FRAGMENT = "layouts/fragment.html"


def wants_fragment() -> bool:
    """Whether htmx asks, which needs only the page's title and main part."""
    return "HX-Request" in request.headers


def render(template: str, status: int = 200, **context: Any) -> Response:
    """The page ``template`` as this resident sees it.

    ``attempt`` shows what was typed before and its problems; not given, it is this page's own.
    The context may name anything else the template asks for.
    """
    # An error page asks the database nothing: that may be what failed.
    if "attempt" not in context and status == HTTPStatus.OK:
        context["attempt"] = attempt_here()
    return Response(render_text(template, **context), status)


def render_text(template: str, **context: Any) -> str:
    """The same as text, for pages that are kept or put into a file."""
    seen = viewing()
    kept_frame = can_be_framed() and not wants_fragment()
    context.setdefault("attempt", Attempt())
    page = environment(current_app, seen.locale).get_template(template)
    text = page.render(
        shell=FRAGMENT if kept_frame or wants_fragment() else FULL_PAGE,
        mode=seen.mode,
        display=seen.display,
        keys=seen.keys,
        locale=seen.locale,
        person=person(),
        acting=acting(),
        at_desk=at_desk(),
        request=request,
        g=g,
        **context,
    )
    if PINYIN in seen.display.in_force and READING not in request.environ:
        text = page_with_pinyin(text, seen.locale.tag)
    return framed(text, seen, person(), acting()) if kept_frame else text


def register_rendering(app: Flask) -> None:
    """Make the templates folded ones and give them what every page needs."""
    register_folding(app, parts(app).settings.data_dir / "templates")
    register_styles(app)
    app.jinja_env.globals.update(
        address_with=address_with,
        absolute=absolute,
        modes=tuple(MODES.values()),
        aids=SWITCHES,
        locales=LOCALES,
        demo=parts(app).settings.demo,
        district=parts(app).settings.district,
    )
