"""Text as written → text as said; each spoken piece keeps its place in the writing."""

from __future__ import annotations

from . import chinese, english
from .general import simplified
from .rules import Piece, apply


def normalise(text: str, language: str) -> list[Piece]:
    """Pieces in order; joined they are what is said. ``language`` is a BCP 47 tag."""
    if language.startswith("en"):
        return apply(english.RULES, text)
    # The rules know 报警, not 報警; a piece keeps its place, one character for one.
    return apply(chinese.RULES, simplified(text))


def spoken_text(text: str, language: str) -> str:
    """What is said for ``text``, as one string: 31.05 元 → 三十一元零五分."""
    return "".join(piece.spoken for piece in normalise(text, language))
