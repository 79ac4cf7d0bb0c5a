"""The voice that is always there: espeak-ng in a helper process, fed pinyin for Chinese."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from importlib.metadata import version

from a11y.speech.mp3 import encode_mp3
from a11y.speech.pronunciation.normalise import normalise
from a11y.speech.pronunciation.pronounce import spoken_syllables

from .helper import Helper, program
from .port import CannotSay, Mark, Speech, SpeechFailed

PROGRAM = "a11y.speech.engines.espeak_helper"
# Words a minute at 100 %: about 200 hanzi or 150 English words a minute, slow news reading.
NORMAL_SPEED = {"cmn-latn-pinyin": 160, "en": 150}
SLOWEST, FASTEST = 80, 450  # limits of the library
CHARACTER_S = 0.01  # of patience; the library needs a tenth of it, on a machine with time for it
# espeak-ng 1.52 spells jiong, qiong and xiong out in English; jong, qong and xong it can say.
_UNSPOKEN = re.compile(r"^([jqx])iong")


@dataclass(frozen=True)
class Utterance:
    """Voice and text the library gets, and for each of its characters the character on the page."""

    voice: str
    text: str
    offsets: tuple[int, ...]
    places: tuple[int, ...]

    def place(self, offset: int) -> int:
        """Character on the page for a character of ``text``."""
        index = bisect_right(self.offsets, offset) - 1
        return self.places[max(index, 0)]


class EspeakEngine:
    """espeak-ng 1.52 from the espeakng-loader package; MP3 by LAME."""

    name = "espeak"
    available = True

    def __init__(self, timeout: float = 10.0) -> None:
        self.helper = Helper(program(PROGRAM), timeout)
        self.release = f"espeak {version('espeakng-loader')} lame {version('lameenc')}"

    def fingerprint(self, text: str, language: str, rate: int) -> str:
        """Engine release, voice, speed, what it is given, and the text its marks point into."""
        said = utterance(text, language)
        speed = _speed(said.voice, rate)
        return "\n".join((self.release, said.voice, str(speed), said.text, text))

    def synthesise(self, text: str, language: str, rate: int) -> Speech:
        """Speaks ``text``. Raises CannotSay for a sentence of no sound, SpeechFailed."""
        said = utterance(text, language)
        if not any(char.isalnum() for char in said.text):
            raise CannotSay("nothing in this sentence can be said")
        speed = _speed(said.voice, rate)
        head, samples = self.helper.ask(
            {"voice": said.voice, "words_per_minute": speed, "text": said.text},
            self.helper.timeout + CHARACTER_S * len(said.text),
        )
        if not samples:
            raise SpeechFailed("the voice gave no sound")
        marks = tuple(Mark(said.place(offset), start) for offset, start in head["words"])
        duration = len(samples) // 2 * 1000 // head["rate"]
        return Speech(encode_mp3(samples, head["rate"]), marks, duration)

    def phonemes(self, text: str, language: str) -> str:
        """Phonemes the voice will say, in the library's own notation."""
        said = utterance(text, language)
        head, _ = self.helper.ask({"voice": said.voice, "text": said.text, "phonemes": True})
        return str(head["phonemes"])

    def close(self) -> None:
        """Ends the helper process."""
        self.helper.close()


def _speed(voice: str, rate: int) -> int:
    return max(SLOWEST, min(FASTEST, NORMAL_SPEED[voice] * rate // 100))


def utterance(text: str, language: str) -> Utterance:
    """What the library is given for ``text``: words in English, numbered pinyin in Chinese."""
    if language.startswith("en"):
        pieces = [(piece.spoken, piece.start) for piece in normalise(text, language)]
        return _assembled("en", pieces)
    pieces = [
        (syllable.reading if syllable.is_pause else " " + _writable(syllable.reading),
         syllable.position)
        for syllable in spoken_syllables(text, language)
    ]  # fmt: skip
    return _assembled("cmn-latn-pinyin", pieces)


def _assembled(voice: str, pieces: list[tuple[str, int]]) -> Utterance:
    text, offsets, places = "", [], []
    for spoken, place in pieces:
        offsets.append(len(text))
        places.append(place)
        text += spoken
    return Utterance(voice, text, tuple(offsets), tuple(places))


def _writable(reading: str) -> str:
    return _UNSPOKEN.sub(r"\1ong", reading)
