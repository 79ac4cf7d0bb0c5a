"""Text as written → text as said; each spoken piece keeps its place in the writing."""

from __future__ import annotations

from . import chinese, english
from .rules import Piece, apply


def normalise(text: str, language: str) -> list[Piece]:
    """Pieces in order; joined they are what is said. ``language`` is a BCP 47 tag."""
    return apply(english.RULES if language.startswith("en") else chinese.RULES, text)


def spoken_text(text: str, language: str) -> str:
    """What is said for ``text``, as one string: 31.05 元 → 三十一元零五分."""
    return "".join(piece.spoken for piece in normalise(text, language))
