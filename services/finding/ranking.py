"""Which things fit a query best: pieces found in them, weighed by how rare they are."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, replace

from services.finding.documents import FACT, PAGE, QUESTION, SERVICE
from services.finding.query import BEGUN, SHORTEST_LETTERS, Query
from services.finding.sayings import sayings
from services.finding.text import EXACT, SOUND
from services.storage.search_index import WEIGHTS, Document, SearchIndex, retrieve

COMPARED = 32
# What a question or a fact of a service says for it, beside its own names.
OF_A_SERVICE = {QUESTION: 0.8, FACT: 0.5}
# Where a page about cards goes by the name of a card, most want the card.
OF_A_PAGE = 0.7
# What says less than this part of what the best says is not shown.
WORTH_SHOWING = 0.12
# A question that says this much beside the names of its service is led to.
WORTH_LEADING_TO = 0.4
BEGINNINGS = 12
MOST_STARTS = 12


@dataclass(frozen=True)
class Fit:
    """A thing that fits: by which pieces of its own, and by which of its questions or facts.

    ``named`` says that it fits by a name, whatever the language; ``order`` decides among equals.
    """

    kind: str
    key: str
    score: float
    order: int = 0
    pieces: frozenset[str] = frozenset()
    named: bool = False
    part: Document | None = None


@dataclass(frozen=True)
class _Scored:
    document: Document
    score: float
    pieces: frozenset[str]


def fitting(index: SearchIndex, query: Query) -> list[Fit]:
    """What fits, best first, one for each service, life event and page."""
    asked = query.right()
    known = index.known(list(asked)) if asked else {}
    if not any(piece.startswith(EXACT) for piece in known):
        more = query.nearly(known)
        for start in query.beginnings():
            more |= dict.fromkeys(index.beginning(start, BEGINNINGS), BEGUN)
        more = {piece: weight for piece, weight in more.items() if piece not in asked}
        known |= index.known(list(more)) if more else {}
        asked = asked | more
    return _ranked(_scored(index, asked, known))


def nearest(index: SearchIndex, query: Query) -> list[Fit]:
    """What shares at least the beginning of a word or one hanzi with the query, best first."""
    starts = [hanzi for part in query.hanzi for hanzi in part if hanzi not in sayings().idle]
    for word in query.letters:
        starts += [sign + word[:SHORTEST_LETTERS] for sign in ("", SOUND)]
    asked: dict[str, float] = {}
    for start in starts[:MOST_STARTS]:
        asked |= dict.fromkeys(index.beginning(start, BEGINNINGS), BEGUN)
    known = index.known(list(asked)) if asked else {}
    return [fit for fit in _ranked(_scored(index, asked, known)) if fit.pieces]


def _scored(index: SearchIndex, asked: Mapping[str, float], known: dict[str, int]) -> list[_Scored]:
    size = index.size()
    worth = {piece: asked[piece] * math.log(1 + size / known[piece]) for piece in known}
    found = []
    for document in retrieve(index, known, COMPARED):
        shared = frozenset(worth.keys() & document.weights.keys())
        score = sum(worth[piece] * document.weights[piece] for piece in shared)
        found.append(_Scored(document, score, shared))
    return found


def _ranked(found: list[_Scored]) -> list[Fit]:
    groups: dict[tuple[str, str], list[_Scored]] = {}
    for each in found:
        kind = SERVICE if each.document.kind in OF_A_SERVICE else each.document.kind
        groups.setdefault((kind, each.document.key), []).append(each)
    fits = [_fit(kind, key, group) for (kind, key), group in groups.items()]
    fits.sort(key=lambda fit: (-round(fit.score, 6), fit.order))
    return [fit for fit in fits if fit.score >= fits[0].score * WORTH_SHOWING]


def _fit(kind: str, key: str, group: list[_Scored]) -> Fit:
    """One thing from what was found of it: its names, and the best of its questions and facts."""
    parts = [each for each in group if each.document.kind in OF_A_SERVICE]
    best = max(parts, key=_worth_of_part, default=None)
    own = next((each for each in group if each.document.kind == kind), None)
    fit = _own(kind, key, own) if own else Fit(kind, key, 0.0)
    if best is None:
        return fit
    told = _worth_of_part(best)
    part = best.document if told > fit.score * WORTH_LEADING_TO else None
    return replace(fit, score=fit.score + told, part=part)


def _own(kind: str, key: str, own: _Scored) -> Fit:
    named = any(own.document.weights[piece] >= WEIGHTS["alias"] for piece in own.pieces)
    score = own.score * (OF_A_PAGE if kind == PAGE else 1)
    return Fit(kind, key, score, own.document.number, own.pieces, named)


def _worth_of_part(part: _Scored) -> float:
    return part.score * OF_A_SERVICE[part.document.kind]
