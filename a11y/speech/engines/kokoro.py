"""The human-sounding voice: Kokoro-82M in a helper process, fed the sounds of syllables."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path

from a11y.speech.mp3 import encode_mp3
from a11y.speech.pronunciation.pronounce import spoken_syllables

from . import kokoro_model
from .helper import Helper, program
from .kokoro_sounds import NUMBERS, Sound, portions, sounds
from .port import CannotSay, Mark, Speech, SpeechFailed

PROGRAM = "a11y.speech.engines.kokoro_helper"
LOADING_S = 60.0  # to check and load the model, on a machine that is busy
SIGN_S = 0.5  # to speak one sign of 60 ms, on a machine that is very busy
MOST_PORTIONS = 4  # about 400 hanzi: nobody waits for more, and the plain voice takes no time
SLOWEST, FASTEST = 0.5, 2.0
LAYOUT = 4  # a higher number when the same signs come to sound otherwise

_log = logging.getLogger(__name__)


class KokoroEngine:
    """One Mandarin voice. English and what has no sound are left to other voices."""

    name = "kokoro"

    def __init__(self, files: Mapping[Path, str] | None = None) -> None:
        """``files`` stands in for the installed model: the parts in order, then the voice."""
        self._lost = False
        wanted: Mapping[Path, str] = {}
        try:
            wanted = kokoro_model.files() if files is None else files
            kokoro_model.present(wanted)
        except kokoro_model.ModelDamaged as error:
            self._lose(str(error))
        arguments = json.dumps({str(path): digest for path, digest in wanted.items()})
        self.helper = Helper(program(PROGRAM, arguments), LOADING_S)
        what = sha256(arguments.encode()).hexdigest()[:16]
        self.release = f"kokoro {LAYOUT} {what} lame {version('lameenc')}"

    @property
    def available(self) -> bool:
        """False when a file of the model is missing or damaged; the log says which."""
        return not self._lost

    def warm(self) -> None:
        """Begins to load the model, without waiting for it."""
        if self.available:
            self.helper.start()

    def fingerprint(self, text: str, language: str, rate: int) -> str:
        """Voice, speed, and each sound with its place on the page; raises CannotSay."""
        said = _said(text, language)
        places = " ".join(str(sound.position) for part in said for sound in part)
        signs = "|".join("".join(sound.signs for sound in part) for part in said)
        return f"{self.release} {_speed(rate)}\n{signs}\n{places}"

    def synthesise(self, text: str, language: str, rate: int) -> Speech:
        """Speaks ``text``. Raises CannotSay for what is no Mandarin or too long, SpeechFailed."""
        said = _said(text, language)
        if self._lost:
            raise SpeechFailed("a file of the neural voice is missing or damaged")
        lines = ["".join(sound.signs for sound in part).rstrip() for part in said]
        signs = [[NUMBERS[sign] for sign in line] for line in lines]
        patience = LOADING_S + SIGN_S * sum(map(len, signs))
        head, samples = self.helper.ask({"portions": signs, "speed": _speed(rate)}, patience)
        if "damaged" in head:
            self.helper.close()
            self._lose(head["damaged"])
            raise SpeechFailed("a file of the neural voice is damaged")
        duration = len(samples) // 2 * 1000 // head["rate"]
        return Speech(encode_mp3(samples, head["rate"]), _marks(said, head["starts"]), duration)

    def close(self) -> None:
        """Ends the helper process."""
        self.helper.close()

    def _lose(self, why: str) -> None:
        if not self._lost:
            _log.error("the neural voice is left out: %s", why)
        self._lost = True


def _speed(rate: int) -> float:
    return max(SLOWEST, min(FASTEST, rate / 100))


def _said(text: str, language: str) -> list[list[Sound]]:
    """What the model gets, in portions it can take. Raises CannotSay."""
    if not language.startswith("zh"):
        raise CannotSay("the neural voice speaks Mandarin only")
    said = portions(sounds(spoken_syllables(text, language)))
    if not said:
        raise CannotSay("nothing in this sentence can be said")
    if len(said) > MOST_PORTIONS:
        raise CannotSay("too long for the neural voice")
    return said


def _marks(said: Sequence[Sequence[Sound]], starts: Sequence[Sequence[int]]) -> tuple[Mark, ...]:
    """When each character on the page begins to sound; one mark for those said in one piece."""
    marks: list[Mark] = []
    for part, begins in zip(said, starts, strict=True):
        at = 0
        for sound in part:
            spoken_before = bool(marks) and marks[-1].char == sound.position
            if not sound.is_pause and not spoken_before:
                marks.append(Mark(sound.position, begins[at]))
            at += len(sound.signs)
    return tuple(marks)
