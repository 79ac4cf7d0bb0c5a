"""From a request to how it is seen: view mode, display preferences and language, chosen once."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from flask import Flask, Response, after_this_request, g, request

from a11y.display import DEFAULT as NO_WISHES
from a11y.display import Display, display_from_cookie
from a11y.modes import DEFAULT, MODES, ViewMode, mode_named
from webapp.locales import DEFAULT_LOCALE, LOCALES, Locale

# A year: the choice sticks until it is changed (modes lost on exit are a known ill).
STICKY_SECONDS = 365 * 24 * 3600


@dataclass(frozen=True)
class Viewing:
    """How this request is presented."""

    mode: ViewMode
    display: Display
    locale: Locale

    def __hash__(self) -> int:
        """Frames are looked up by this for each page; names do for the many fields behind them."""
        return hash((self.mode.name, self.locale.tag, self.display))


def choose(args: dict[str, str], cookies: dict[str, str], accept_language: str) -> Viewing:
    """Explicit choice first, then the kept one, then the browser's languages, then the default."""
    mode = mode_named(args.get("view")) or mode_named(cookies.get("view")) or DEFAULT
    locale = (
        LOCALES.get(args.get("lang", ""))
        or LOCALES.get(cookies.get("lang", ""))
        or _accepted(accept_language)
    )
    display = cookies.get("display")
    return Viewing(mode, display_from_cookie(display) if display else NO_WISHES, locale)


def _accepted(header: str) -> Locale:
    for part in header.split(","):
        tag = part.split(";")[0].strip().lower()
        if tag.startswith(("zh-hant", "zh-tw", "zh-hk", "zh-mo")):
            return LOCALES["zh-Hant"]
        if tag.startswith("zh"):
            return LOCALES["zh-Hans"]
        if tag.startswith("en"):
            return LOCALES["en"]
    return DEFAULT_LOCALE


def viewing() -> Viewing:
    """How the current request is presented."""
    kept: Viewing = g.viewing
    return kept


def address_with(**changes: str) -> str:
    """This page's address with a query word changed: what the switches link to."""
    pairs = [
        (key, value)
        for key, value in parse_qsl(request.query_string.decode("utf-8", "replace"))
        if key not in changes
    ]
    return f"{request.path}?{urlencode([*pairs, *changes.items()])}"


def stick(response: Response, name: str, value: str) -> None:
    """Keep one choice in a cookie."""
    response.set_cookie(
        name, value, max_age=STICKY_SECONDS, samesite="Lax", secure=request.is_secure
    )


def _begin() -> None:
    accepted = request.environ.get("HTTP_ACCEPT_LANGUAGE", "")
    if not request.query_string:
        g.viewing = choose({}, request.cookies, accepted)
        return
    g.viewing = choose(request.args, request.cookies, accepted)
    after_this_request(_keep_choice)


def _keep_choice(response: Response) -> Response:
    if request.args.get("view") in MODES:
        stick(response, "view", request.args["view"])
    if request.args.get("lang") in LOCALES:
        stick(response, "lang", request.args["lang"])
    return response


def register_viewing(app: Flask) -> None:
    """Choose the view before each request and keep an explicit choice after it."""
    app.before_request(_begin)
