"""The page being read, rendered again here for the same visitor, as a script."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from functools import lru_cache
from urllib.parse import urlsplit

from flask import abort, current_app, request
from werkzeug.test import EnvironBuilder, run_wsgi_app

from a11y.speech.script.lines import Script
from a11y.speech.script.page import page_language, script_of
from a11y.speech.script.spoken_words import CHINESE, Phrases
from webapp.locales import DEFAULT_LOCALE, LOCALES, Locale, say
from webapp.public_pages import PREFERENCES
from webapp.viewing import READING

LONGEST_ADDRESS = 1_000
# A page that is read may itself quote a sentence of another page; that one quotes no third.
DEEPEST = 2
# Not pages: they would read themselves, or are no text.
_NOT_PAGES = re.compile(r"/(?:speech|listen|static)(?:/|$)")
_ADDRESS = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f\x7f#]*")


@dataclass(frozen=True)
class ReadPage:
    """``address`` is the page's path and query; ``public`` says that everyone gets the same."""

    address: str
    script: Script
    public: bool


def read_page(address: str, as_anyone: bool = False) -> ReadPage:
    """The script of a page of this site as the visitor of this request sees it now.

    ``as_anyone``: as somebody unknown would see it in the same view and language.

    Aborts: 400 for anything but a path of this site, 404 for what is no page, 409 when the page
    now leads somewhere else.
    """
    if _depth() == DEEPEST or _NOT_PAGES.match(urlsplit(address).path):
        abort(404)
    if len(address) > LONGEST_ADDRESS or not _ADDRESS.fullmatch(address):
        abort(400)
    environ = _environ(address, as_anyone)
    # In a context of its own: what is remembered in one request is not true in the other.
    with current_app.app_context():
        body, status, headers = run_wsgi_app(current_app.wsgi_app, environ, buffered=True)
    if status.startswith("3"):
        abort(409)
    if not headers.get("Content-Type", "").startswith("text/html"):
        abort(404)
    public = "public" in headers.get("Cache-Control", "")
    html = b"".join(body).decode("utf-8")
    locale = LOCALES.get(page_language(html), DEFAULT_LOCALE)
    made = _public_script if public else _script
    return ReadPage(address, made(html, locale, not public), public)


def _depth() -> int:
    depth: int = request.environ.get(READING, 0)
    return depth


def _script(html: str, locale: Locale, private: bool) -> Script:
    return script_of(html, _phrases(locale), private)


# A player asks sentence by sentence for pages that are the same for all: 5 MB at the most.
_public_script = lru_cache(64)(_script)


def _environ(address: str, as_anyone: bool) -> dict[str, object]:
    """A plain GET by the same visitor: cookies and language are theirs, nothing else."""
    kept = ("Accept-Language", "User-Agent", *(() if as_anyone else ("Cookie",)))
    headers = [(name, value) for name, value in request.headers if name in kept]
    if as_anyone:
        wishes = [f"{name}={request.cookies.get(name, '')}" for name in PREFERENCES]
        headers.append(("Cookie", "; ".join(wishes)))
    builder = EnvironBuilder(
        path=address,
        base_url=request.host_url,
        headers=headers,
        environ_base={"REMOTE_ADDR": request.remote_addr or "", READING: _depth() + 1},
    )
    try:
        return builder.get_environ()
    finally:
        builder.close()


def _phrases(locale: Locale) -> Phrases:
    said = {field.name: say(getattr(CHINESE, field.name), locale) for field in fields(Phrases)}
    said["comma"] = ", " if locale.spoken == "en" else CHINESE.comma
    return Phrases(**said)
