"""The word of a reported sentence that a clerk looks at, and the readings it may have."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from a11y.speech.pronunciation import lexicon
from a11y.speech.words import word_spans
from services.readings import ReadingDesk, ReadingRefused, Spot
from services.words import Words, words


@dataclass(frozen=True)
class Chosen:
    """The characters ``start`` to ``end`` of the sentence, and how they may be said.

    ``options`` are numbered pinyin, the present reading first. ``trial`` is the reading to be
    heard, and ``turn`` how many decisions there were about the word then.
    """

    start: int
    end: int
    word: str
    options: tuple[str, ...]
    trial: str = ""
    turn: int = 0


@dataclass(frozen=True)
class Step:
    """A link to another choice of characters; ``label`` says which, or ``word`` is it."""

    start: int
    end: int
    word: str
    label: Words | None = None


def chosen_in(spot: Spot, typed: Mapping[str, list[str]]) -> Chosen | None:
    """The word asked for, else the reported one; None where no dictionary can help."""
    start, end = (_number(typed.get(name, [""])[0]) for name in ("from", "to"))
    if not 0 <= start < end <= len(spot.text):
        start, end = spot.start, spot.end
    word = spot.text[start:end]
    if not _correctable(spot, word):
        return None
    return Chosen(start, end, word, tuple(lexicon.alternatives(word)))


def reading_in(typed: Mapping[str, list[str]]) -> str:
    """The reading that was typed, else the one that was chosen."""
    return typed.get("own", [""])[0].strip() or typed.get("reading", [""])[0]


def tried(desk: ReadingDesk, chosen: Chosen, typed: Mapping[str, list[str]]) -> Chosen:
    """The same with the reading to be heard, if there is one that fits."""
    try:
        word, reading = desk.checked(chosen.word, reading_in(typed))
    except ReadingRefused:
        return chosen
    return replace(chosen, trial=reading, turn=desk.turn(word))


def words_in(spot: Spot) -> list[Step]:
    """The words of the sentence that can be corrected."""
    spans = word_spans(spot.text, spot.language)
    found = (Step(start, end, spot.text[start:end]) for start, end in spans)
    return [step for step in found if _correctable(spot, step.word)]


def steps_from(spot: Spot, chosen: Chosen) -> list[Step]:
    """One character more or less, at either end, but never a lone one."""
    start, end = chosen.start, chosen.end
    steps = (
        (start - 1, end, words("前面多选一个字")),
        (start, end + 1, words("后面多选一个字")),
        (start + 1, end, words("前面少选一个字")),
        (start, end - 1, words("后面少选一个字")),
    )
    return [
        Step(first, last, spot.text[first:last], label)
        for first, last, label in steps
        if 0 <= first < last - 1 < len(spot.text) and _correctable(spot, spot.text[first:last])
    ]


def _correctable(spot: Spot, word: str) -> bool:
    if spot.language.startswith("en"):
        return False
    return bool(lexicon.alternatives(word)) or (word.isascii() and word.isalpha())


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 6 else -1
