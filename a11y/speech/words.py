"""Times of characters → times of words, so that a whole word lights up at once."""

from __future__ import annotations

import re
from collections.abc import Sequence

import rjieba

from a11y.speech.engines.port import Mark
from a11y.speech.pronunciation.normalise import normalise

# First character, one past the last, and the millisecond it begins to sound.
Word = tuple[int, int, int]
_ENGLISH = re.compile(r"[\w’']+(?:[.,:]\d+)*")
_SOUNDED = re.compile(r"\w")


def timed_words(text: str, language: str, marks: Sequence[Mark]) -> list[Word]:
    """Words of ``text`` in order with their times; none where there are no ``marks``.

    What is said as one (31.05 元, an account number) is one word.
    """
    starts: dict[int, int] = {}
    for mark in marks:
        starts[mark.char] = min(mark.start_ms, starts.get(mark.char, mark.start_ms))
    found: list[Word] = []
    for begin, end in word_spans(text, language) if marks else ():
        times = [starts[char] for char in range(begin, end) if char in starts]
        if times:
            found.append((begin, end, min(times)))
        elif found:
            found[-1] = (found[-1][0], end, found[-1][2])
    return found


def word_spans(text: str, language: str) -> list[tuple[int, int]]:
    """Where words with a sound begin and end; those that overlap a rewritten piece are joined."""
    joined: list[tuple[int, int]] = []
    together = [
        (piece.start, piece.end)
        for piece in normalise(text, language)
        if piece.end - piece.start > 1
    ]
    for begin, end in _cut(text, language):
        for start, stop in together:
            if begin < stop and start < end:
                begin, end = min(begin, start), max(end, stop)
        if joined and begin < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined


def _cut(text: str, language: str) -> list[tuple[int, int]]:
    if language.startswith("en"):
        return [match.span() for match in _ENGLISH.finditer(text)]
    cut = rjieba.tokenize(text)
    return [(begin, end) for word, begin, end in cut if _SOUNDED.search(word)]
