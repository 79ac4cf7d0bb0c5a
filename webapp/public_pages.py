"""Public pages, kept whole: same address, view and language, same bytes, before Flask wakes.

A page says that it may be kept with ``Cache-Control: public``. What is kept carries its ETag, so
most repeat visits cost a comparison. Nobody's own page is ever kept: a request with a session
cookie goes past this room. A page is drawn anew each hour (a tariff may begin at midnight), and the
oldest make room.
"""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import blake2b
from http.cookies import CookieError, SimpleCookie
from typing import Any

from webapp.compression import ENCODINGS, best_encoding, compress

Environ = dict[str, Any]
Start = Callable[..., Any]

# Views x languages x some sixty addresses, 40 kB each in all encodings: 40 MB at the most.
MOST_PAGES = 1_000
KEPT_SECONDS = 3600
LONGEST_QUERY = 120
EXPLICIT = ("view=", "lang=", "aid=")  # set a cookie
PREFERENCES = ("view", "lang", "display", "keys")
# Whoever is signed in, or acts for somebody, gets a page of their own.
OWN = ("session=", "acting=")
NEVER_KEPT = {"set-cookie", "content-length", "content-encoding", "etag", "vary"}


@dataclass(frozen=True)
class Kept:
    """One page: headers without its body's, and the body by encoding, each with its ETag."""

    status: str
    headers: list[tuple[str, str]]
    bodies: dict[str, tuple[str, bytes]]


class PublicPages:
    """WSGI in front of the app: answers kept pages, compresses the rest."""

    def __init__(self, app: Callable[[Environ, Start], Iterable[bytes]]) -> None:
        self._app = app
        self._kept: OrderedDict[tuple[str, ...], Kept] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer from what is kept, else from the app."""
        encoding = best_encoding(environ.get("HTTP_ACCEPT_ENCODING", ""))
        key = _key(environ)
        if key is not None:
            kept = self._kept.get(key)
            if kept is not None:
                return _answer(kept, encoding, environ, start)
        return self._fresh(environ, start, encoding, key)

    def _fresh(
        self, environ: Environ, start: Start, encoding: str, key: tuple[str, ...] | None
    ) -> Iterable[bytes]:
        seen: list[Any] = []

        def note(status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
            seen[:] = [status, headers]

        result = self._app(environ, note)
        status, headers = seen
        named = {name.lower(): value for name, value in headers}
        if not named.get("content-type", "").startswith(("text/", "application/json", "image/svg")):
            start(status, headers)
            return result
        body = b"".join(result)
        if hasattr(result, "close"):
            result.close()
        keep = key is not None and status.startswith("200") and _keepable(named)
        if not keep:
            packed, extra = compress(body, encoding) if body else (body, [])
            rest = [(n, v) for n, v in headers if n.lower() != "content-length"]
            start(status, [*rest, *extra, ("Content-Length", str(len(packed)))])
            return [packed]
        assert key is not None
        rest = [(n, v) for n, v in headers if n.lower() not in NEVER_KEPT]
        kept = Kept(status, rest, {e: _body(body, e) for e in ENCODINGS})
        with self._lock:
            self._kept[key] = kept
            while len(self._kept) > MOST_PAGES:
                self._kept.popitem(last=False)
        return _answer(kept, encoding, environ, start, _cookies_set(headers))


def _key(environ: Environ) -> tuple[str, ...] | None:
    """What the page depends on, or None when it must not come from here."""
    if environ["REQUEST_METHOD"] != "GET" or "HTTP_HX_REQUEST" in environ:
        return None
    query = environ.get("QUERY_STRING", "")
    if len(query) > LONGEST_QUERY or (query and any(word in query for word in EXPLICIT)):
        return None  # an explicit choice sets a cookie
    cookie = environ.get("HTTP_COOKIE", "")
    if any(name in cookie for name in OWN):
        return None
    chosen = [""] * len(PREFERENCES)
    if cookie:
        try:
            jar = SimpleCookie(cookie)
        except CookieError:
            return None
        chosen = [jar[name].value if name in jar else "" for name in PREFERENCES]
    language = environ.get("HTTP_ACCEPT_LANGUAGE", "")[:60] if not chosen[1] else ""
    hour = str(int(time.time()) // KEPT_SECONDS)
    # Some pages print their own whole address.
    site = environ.get("HTTP_HOST", "")
    return (site, environ.get("PATH_INFO", ""), query, *chosen, language, hour)


def _keepable(headers: dict[str, str]) -> bool:
    return "public" in headers.get("cache-control", "") and "set-cookie" not in headers


def _cookies_set(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    return [(n, v) for n, v in headers if n.lower() == "set-cookie"]


def _body(body: bytes, encoding: str) -> tuple[str, bytes]:
    packed, _ = compress(body, encoding)
    return f'"{blake2b(packed, digest_size=12).hexdigest()}"', packed


def _answer(
    kept: Kept,
    encoding: str,
    environ: Environ,
    start: Start,
    cookies: list[tuple[str, str]] | None = None,
) -> Iterable[bytes]:
    etag, body = kept.bodies[encoding]
    headers = [*kept.headers, *(cookies or []), ("ETag", etag)]
    headers.append(("Vary", "Accept-Encoding, Cookie, Accept-Language, HX-Request"))
    if environ.get("HTTP_IF_NONE_MATCH") == etag:
        start("304 NOT MODIFIED", headers)
        return [b""]
    if encoding:
        headers.append(("Content-Encoding", encoding))
    headers.append(("Content-Length", str(len(body))))
    start(kept.status, headers)
    return [body]
