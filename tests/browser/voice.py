"""A voice for tests of the player: each word a short tone at a time that is known to the sample."""

from __future__ import annotations

import io
import math
import re
import struct
import wave
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import BrowserContext, Error, Page, Request, Route

RATE = 24_000
TONE_MS = 60
_WORDS = re.compile(r"[\u4e00-\u9fff]{1,2}|[0-9A-Za-z.]+")


@dataclass
class Voice:
    """Answers for ``/speech/line`` in a browser: a word each ``word_ms``, its tone at its start.

    ``status`` is how it answers instead of 200, by number of the sentence. ``asked`` are the
    numbers asked for in order (not ahead of time), ``urls`` all addresses of speech.
    """

    word_ms: int = 240
    status: dict[int, int] = field(default_factory=dict)
    asked: list[int] = field(default_factory=list)
    urls: list[str] = field(default_factory=list)
    lines: list[dict[str, Any]] = field(default_factory=list)
    most_words: int = 1_000

    def speaks_in(self, place: BrowserContext | Page) -> Voice:
        """Stand between these pages and the site from now on."""
        place.on("request", self._note)
        place.route("**/speech/script?*", self._script)
        place.route("**/speech/line?*", self._line)
        place.route("**/speech/audio/*", self._audio)
        return self

    def words(self, n: int) -> list[list[int]]:
        """Words of a sentence as the site gives them: from, to, milliseconds."""
        found = list(_WORDS.finditer(str(self.lines[n]["text"])))[: self.most_words]
        return [[m.start(), m.end(), i * self.word_ms] for i, m in enumerate(found)]

    def _note(self, request: Request) -> None:
        if "/speech/" in request.url:
            self.urls.append(request.url)

    def _script(self, route: Route) -> None:
        try:
            answer = route.fetch()
        except Error:  # the window was closed meanwhile
            return
        if answer.ok:
            self.lines = answer.json()["lines"]
        route.fulfill(response=answer)

    def _line(self, route: Route) -> None:
        query = parse_qs(urlsplit(route.request.url).query)
        n = int(query["n"][0])
        if "ahead" in query:
            route.fulfill(status=202, json={"ready": False})
            return
        self.asked.append(n)
        status = self.status.get(n, 200)
        if status != 200:
            route.fulfill(status=status, body="")
            return
        words = self.words(n)
        audio = f"/speech/audio/{len(words):064x}.mp3"
        answer = {"audio": audio, "words": words, "duration_ms": 0, "voice": "plain"}
        route.fulfill(json=answer)

    def _audio(self, route: Route) -> None:
        words = int(route.request.url.rsplit("/", 1)[1].partition(".")[0], 16)
        route.fulfill(body=_tones(max(1, words), self.word_ms), content_type="audio/wav")


def _tones(words: int, word_ms: int) -> bytes:
    samples = RATE * word_ms // 1000
    loud = min(RATE * TONE_MS // 1000, samples)
    tone = [round(16_000 * math.sin(math.tau * 1_000 * i / RATE)) for i in range(loud)]
    word = struct.pack(f"<{samples}h", *tone, *[0] * (samples - loud))
    file = io.BytesIO()
    with wave.open(file, "wb") as sound:
        sound.setnchannels(1)
        sound.setsampwidth(2)
        sound.setframerate(RATE)
        sound.writeframes(word * words)
    return file.getvalue()
