"""An operator's own voice: a Piper model dropped in a folder, fed phonemes by espeak-ng."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

from a11y.speech.mp3 import encode_mp3

from .espeak import PROGRAM as PHONEMES
from .espeak import utterance
from .helper import Helper, program
from .port import CannotSay, Speech, SpeechFailed

PROGRAM = "a11y.speech.engines.piper_helper"
TIMEOUT_S = 60.0
LONGEST = 2000  # phonemes
BEGIN, PAD, END = "^", "_", "$"
# Language of the model's espeak voice → of pages.
LANGUAGES = {"cmn": "zh", "zh": "zh", "en": "en"}

_log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Model:
    """What a voice's ``.onnx.json`` says, as far as it is needed."""

    path: Path
    language: str
    sample_rate: int
    numbers: Mapping[str, Sequence[int]]
    by_letters: bool
    scales: tuple[float, float, float]
    speaker: int | None
    digest: str


class PiperEngine:
    """The first voice of the folder for each language. It gives no times of words."""

    name = "piper"

    def __init__(self, folder: Path) -> None:
        """Reads the descriptions of the voices in ``folder``; a bad one is left out, loudly."""
        self._models: dict[str, _Model] = {}
        for path in sorted(folder.glob("*.onnx")):
            try:
                model = _described(path)
            except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
                _log.error("voice %s left out: %s: %s", path, type(error).__name__, error)
                continue
            self._models.setdefault(model.language, model)
        self._phonemes = Helper(program(PHONEMES))
        self._helpers = {
            language: Helper(program(PROGRAM, str(model.path)), TIMEOUT_S)
            for language, model in self._models.items()
        }

    @property
    def available(self) -> bool:
        """Whether a voice lies in the folder."""
        return bool(self._models)

    def fingerprint(self, text: str, language: str, rate: int) -> str:
        """Voice, speed and what is said. Raises CannotSay for a language without a voice."""
        model = self._model(language)
        said = utterance(text, language)
        return f"piper {model.digest} {rate}\n{said.text}"

    def synthesise(self, text: str, language: str, rate: int) -> Speech:
        """Speaks ``text``, without marks. Raises CannotSay, SpeechFailed."""
        model = self._model(language)
        noise, length, noise_of_lengths = model.scales
        request = {
            "phonemes": self._numbers(model, text, language),
            "scales": [noise, length * 100 / rate, noise_of_lengths],
            "speaker": model.speaker,
        }
        head, samples = self._helpers[model.language].ask(request)
        if "damaged" in head:
            self._helpers[model.language].close()
            self._models.pop(model.language, None)
            _log.error("voice left out: %s", head["damaged"])
            raise SpeechFailed("the voice's file is damaged")
        if not samples:
            raise SpeechFailed("the voice gave no sound")
        duration = len(samples) // 2 * 1000 // model.sample_rate
        return Speech(encode_mp3(samples, model.sample_rate), (), duration)

    def close(self) -> None:
        """Ends the helper processes."""
        for helper in (self._phonemes, *self._helpers.values()):
            helper.close()

    def _model(self, language: str) -> _Model:
        model = self._models.get(language.split("-")[0])
        if model is None:
            raise CannotSay("no voice for this language")
        return model

    def _numbers(self, model: _Model, text: str, language: str) -> list[int]:
        """The model's numbers, a pad after each phoneme; what it doesn't know is left out."""
        said = utterance(text, language)
        spoken = said.text
        if not model.by_letters:
            request = {"voice": said.voice, "text": said.text, "phonemes": True, "ipa": True}
            spoken = str(self._phonemes.ask(request)[0]["phonemes"])
        known = [sign for sign in spoken if sign in model.numbers]
        if not any(sign.isalpha() for sign in known):
            raise CannotSay("nothing in this sentence can be said")
        if len(known) > LONGEST:
            raise CannotSay("too long for this voice")
        numbers = [*model.numbers[BEGIN], *model.numbers[PAD]]
        for sign in known:
            numbers += [*model.numbers[sign], *model.numbers[PAD]]
        return [*numbers, *model.numbers[END]]


def _described(path: Path) -> _Model:
    """Raises OSError, ValueError, KeyError, TypeError, AttributeError for a bad description."""
    raw = path.with_name(path.name + ".json").read_bytes()
    facts: dict[str, Any] = json.loads(raw)
    kind = facts.get("phoneme_type", "espeak")
    if kind not in ("espeak", "text"):
        raise ValueError(f"phonemes of kind {kind!r} can't be made here")
    numbers = {
        str(sign): tuple(int(number) for number in listed)
        for sign, listed in facts["phoneme_id_map"].items()
    }
    if not {BEGIN, PAD, END} <= numbers.keys():
        raise ValueError("phoneme_id_map lacks ^, _ or $")
    sample_rate = int(facts["audio"]["sample_rate"])
    if not 8_000 <= sample_rate <= 48_000:
        raise ValueError(f"sound of {sample_rate} Hz can't be made into MP3")
    scales = facts.get("inference", {})
    digest = sha256(raw + f"{path.name} {path.stat().st_size}".encode()).hexdigest()
    return _Model(
        path=path,
        language=LANGUAGES[str(facts["espeak"]["voice"]).split("-")[0]],
        sample_rate=sample_rate,
        numbers=numbers,
        by_letters=kind == "text",
        scales=(
            float(scales.get("noise_scale", 0.667)),
            float(scales.get("length_scale", 1.0)),
            float(scales.get("noise_w", 0.8)),
        ),
        speaker=0 if int(facts.get("num_speakers", 1)) > 1 else None,
        digest=digest,
    )
