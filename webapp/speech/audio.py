"""Public audio by its name, answered before Flask wakes: immutable, in parts, or not at all."""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable

from a11y.speech.store import AudioStore
from webapp.public_pages import Environ, Start

PREFIX = "/speech/audio/"
ADDRESS = PREFIX + "%s.mp3"
IMMUTABLE = "public, max-age=31536000, immutable"
# The sentences asked for most, some 800.
MOST_BYTES = 32 * 1024 * 1024

_NAMED = re.compile(re.escape(PREFIX) + r"([0-9a-f]{64})\.mp3")
_RANGE = re.compile(r"bytes=(\d*)-(\d*)")
_ALWAYS = [("X-Content-Type-Options", "nosniff"), ("Cross-Origin-Resource-Policy", "same-origin")]
_Headers = list[tuple[str, str]]


class PublicAudio:
    """WSGI in front of the site for one kind of address; everything else goes on to ``app``."""

    def __init__(self, app: Callable[[Environ, Start], Iterable[bytes]], store: AudioStore) -> None:
        self._app, self._store = app, store
        self._kept: OrderedDict[str, bytes] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()

    def __call__(self, environ: Environ, start: Start) -> Iterable[bytes]:
        """Answer from memory, else from the store."""
        path = environ.get("PATH_INFO", "")
        if not path.startswith(PREFIX):
            return self._app(environ, start)
        if environ["REQUEST_METHOD"] not in ("GET", "HEAD"):
            return _plainly(start, "405 METHOD NOT ALLOWED", [("Allow", "GET, HEAD")])
        named = _NAMED.fullmatch(path)
        mp3 = self._found(named[1]) if named else None
        if named is None or mp3 is None:
            return _plainly(start, "404 NOT FOUND", [("Cache-Control", "no-store")])
        return _answer(named[1], mp3, environ, start)

    def _found(self, key: str) -> bytes | None:
        kept = self._kept.get(key)
        if kept is not None:
            return kept
        speech = self._store.read(key)
        if speech is None:
            return None
        with self._lock:
            if key not in self._kept:
                self._kept[key] = speech.mp3
                self._size += len(speech.mp3)
            while self._size > MOST_BYTES:
                _, oldest = self._kept.popitem(last=False)
                self._size -= len(oldest)
        return speech.mp3


def _answer(key: str, mp3: bytes, environ: Environ, start: Start) -> Iterable[bytes]:
    # The name tells the content, so it is its ETag too.
    etag = f'"{key}"'
    headers = [("Cache-Control", IMMUTABLE), ("ETag", etag), ("Accept-Ranges", "bytes"), *_ALWAYS]
    if etag in environ.get("HTTP_IF_NONE_MATCH", ""):
        start("304 NOT MODIFIED", headers)
        return [b""]
    headers.append(("Content-Type", "audio/mpeg"))
    status = "200 OK"
    wanted = environ.get("HTTP_RANGE")
    if wanted and environ.get("HTTP_IF_RANGE", etag) == etag:
        part = _part(wanted, len(mp3))
        if part is not None and part[0] >= part[1]:
            headers.append(("Content-Range", f"bytes */{len(mp3)}"))
            return _plainly(start, "416 RANGE NOT SATISFIABLE", headers[:-2] + headers[-1:])
        if part is not None:
            status = "206 PARTIAL CONTENT"
            headers.append(("Content-Range", f"bytes {part[0]}-{part[1] - 1}/{len(mp3)}"))
            mp3 = mp3[part[0] : part[1]]
    headers.append(("Content-Length", str(len(mp3))))
    start(status, headers)
    return [b"" if environ["REQUEST_METHOD"] == "HEAD" else mp3]


def _part(wanted: str, length: int) -> tuple[int, int] | None:
    """First byte and one past the last; None for what may be ignored (RFC 9110, 14.2)."""
    match = _RANGE.fullmatch(wanted.strip())
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        return max(0, length - int(match[2])), length if int(match[2]) else 0
    end = min(length, int(match[2]) + 1) if match[2] else length
    return None if match[2] and int(match[2]) < int(match[1]) else (int(match[1]), end)


def _plainly(start: Start, status: str, headers: _Headers) -> Iterable[bytes]:
    body = status.partition(" ")[2].capitalize().encode()
    length = ("Content-Length", str(len(body)))
    start(status, [*headers, ("Content-Type", "text/plain; charset=utf-8"), length])
    return [body]
