"""A voice from elsewhere (Google Translate by gTTS): public text only, and only if switched on."""

from __future__ import annotations

import re
import time
from io import BytesIO
from types import SimpleNamespace
from typing import Any

import gtts.tts
import requests
from gtts import gTTS, gTTSError
from urllib3.exceptions import HTTPError

from a11y.speech.mp3 import duration_ms

from .port import CannotSay, Speech, SpeechFailed

LONGEST_CHUNK = 100  # characters the service takes at a time
TIMEOUT_S = (3.05, 5.0)  # to connect, and for the next bytes
WHOLE_ANSWER_S = 10.0
LARGEST_ANSWER = 1 << 20  # bytes; 100 characters are some 100 kB
RATE = 100  # percent; the service has no other that would fit ours
LANGUAGES = {"zh-Hans": "zh-CN", "zh-Hant": "zh-TW", "en": "en"}

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
                response.close()
                raise requests.exceptions.ReadTimeout("the answer is too long or too slow")
        response.raw = BytesIO(body)
        return response


# gTTS 2.5.4 turns the check of certificates off in the call itself, and the warnings about that
# for the whole process. It sees this instead of the library; nobody else does.
gtts.tts.requests = SimpleNamespace(
    Session=_CarefulSession, Request=requests.Request, exceptions=requests.exceptions
)


class GttsEngine:
    """SpeechEngine that sends text abroad."""

    name = "gtts"
    available = True

    def fingerprint(self, text: str, language: str, rate: int) -> str:
        """The service's word for the language, and the text."""
        if rate != RATE or language not in LANGUAGES:
            raise CannotSay("the online voice has no such language or rate")
        return f"gtts {LANGUAGES[language]}\n{text}"

    def synthesise(self, text: str, language: str, rate: int) -> Speech:
        """Speaks public ``text`` at 100 percent, without marks. Raises SpeechFailed."""
        self.fingerprint(text, language, rate)
        try:
            mp3 = _fetched(text, LANGUAGES[language])
            return Speech(mp3, (), duration_ms(mp3))
        except (gTTSError, HTTPError, AssertionError, OSError, ValueError) as error:
            raise SpeechFailed(f"no sound from Google: {type(error).__name__}") from error

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
