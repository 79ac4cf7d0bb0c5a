"""A voice from elsewhere (Google Translate by gTTS): public text only, and only if switched on."""

from __future__ import annotations

import logging
import re
import time
from collections.abc import Callable
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import gtts.tts
import requests
from gtts import gTTS, gTTSError
from urllib3.exceptions import HTTPError

from a11y.speech.mp3 import duration_ms

from .port import Speech, SpeechFailed

LONGEST_CHUNK = 100  # characters the service takes at a time
TIMEOUT_S = (3.05, 5.0)  # to connect, and for the next bytes
WHOLE_ANSWER_S = 10.0
LARGEST_ANSWER = 1 << 20  # bytes; 100 characters are some 100 kB
REST_S = 60.0  # after a failure: a listener waits for a dead service once a minute, not each time
RATE = 100  # percent; the service has no other that would fit ours
LANGUAGES = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en"}

_log = logging.getLogger(__name__)
_STOPS = re.compile(r"(?<=[。！？；，、：])|(?<=[.!?;,:])(?=\s)")


class _CarefulSession(requests.Session):
    """What gTTS sends goes through here: it asks for no check of certificates, and gets one."""

    def send(self, request: requests.PreparedRequest, **wanted: Any) -> requests.Response:
        """The answer, whole and in bounds. Raises requests.RequestException."""
        wanted |= {"verify": True, "stream": True, "allow_redirects": False}
        deadline = time.monotonic() + WHOLE_ANSWER_S
        response = super().send(request, **wanted)
        body = b""
        # read1 returns what has arrived: a trickle can't outlive the deadline.
        while piece := response.raw.read1(16384, decode_content=True):
            body += piece
            if len(body) > LARGEST_ANSWER or time.monotonic() > deadline:
                raise requests.exceptions.ReadTimeout("the answer is too long or too slow")
        response.raw = BytesIO(body)
        return response


# gTTS 2.5.4 turns the check of certificates off in the call itself, and the warnings about that
# for the whole process. It sees this instead of the library; nobody else does.
gtts.tts.requests = SimpleNamespace(
    Session=_CarefulSession, Request=requests.Request, exceptions=requests.exceptions
)


class GttsEngine:
    """SpeechEngine that sends text abroad. After a failure it rests and refuses at once."""

    name = "gtts"
    available = True

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._rests_until = 0.0

    def fingerprint(self, text: str, language: str, rate: int) -> str:
        """The service's word for the language, and the text."""
        return f"gtts {LANGUAGES.get(language, language)} {rate}\n{text}"

    def synthesise(self, text: str, language: str, rate: int) -> Speech:
        """Speaks public ``text`` at 100 percent, without marks. Raises SpeechFailed."""
        if rate != RATE or language not in LANGUAGES:
            raise SpeechFailed("the online voice has no such language or rate")
        if self._monotonic() < self._rests_until:
            raise SpeechFailed("the online voice is resting after a failure")
        try:
            mp3 = _fetched(text, LANGUAGES[language])
            return Speech(mp3, (), duration_ms(mp3))
        except (gTTSError, HTTPError, AssertionError, OSError, ValueError) as error:
            self._rests_until = self._monotonic() + REST_S
            _log.error("gTTS failed, resting %d s: %s: %s", REST_S, type(error).__name__, error)
            raise SpeechFailed("the online voice gave no sound") from error

    def close(self) -> None:
        """Holds nothing."""


def chunks(text: str) -> list[str]:
    """``text`` in pieces of at most 100 characters, cut after punctuation where there is any."""
    pieces = [""]
    for clause in _STOPS.split(" ".join(text.split())):
        while len(clause) > LONGEST_CHUNK:
            space = clause.rfind(" ", 1, LONGEST_CHUNK)
            cut = space if space > 0 else LONGEST_CHUNK
            pieces.append(clause[:cut])
            clause = clause[cut:]
        if len(pieces[-1]) + len(clause) > LONGEST_CHUNK:
            pieces.append("")
        pieces[-1] += clause
    return [piece.strip() for piece in pieces if piece.strip()]


def _fetched(text: str, language: str) -> bytes:
    voice = gTTS(
        text,
        lang=language,
        lang_check=False,
        pre_processor_funcs=[],
        tokenizer_func=chunks,
        timeout=TIMEOUT_S,
    )
    return b"".join(voice.stream())
