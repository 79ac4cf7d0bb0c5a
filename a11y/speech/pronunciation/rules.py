"""Rewriting rules: the first that fits at a place wins, and each piece knows its origin."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

# Digits, Latin letters and full stops of full width sound like their plain forms; lengths agree.
_WIDE = {code: code - 0xFEE0 for code in (*range(0xFF10, 0xFF1A), *range(0xFF21, 0xFF5B))} | {
    0xFF05: ord("%"),
    0xFF0E: ord("."),
    0xFFE5: ord("¥"),
    0x00A0: ord(" "),
    0x202F: ord(" "),
    0x2212: ord("-"),
}


@dataclass(frozen=True)
class Rule:
    """``say`` gets a match of ``pattern`` and gives what is said, or None to let others try."""

    pattern: re.Pattern[str]
    say: Callable[[re.Match[str]], str | None]


@dataclass(frozen=True)
class Piece:
    """``spoken`` replaces the characters ``start`` to ``end`` of the text on the page."""

    spoken: str
    start: int
    end: int


def rule(pattern: str, say: Callable[[re.Match[str]], str | None]) -> Rule:
    """A rule from a pattern's source."""
    return Rule(re.compile(pattern), say)


def narrowed(text: str) -> str:
    """Full-width digits and letters as plain ones, character for character."""
    return text.translate(_WIDE)


def apply(rules: Sequence[Rule], text: str) -> list[Piece]:
    """``text`` cut into pieces: what a rule rewrote, and single characters it left alone."""
    text = narrowed(text)
    pieces: list[Piece] = []
    position = 0
    while position < len(text):
        piece = _first(rules, text, position) or Piece(text[position], position, position + 1)
        pieces.append(piece)
        position = piece.end
    return pieces


def _first(rules: Sequence[Rule], text: str, position: int) -> Piece | None:
    for candidate in rules:
        match = candidate.pattern.match(text, position)
        said = candidate.say(match) if match and match.end() > position else None
        if match and said is not None:
            return Piece(said, position, match.end())
    return None
