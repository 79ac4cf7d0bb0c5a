"""python -m tools.readings: judge the readings of the gold sentences, printed by `make check`."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from a11y.speech.engines.espeak import EspeakEngine
from a11y.speech.engines.kokoro_sounds import signs_of
from a11y.speech.pronunciation.pronounce import pinyin, spoken_syllables

GOLD = Path(__file__).parent.parent / "tests" / "gold" / "readings.tsv"
LEAST = 0.99  # share of sentences that must be read right in every syllable
_OTHER_LANGUAGE = re.compile(r"\([a-z]{2,3}\)")  # espeak marks what it reads as another language so


@dataclass(frozen=True)
class Row:
    """A gold sentence; ``spoken`` is empty where the changed tones are not judged."""

    group: str
    sentence: str
    dictionary: str
    spoken: str

    @property
    def language(self) -> str:
        """BCP 47 tag the sentence is read in."""
        return "zh-Hant" if self.group == "traditional" else "zh-Hans"

    @property
    def is_sentence(self) -> bool:
        """Whether it says something; else it is a list of words."""
        return not self.group.startswith("words in a row")


def gold() -> Iterator[Row]:
    """The gold sentences in order."""
    group = ""
    for line in GOLD.read_text("utf-8").splitlines():
        if line.startswith("# == "):
            group = line.removeprefix("# == ")
        elif line and not line.startswith("#"):
            sentence, dictionary, *spoken = line.split("\t")
            yield Row(group, sentence, dictionary, *spoken or [""])


def wrong(row: Row) -> str | None:
    """What differs from the expectation, or None when every syllable is right."""
    said = pinyin(row.sentence, row.language)
    if said != row.dictionary:
        return f"{row.sentence}: {_difference(row.dictionary, said)}"
    changed = _spoken(row)
    if row.spoken and changed != row.spoken:
        return f"{row.sentence} (changed tones): {_difference(row.spoken, changed)}"
    return None


def unspeakable(rows: list[Row]) -> list[str]:
    """Sentences or syllables some engine has no Mandarin sound for."""
    espeak = EspeakEngine()
    try:
        found = [
            row.sentence
            for row in rows
            if _OTHER_LANGUAGE.search(espeak.phonemes(row.sentence, row.language))
        ]
    finally:
        espeak.close()
    syllables = {part for row in rows for part in _spoken(row).split()}
    return found + sorted(part for part in syllables if not signs_of(part))


def main() -> int:
    """Prints the share read right and what is wrong; exit status 1 under the least share."""
    rows = list(gold())
    faults = [fault for row in rows if (fault := wrong(row))]
    mute = unspeakable(rows)
    right = len(rows) - len(faults)
    for line in (*faults, *(f"{part}: no Mandarin sound" for part in mute)):
        print(line)
    print(f"readings: {right} of {len(rows)} right, {right / len(rows):.1%}")
    return 1 if mute or right < LEAST * len(rows) else 0


def _spoken(row: Row) -> str:
    read = spoken_syllables(row.sentence, row.language)
    return " ".join(part.reading for part in read if not part.is_pause)


def _difference(expected: str, said: str) -> str:
    pairs = list(zip(expected.split(), said.split(), strict=False))
    if len(expected.split()) != len(said.split()):
        return f"expected {expected}, is {said}"
    return ", ".join(f"{want} is {got}" for want, got in pairs if want != got)


if __name__ == "__main__":
    sys.exit(main())
