"""Why something was found, in words."""

from __future__ import annotations

from collections.abc import Iterable
from html import unescape

from services.catalogue import SOURCE, Entry
from services.finding.documents import QUESTION, short_name, spellings
from services.finding.query import Query
from services.finding.ranking import Fit
from services.finding.text import EXACT, SOUND, joined, name_pieces, one_wrong, sound
from services.storage.search_index import Document
from services.words import Words, words

# How a name fits, the best first.
_SAME, _ONE_WRONG, _SOUND, _PART, _LIKE_PART, _INITIALS = range(6)


def why_service(entry: Entry, fit: Fit, query: Query, language: str) -> Words:
    """Why a service fits, naming only what stands in the language of the page."""
    guide = entry.guide(language)
    if fit.part is not None:
        return _why_part(entry, fit.part, language)
    return _why_name(unescape(guide.name), guide.synonyms, fit, query, language)


def why_place(name: str, said: Iterable[str], fit: Fit, query: Query, language: str) -> Words:
    """Why a life event or a page of the site fits; what people call it is kept in Chinese."""
    if language != SOURCE:
        return _in_any_language(fit)
    shown = [each for each in said if not each.isascii() or each.isdigit()]
    return _why_name(name, shown, fit, query, language)


def _why_part(entry: Entry, part: Document, language: str) -> Words:
    guide = entry.guide(language)
    if part.kind == QUESTION and part.number <= len(guide.questions):
        asked = unescape(guide.questions[part.number - 1].ask)
        return words("常见问题：%(question)s", question=asked)
    return words("这件事的规定里说到了您写的词")


def _why_name(name: str, said: Iterable[str], fit: Fit, query: Query, language: str) -> Words:
    typed = fit.pieces - query.meant.keys()
    names = dict.fromkeys((name, short_name(name), *said))
    ways = [(_how(other, typed), other) for other in names]
    found = [(how, other) for how, other in ways if how is not None]
    if found:
        (how, _), other = min(found, key=lambda each: each[0])
        return _in_words(how, other, own=other in (name, short_name(name)))
    hints = [query.meant[piece] for piece in fit.pieces & query.meant.keys()]
    if hints and language == SOURCE:
        return words("您说的“%(said)s”，常常是指这件事", said=max(hints, key=len))
    return _in_any_language(fit)


def _in_any_language(fit: Fit) -> Words:
    return words("和您写的是同一件事") if fit.named else words("办事指南里说到了您写的词")


def _how(name: str, pieces: frozenset[str]) -> tuple[int, int] | None:
    """How a name fits, and how many of its signs do not; the less, the better."""
    shared = spellings(name) & pieces
    if not shared:
        return None
    whole = joined(name)
    if EXACT + whole in shared:
        return _SAME, 0
    if not shared.isdisjoint(one_wrong(whole)):
        return _ONE_WRONG, 1
    if SOUND + sound(whole) in shared:
        return _SOUND, 0
    parts = shared.intersection(name_pieces(name))
    if parts:
        return _PART, len(name) - max(map(len, parts))
    return (_LIKE_PART if any(piece[0] == SOUND for piece in shared) else _INITIALS), 0


def _in_words(how: int, name: str, *, own: bool) -> Words:
    if how == _SAME:
        return words("名字里有您写的词") if own else words("大家也叫它“%(name)s”", name=name)
    if how == _PART:
        part = words("大家叫它“%(name)s”，里面有您写的词", name=name)
        return words("名字里有您写的词") if own else part
    if how == _ONE_WRONG:
        return words("和“%(name)s”只差一个字", name=name)
    if how == _SOUND:
        return words("拼音和“%(name)s”一样", name=name)
    if how == _LIKE_PART:
        return words("拼音和“%(name)s”相近", name=name)
    return words("拼音的头一个字母和“%(name)s”一样", name=name)
