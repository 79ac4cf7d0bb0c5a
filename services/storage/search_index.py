"""What can be found: documents in small pieces, kept for each version of the words searched."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Protocol

from services.storage.database import Database

# Above this many documents a piece is too common to be looked for when there are rarer ones.
COMMON = 400
FIELDS = ("name", "alias", "question", "body")
# How much more a piece says in a name than in running text.
WEIGHTS = {"name": 8.0, "alias": 6.0, "question": 3.0, "body": 1.0}


@dataclass(frozen=True)
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


@lru_cache(maxsize=2048)
def read_document(kind: str, key: str, number: int, *fields: str) -> Document:
    """A document from its row; the fields are pieces with spaces between them."""
    name, alias, question, body = (tuple(field.split()) for field in fields)
    return Document(kind, key, int(number), name, alias, question, body)


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

    The rarest pieces decide, as many as together stand in COMMON documents. Where even the rarest
    is common, documents with all of them go before the first of its documents.
    """
    if not known:
        return []
    rarest = sorted(known, key=lambda piece: known[piece])
    chosen, total = rarest[:1], known[rarest[0]]
    for piece in rarest[1:]:
        total += known[piece]
        if total > COMMON:
            break
        chosen.append(piece)
    if known[rarest[0]] <= COMMON:
        return index.best(chosen, limit)
    return index.first(rarest[:3], limit) or index.first(chosen, limit)
