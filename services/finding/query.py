"""What was typed, read as pieces to look for, each with how much it says."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property

import rjieba

from services.finding.sayings import meat, sayings
from services.finding.text import (
    EXACT,
    INITIALS,
    LONGEST_NAME,
    SHORTEST_FORGIVEN,
    SOUND,
    joined,
    one_wrong,
    pairs,
    sound,
)
from services.finding.text import pieces as words_of

# Longer than any question worth reading; the rest is not searched.
LONGEST_QUERY = 80
MOST_PIECES = 160
# How much a piece says, beside the field that it is found in.
WHOLE, WORD, PAIR, HANZI, MEANT, ALIKE, BEGUN = 1.5, 1.0, 0.6, 0.3, 0.8, 0.7, 0.5
SHORTEST_LETTERS = 2
SHORTEST_BEGINNING = 3


@dataclass(frozen=True)
class Query:
    """A query as typed, at most LONGEST_QUERY signs of it."""

    typed: str

    @cached_property
    def _parts(self) -> list[str]:
        """Its stretches of hanzi, letters and digits, without fillers."""
        return meat(self.typed[:LONGEST_QUERY])

    @cached_property
    def hanzi(self) -> list[str]:
        """Its stretches of hanzi, without fillers."""
        return [part for part in self._parts if not part.isascii()]

    @cached_property
    def letters(self) -> list[str]:
        """Its words of letters, each and all together: pinyin is typed either way."""
        idle = sayings().idle
        typed = [part for part in self._parts if part.isascii() and part.isalpha()]
        typed = [part for part in typed if part not in idle]
        both = dict.fromkeys([*typed, "".join(typed)])
        return [word for word in both if len(word) >= SHORTEST_LETTERS]

    @cached_property
    def meant(self) -> dict[str, str]:
        """Words that it hints at without saying them, each with what was said for it."""
        said = joined(self.typed[:LONGEST_QUERY])
        hints = sayings().meant_by(said)
        return {word: hint for word, hint in hints.items() if word not in said}

    def right(self) -> dict[str, float]:
        """Pieces to look for where all is typed right."""
        idle = sayings().idle
        found = {EXACT + "".join(self._parts): WHOLE * 2} if self._parts else {}
        for part in self.hanzi:
            _add(found, {EXACT + name: WHOLE for name in _windows(part)})
            words = [word for word in rjieba.cut_for_search(part) if word not in idle]
            _add(found, {word: WORD if len(word) > 1 else HANZI for word in words})
            _add(found, {pair: PAIR for pair in pairs(part) if not set(pair) & idle})
        for word in self.letters:
            whole = (EXACT + word, EXACT + SOUND + word, SOUND + word, INITIALS + word)
            _add(found, dict.fromkeys(whole, WHOLE))
        typed = " ".join(part for part in self._parts if part.isascii() and part not in idle)
        _add(found, {word: WORD for word in words_of(typed) if len(word) > 1})
        _add(found, dict.fromkeys(self.meant, MEANT))
        return dict(list(found.items())[:MOST_PIECES])

    def nearly(self, known: Collection[str]) -> dict[str, float]:
        """Pieces to look for where something may be typed wrong; ``known`` is typed right."""
        found: dict[str, float] = {}
        for part in self.hanzi:
            for name in _windows(part):
                # Of a short stretch of something longer, what is left says little.
                weight = ALIKE if name == part or len(name) > SHORTEST_FORGIVEN else ALIKE / 2
                _add(found, dict.fromkeys(one_wrong(name), weight))
            words = {word for word in rjieba.cut_for_search(part) if len(word) > 1}
            words |= {pair for pair in pairs(part) if not set(pair) & sayings().idle}
            _add(found, {SOUND + sound(word): ALIKE / 2 for word in sorted(words - set(known))})
        for whole in dict.fromkeys([*self.hanzi, "".join(self._parts)]) if self.hanzi else ():
            if len(whole) > 1:
                _add(
                    found, dict.fromkeys((EXACT + SOUND + sound(whole), SOUND + sound(whole)), WORD)
                )
        return dict(list(found.items())[:MOST_PIECES])

    def beginnings(self) -> list[str]:
        """What known pieces may begin with, when a name was not typed to its end."""
        found = [word for word in self.letters if len(word) >= SHORTEST_BEGINNING]
        both = [sign + word for word in found for sign in ("", SOUND, INITIALS)]
        return both + [part for part in self.hanzi if len(part) == 1]


def _windows(hanzi: str) -> list[str]:
    """Every stretch that may be a name, the longest first."""
    longest = min(len(hanzi), LONGEST_NAME)
    return [
        hanzi[at : at + size]
        for size in range(longest, 1, -1)
        for at in range(len(hanzi) - size + 1)
    ]


def _add(found: dict[str, float], more: Mapping[str, float]) -> None:
    for piece, weight in more.items():
        found[piece] = max(weight, found.get(piece, 0))
