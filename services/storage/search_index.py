"""What can be found: documents in small pieces, kept for each version of the words searched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Protocol

from services.storage.database import Database

# Above this many documents a piece is too common to be looked for when there are rarer ones.
COMMON = 120
KEPT_DOCUMENTS = 2000
FIELDS = ("name", "alias", "question", "body")
# How much more a piece says in a name than in running text.
WEIGHTS = {"name": 8.0, "alias": 6.0, "question": 3.0, "body": 1.0}


@dataclass(frozen=True, eq=False)
class Document:
    """One thing to find: ``kind``, ``key`` and ``number`` say what it is; pieces hold no spaces.

    Documents that are given first are found first where nothing else decides.
    """

    kind: str
    key: str
    number: int
    name: tuple[str, ...] = ()
    alias: tuple[str, ...] = ()
    question: tuple[str, ...] = ()
    body: tuple[str, ...] = ()

    @cached_property
    def weights(self) -> dict[str, float]:
        """How much each piece says: that of the best field it stands in."""
        found: dict[str, float] = {}
        for field in reversed(FIELDS):
            found.update(dict.fromkeys(getattr(self, field), WEIGHTS[field]))
        return found


def read_document(kind: str, key: str, number: int, *fields: str) -> Document:
    """A document from its row; the fields are pieces with spaces between them."""
    name, alias, question, body = (tuple(field.split()) for field in fields)
    return Document(kind, key, int(number), name, alias, question, body)


class Shelf:
    """Documents by id that were read of late: reading one anew costs as much as finding it."""

    def __init__(self, fetch: Callable[[list[int]], Iterable[tuple[Any, ...]]]) -> None:
        """``fetch`` gives the rows of ids: the id, and what read_document takes."""
        self._fetch = fetch
        self._kept: dict[int, Document] = {}

    def documents(self, ids: Sequence[int]) -> list[Document]:
        """The documents with these ids, in this order."""
        kept = self._kept
        missing = [each for each in ids if each not in kept]
        if missing:
            if len(kept) > KEPT_DOCUMENTS:
                kept = {}
                missing = list(ids)
            kept = kept | {row[0]: read_document(*row[1:]) for row in self._fetch(missing)}
            # Put in place whole: another thread may be reading the one before.
            self._kept = kept
        return [kept[each] for each in ids]


class SearchIndex(Protocol):
    """An index of one version of the documents. Every method raises StorageUnavailable."""

    def size(self) -> int:
        """How many documents there are."""

    def known(self, pieces: Sequence[str]) -> dict[str, int]:
        """Those of the pieces that stand somewhere, each with the number of its documents."""

    def beginning(self, start: str, limit: int) -> list[str]:
        """Pieces that begin with ``start``."""

    def best(self, pieces: Sequence[str], limit: int) -> list[Document]:
        """Documents with any of the pieces, those first in which they say most."""

    def first(self, pieces: Sequence[str], limit: int) -> list[Document]:
        """Documents with all of the pieces, in the order in which they were given."""


Documents = Callable[[], Iterable[Document]]


def open_index(db: Database, folder: Path, version: str, documents: Documents) -> SearchIndex:
    """The index of this version, built now if nobody has; other versions are forgotten.

    ``version`` is made of letters and digits. An SQLite site keeps it as a file in ``folder``, a
    PostgreSQL site beside its records. Any number of processes may ask at once.
    """
    if db.is_sqlite:
        from services.storage.search_sqlite import open_sqlite

        return open_sqlite(folder, version, documents)
    from services.storage.search_postgresql import open_postgresql

    return open_postgresql(db, version, documents)


def retrieve(index: SearchIndex, known: dict[str, int], limit: int) -> list[Document]:
    """The documents worth comparing for these pieces (with their numbers), ``limit`` at most.

    The rarest pieces decide, as many as together stand in COMMON documents; what room they leave
    is for the first documents of the next one. Where even the rarest is common, documents with
    several of them go before the first of its documents.
    """
    if not known:
        return []
    rarest = sorted(known, key=lambda piece: (known[piece], piece))
    chosen: list[str] = []
    total = 0
    for piece in rarest:
        total += known[piece]
        if total > COMMON:
            break
        chosen.append(piece)
    common = rarest[len(chosen) :]
    found = index.best(chosen, limit) if chosen else index.first(common[:3], limit)
    if common and len(found) < limit:
        found = list(dict.fromkeys([*found, *index.first(common[:1], limit)]))
    return found[:limit]
