"""For tests of editions: a voice that says a moment of silence at once, and one press for all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from flask import Flask

from a11y.formats.press import Press
from a11y.speech.engines.port import Speech
from a11y.speech.engines.silent import SilentEngine
from a11y.speech.mp3 import SAMPLE_RATE, duration_ms, encode_mp3
from a11y.speech.speaker import Speaker, Voices
from a11y.speech.store import FolderStore
from webapp.wiring import parts

_MP3 = encode_mp3(bytes(SAMPLE_RATE // 5), SAMPLE_RATE)
# It takes seconds to start.
_PRESS = Press()
MOMENT = Speech(_MP3, (), duration_ms(_MP3))


class FakeVoice(SilentEngine):
    """Remembers what it was asked to say."""

    name, available = "fake", True

    def __init__(self) -> None:
        self.asked: list[str] = []

    def synthesise(self, text: str, language: str, rate: int) -> Speech:
        """A tenth of a second of silence."""
        self.asked.append(text)
        return MOMENT


def give_fake_voice(app: Flask, folder: Path) -> FakeVoice:
    """Let the site speak with a fake voice that keeps in ``folder``, and share the press."""
    voice = FakeVoice()
    speaker = Speaker(Voices(voice), FolderStore(folder))
    app.extensions["parts"] = replace(parts(app), speech=speaker, press=_PRESS)
    return voice
