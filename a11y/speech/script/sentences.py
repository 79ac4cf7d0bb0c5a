"""Text → sentences short enough to follow by ear and to start speaking soon."""

from __future__ import annotations

import re

# A sentence longer than this is cut at a comma: about 12 s of Chinese, 11 s of English speech.
LONGEST = {"zh": 60, "en": 160}
_ENDS = re.compile(r"[^。！？；!?\n]*[。！？；!?\n]+[”’」』）)]*|[^。！？；!?\n]+")
_ENGLISH_ENDS = re.compile(r"(?<=[.!?;])[\"')]*\s+(?=[A-Z\"'(¥0-9])|\n+")
# Not inside 1,000 or 8:30.
_COMMAS = re.compile(r"(?<=[，：])|(?<=[,:])(?=\s)|(?<=\D、)")
# Where a clause without commas may be cut: after a bracket or between words, never in a number, a
# date or a word of letters, or between a number and its unit.
_SEAMS = re.compile(
    r"(?<=[”’》）)])|(?<![\dA-Za-z])(?=\s(?!\d))|(?<=[\u4e00-\u9fff])(?=[\u4e00-\u9fff])"
)
_SPOKEN = re.compile(r"\w")


def split_sentences(text: str, language: str) -> list[str]:
    """Sentences of ``text`` in order; pieces with nothing to say are left out.

    ``language`` is a BCP 47 tag; English is split where a full stop is followed by a capital or a
    digit, everything else at Chinese sentence marks.
    """
    english = language.startswith("en")
    pieces = _ENGLISH_ENDS.split(text) if english else _ENDS.findall(text)
    limit = LONGEST["en" if english else "zh"]
    cut = [part.strip() for piece in pieces for part in _cut_long(piece.strip(), limit)]
    return [part for part in cut if _SPOKEN.search(part)]


def cut_soon(text: str, limit: int) -> list[str]:
    """The first clauses of a sentence, at most ``limit`` characters, and the rest of it.

    Cut only where a speaker takes breath, at a comma; a sentence without one stays whole.
    """
    if len(text) <= limit:
        return [text]
    ends = [0]
    for clause in _COMMAS.split(text):
        ends.append(ends[-1] + len(clause))
    place = max((end for end in ends[1:-1] if end <= limit), default=0) or ends[1]
    parts = [text[:place].strip(), text[place:].strip()]
    return parts if all(_SPOKEN.search(part) for part in parts) else [text]


def _cut_long(sentence: str, limit: int) -> list[str]:
    """Cuts at the last comma before the limit, or at the last seam where there is none."""
    parts, current = [], ""
    for clause in _COMMAS.split(sentence):
        while len(clause) > limit:
            # A seam is known by what stands on both its sides.
            found = (seam.start() for seam in _SEAMS.finditer(clause, 1, limit + 2))
            place = max((seam for seam in found if seam <= limit), default=limit)
            parts.append(current)
            current, clause = clause[:place], clause[place:]
        if current and len(current) + len(clause) > limit:
            parts.append(current)
            current = ""
        current += clause
    return [part.strip() for part in [*parts, current] if part.strip()]
