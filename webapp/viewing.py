"""From a request to how it is seen: view, display, language and keys, chosen once."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode

from flask import Flask, Response, after_this_request, g, request

from a11y import aids
from a11y.display import DEFAULT as NO_WISHES
from a11y.display import Display, display_from_cookie
from a11y.keys import DEFAULT as USUAL_KEYS
from a11y.keys import KeyMap, keys_from_cookie
from a11y.modes import DEFAULT, MODES, ViewMode, mode_named
from webapp.locales import DEFAULT_LOCALE, LOCALES, Locale

# A year: the choice sticks until it is changed (modes lost on exit are a known ill).
STICKY_SECONDS = 365 * 24 * 3600
# What an address may choose for good. Pages asked for in such a way are made anew.
EXPLICIT = ("view", "lang", "aid")
# Set on a request we make ourselves, to read a page aloud: pinyin would be said twice, so such a
# page has none, and a page that is being read never reads another.
READING = "nuanchuang.reading"


@dataclass(frozen=True)
class Viewing:
    """How this request is presented."""

    mode: ViewMode
    display: Display
    locale: Locale
    keys: KeyMap = USUAL_KEYS

    def __hash__(self) -> int:
        """Frames are looked up by this for each page; names do for the many fields behind them."""
        return hash((self.mode.name, self.locale.tag, self.display, self.keys))


def choose(args: dict[str, str], cookies: dict[str, str], accept_language: str) -> Viewing:
    """Explicit choice first, then the kept one, then the browser's languages, then the default."""
    mode = mode_named(args.get("view")) or mode_named(cookies.get("view")) or DEFAULT
    locale = (
        LOCALES.get(args.get("lang", ""))
        or LOCALES.get(cookies.get("lang", ""))
        or _accepted(accept_language)
    )
    kept, keys = cookies.get("display"), cookies.get("keys")
    display = display_from_cookie(kept) if kept else NO_WISHES
    display = switched(display, args.get("aid", ""))
    return Viewing(mode, display, locale, keys_from_cookie(keys) if keys else USUAL_KEYS)


def switched(display: Display, wish: str) -> Display:
    """``display`` with one aid on or off, as ``cross-on`` or ``cross-off`` asks."""
    name, _, state = wish.rpartition("-")
    if name not in aids.NAMES or state not in ("on", "off"):
        return display
    others = tuple(kept for kept in display.switched_on if kept != name)
    return display.with_aids((*others, name) if state == "on" else others)


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
    if "aid" in request.args:
        stick(response, "display", viewing().display.to_cookie())
    return response


def register_viewing(app: Flask) -> None:
    """Choose the view before each request and keep an explicit choice after it."""
    app.before_request(_begin)
