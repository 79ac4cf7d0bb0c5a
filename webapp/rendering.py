"""From a template to a response: the folded template of the locale, whole or as a fragment."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Hashable
from typing import Any

from flask import Flask, Response, current_app, g, request

from a11y.modes import MODES
from webapp.attempts import Attempt
from webapp.folding import environment, register_folding
from webapp.frames import FULL_PAGE, can_be_framed, framed
from webapp.locales import LOCALES
from webapp.security import form_token
from webapp.styles import register_styles
from webapp.viewing import Viewing, address_with, viewing
from webapp.visitors import person
from webapp.wiring import parts

FRAGMENT = "layouts/fragment.html"
# Main parts of the pages looked at last, 3 kB each.
MOST_MAINS = 500
# Stands for the form token in a kept main part; a private character, as in frames.
TOKEN = "\ue004"  # noqa: S105 - a mark, no secret


def wants_fragment() -> bool:
    """Whether htmx asks, which needs only the page's title and main part."""
    return "HX-Request" in request.headers


def render(
    template: str, status: int = 200, shown: Hashable | None = None, **context: Any
) -> Response:
    """The page ``template`` as this resident sees it.

    ``attempt``, if given, shows what was typed before and its problems. The context may name
    anything else the template asks for. ``shown``, if given, is all that the main part shows of
    the context and the request: where it is equal, the part drawn before is taken again.
    """
    return Response(render_text(template, shown, **context), status)


def render_text(template: str, shown: Hashable | None = None, **context: Any) -> str:
    """The same as text, for pages that are kept or put into a file."""
    seen = viewing()
    context.setdefault("attempt", Attempt())
    if wants_fragment():
        return _drawn(template, seen, context, shell=FRAGMENT)
    if not can_be_framed():
        return _drawn(template, seen, context, shell=FULL_PAGE)
    if shown is None:
        main = _drawn(template, seen, context, shell=FRAGMENT)
    else:
        main = _main(template, seen, shown, context).replace(TOKEN, form_token())
    return framed(main, seen, person())


def _drawn(template: str, seen: Viewing, context: dict[str, Any], **more: Any) -> str:
    page = environment(current_app, seen.locale).get_template(template)
    return page.render(
        mode=seen.mode,
        display=seen.display,
        locale=seen.locale,
        person=person(),
        request=request,
        g=g,
        **context,
        **more,
    )


def _main(template: str, seen: Viewing, shown: Hashable, context: dict[str, Any]) -> str:
    kept: OrderedDict[Hashable, str] = current_app.extensions["mains"]
    main = kept.get((template, seen, shown))
    if main is None:
        main = _drawn(template, seen, context, shell=FRAGMENT, form_token=lambda: TOKEN)
        kept[template, seen, shown] = main
        if len(kept) > MOST_MAINS:
            kept.popitem(last=False)
    return main


def register_rendering(app: Flask) -> None:
    """Make the templates folded ones and give them what every page needs."""
    register_folding(app, parts(app).settings.data_dir / "templates")
    register_styles(app)
    app.extensions["mains"] = OrderedDict()
    app.jinja_env.globals.update(
        address_with=address_with,
        modes=tuple(MODES.values()),
        locales=LOCALES,
        demo=parts(app).settings.demo,
        district=parts(app).settings.district,
    )
