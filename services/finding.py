"""Finding a service by the words people use: everyday names, pinyin, initials, English."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from pypinyin import Style, lazy_pinyin

from services.catalogue import Catalogue, Entry

# Best first: the whole name, its beginning, a part of it, the name inside a longer sentence.
SAME, BEGINS, CONTAINS, INSIDE = range(4)
# Initials shorter than this fit half the catalogue.
SHORTEST_PINYIN = 2


def find(catalogue: Catalogue, query: str) -> tuple[Entry, ...]:
    """Services that fit ``query``, best first; among equals in catalogue order."""
    asked = normal(query)
    if not asked:
        return ()
    ranked = [(rank, entry) for entry in catalogue.entries if (rank := _rank(entry, asked)) >= 0]
    return tuple(entry for _, entry in sorted(ranked, key=lambda found: found[0]))


def normal(text: str) -> str:
    """Letters, digits and hanzi only, half-width and lower case."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(character for character in folded if character.isalnum())


def _rank(entry: Entry, asked: str) -> int:
    """How well a service fits: SAME to INSIDE, or -1 for not at all."""
    ranks = [_fit(name, asked) for name in names(entry)]
    return min((rank for rank in ranks if rank >= 0), default=-1)


def _fit(name: str, asked: str) -> int:
    if name == asked:
        return SAME
    if len(asked) < SHORTEST_PINYIN and asked.isascii():
        return -1
    if name.startswith(asked):
        return BEGINS
    if asked in name:
        return CONTAINS
    return INSIDE if len(name) >= SHORTEST_PINYIN and not name.isascii() and name in asked else -1


def names(entry: Entry) -> tuple[str, ...]:
    """Every name of a service, in every language, and how the Chinese ones are typed."""
    said = [name for guide in entry.guides.values() for name in (guide.name, *guide.synonyms)]
    return tuple(spelling for name in said for spelling in _spellings(str(name)))


@lru_cache(maxsize=4096)
def _spellings(name: str) -> tuple[str, ...]:
    plain = normal(name)
    if plain.isascii():
        return (plain,)
    initials = lazy_pinyin(plain, style=Style.FIRST_LETTER)
    return (plain, normal("".join(lazy_pinyin(plain))), normal("".join(initials)))
