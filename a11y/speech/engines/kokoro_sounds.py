"""Syllables → the signs Kokoro-82M was taught Mandarin with: IPA, tone arrow after the vowel."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace

from a11y.speech.pronunciation.tones import Syllable

# Signs used here and their numbers in the model (vocabulary of Kokoro-82M v1.0).
NUMBERS = {
    ",": 3, ".": 4, " ": 16, "ʦ": 20, "ʨ": 21, "ꭧ": 23, "a": 43, "e": 47, "f": 48, "i": 51,
    "j": 52, "k": 53, "l": 54, "m": 55, "n": 56, "o": 57, "p": 58, "s": 61, "t": 62, "u": 63,
    "w": 65, "x": 66, "y": 67, "ɔ": 76, "ɕ": 77, "ə": 83, "ɚ": 85, "ɛ": 86, "ɥ": 99, "ɨ": 101,
    "ŋ": 112, "ɻ": 126, "ʂ": 130, "ʊ": 135, "ɤ": 140, "ʰ": 162, "↓": 169, "→": 171, "↗": 172,
    "↘": 173,
}  # fmt: skip
LONGEST = 510  # signs the model takes at a time
TONES = {"1": "→", "2": "↗", "3": "↓", "4": "↘"}
INITIALS = {
    "b": "p", "p": "pʰ", "m": "m", "f": "f", "d": "t", "t": "tʰ", "n": "n", "l": "l",
    "g": "k", "k": "kʰ", "h": "x", "j": "ʨ", "q": "ʨʰ", "x": "ɕ",
    "zh": "ꭧ", "ch": "ꭧʰ", "sh": "ʂ", "r": "ɻ", "z": "ʦ", "c": "ʦʰ", "s": "s", "": "",
}  # fmt: skip
# By the vowel chart of Hanyu Pinyin; ``0`` is where the tone stands.
FINALS = {
    "a": "a0", "o": "ɔ0", "e": "ɤ0", "ê": "ɛ0", "ai": "ai0", "ei": "ei0", "ao": "au0",
    "ou": "ou0", "an": "a0n", "en": "ə0n", "ang": "a0ŋ", "eng": "ə0ŋ", "ong": "ʊ0ŋ", "er": "ɚ0",
    "i": "i0", "ia": "ja0", "io": "jɔ0", "ie": "je0", "iai": "jai0", "iao": "jau0", "iu": "jou0",
    "ian": "jɛ0n", "in": "i0n", "iang": "ja0ŋ", "ing": "i0ŋ", "iong": "jʊ0ŋ",
    "u": "u0", "ua": "wa0", "uo": "wo0", "uai": "wai0", "ui": "wei0", "uan": "wa0n",
    "un": "wə0n", "uang": "wa0ŋ", "ueng": "wə0ŋ",
    "v": "y0", "ve": "ɥe0", "van": "ɥɛ0n", "vn": "y0n",
    "-i": "ɨ0", "m": "m0", "n": "n0", "ng": "ŋ0",
}  # fmt: skip
_SYLLABLE = re.compile(r"(zh|ch|sh|n(?!g)|[bpmfdtlgkhjqxrzcs]?)([a-zê]+?)([1-5]?)$")
# Spelling rules of Hanyu Pinyin: y and w stand before a final without an initial.
_ZERO = {
    "yi": "i", "ya": "ia", "yo": "io", "ye": "ie", "yai": "iai", "yao": "iao", "you": "iu",
    "yan": "ian", "yin": "in", "yang": "iang", "ying": "ing", "yong": "iong",
    "wu": "u", "wa": "ua", "wo": "uo", "wai": "uai", "wei": "ui", "wan": "uan", "wen": "un",
    "wang": "uang", "weng": "ueng", "wong": "ong",
    "yu": "v", "yue": "ve", "yuan": "van", "yun": "vn",
}  # fmt: skip


@dataclass(frozen=True)
class Sound:
    """Signs of a syllable or of a pause, and the character on the page they belong to."""

    signs: str
    position: int
    is_pause: bool


def signs_of(reading: str) -> str:
    """Signs of one syllable in numbered pinyin (``zhong1``); empty for what is no syllable."""
    found = _SYLLABLE.match(reading.replace("ü", "v"))
    if found is None:
        return ""
    initial, final, tone = found.groups()
    final = _final(initial, final)
    if final not in FINALS:
        return ""
    return INITIALS[initial] + FINALS[final].replace("0", TONES.get(tone, ""))


def _final(initial: str, written: str) -> str:
    """The final that is spoken for the one that is written."""
    if initial in ("j", "q", "x") and written[0] == "u":
        return "v" + written[1:]
    if initial in ("n", "l") and written == "ue":
        return "ve"
    if initial in ("z", "c", "s", "zh", "ch", "sh", "r") and written == "i":
        return "-i"
    if initial in ("b", "p", "m", "f") and written == "o":
        return "uo"
    return written if initial else _ZERO.get(written, written)


def sounds(syllables: Iterable[Syllable]) -> list[Sound]:
    """What is said, in order; a space ends a word, ``,`` or ``.`` is a pause.

    Only the first of several pauses in a row counts, and none before the first sound. What does
    not end in a pause gets one: the voice swallows the end of an open sentence.
    """
    said: list[Sound] = []
    for syllable in syllables:
        if not syllable.is_pause:
            if signs := signs_of(syllable.reading):
                said.append(Sound(signs + " " * syllable.ends_word, syllable.position, False))
        elif said and not said[-1].is_pause:
            # The space before it makes the pause long enough to be heard.
            sign = ". " if syllable.reading in ".?!" else ", "
            said.append(Sound(sign, syllable.position, True))
    if said and not said[-1].is_pause:
        last = said.pop()
        said += [replace(last, signs=last.signs.rstrip()), Sound(".", last.position, True)]
    return said


def portions(said: list[Sound], longest: int = LONGEST) -> list[list[Sound]]:
    """``said`` cut after pauses (a pauseless stretch anywhere) so that each part fits the model."""
    parts: list[list[Sound]] = [[]]
    for clause in _clauses(said, longest):
        if _length(parts[-1]) + _length(clause) > longest:
            parts.append([])
        parts[-1] += clause
    return [part for part in parts if any(not sound.is_pause for sound in part)]


def _clauses(said: list[Sound], longest: int) -> Iterable[list[Sound]]:
    clause: list[Sound] = []
    for sound in said:
        if clause and _length(clause) + len(sound.signs) > longest:
            yield clause
            clause = []
        clause.append(sound)
        if sound.is_pause:
            yield clause
            clause = []
    yield clause


def _length(part: list[Sound]) -> int:
    return sum(len(sound.signs) for sound in part)
