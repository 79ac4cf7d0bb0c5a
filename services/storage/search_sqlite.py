"""The search index in an SQLite file of its own (FTS5): written once, then only read."""

from __future__ import annotations

import os
import sqlite3
from collections import Counter
from collections.abc import Iterable, Sequence
from contextlib import closing
from pathlib import Path
from tempfile import mkstemp
from typing import Any

from services.storage.errors import StorageUnavailable, plain_errors
from services.storage.search_index import WEIGHTS, Document, Documents, Shelf

# Pieces come ready made; the signs in front of them are part of them.
_TABLES = """
CREATE VIRTUAL TABLE documents USING fts5(
    name, alias, question, body, kind UNINDEXED, key UNINDEXED, number UNINDEXED,
    tokenize = "unicode61 remove_diacritics 0 tokenchars '~^_='");
CREATE TABLE pieces (piece TEXT PRIMARY KEY, documents INTEGER NOT NULL) WITHOUT ROWID;
"""
_FIND = "SELECT rowid FROM documents WHERE documents MATCH ? ORDER BY {order} LIMIT ?"
# The smaller, the better; the weights stand in the order of the columns.
_BEST = _FIND.format(order=f"bm25(documents, {', '.join(map(str, WEIGHTS.values()))})")
_FIRST = _FIND.format(order="rowid")


class SqliteIndex:
    """One file, which nobody changes any more; SQLite lets threads share its connection."""

    def __init__(self, path: Path) -> None:
        with plain_errors():
            self._connection = sqlite3.connect(
                f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True, check_same_thread=False
            )
        self._shelf = Shelf(self._fetch)
        self._size = int(self._rows("SELECT max(rowid) FROM documents", ())[0][0] or 0)

    def size(self) -> int:
        """How many documents there are."""
        return self._size

    def known(self, pieces: Sequence[str]) -> dict[str, int]:
        """Those of the pieces that stand somewhere, each with the number of its documents."""
        places = ",".join("?" * len(pieces))
        query = f"SELECT piece, documents FROM pieces WHERE piece IN ({places})"  # noqa: S608
        return dict(self._rows(query, pieces))

    def beginning(self, start: str, limit: int) -> list[str]:
        """Pieces that begin with ``start``."""
        query = "SELECT piece FROM pieces WHERE piece >= ? AND piece < ? ORDER BY piece LIMIT ?"
        return [row[0] for row in self._rows(query, (start, start + "\U0010ffff", limit))]

    def best(self, pieces: Sequence[str], limit: int) -> list[Document]:
        """Documents with any of the pieces, those first in which they say most."""
        asked = " OR ".join(f'"{piece}"' for piece in pieces)
        return self._shelf.documents([row[0] for row in self._rows(_BEST, (asked, limit))])

    def first(self, pieces: Sequence[str], limit: int) -> list[Document]:
        """Documents with all of the pieces, in the order in which they were given."""
        asked = " AND ".join(f'"{piece}"' for piece in pieces)
        return self._shelf.documents([row[0] for row in self._rows(_FIRST, (asked, limit))])

    def _fetch(self, ids: list[int]) -> list[tuple[Any, ...]]:
        places = ",".join("?" * len(ids))
        columns = "rowid, kind, key, number, name, alias, question, body"
        return self._rows(f"SELECT {columns} FROM documents WHERE rowid IN ({places})", ids)  # noqa: S608

    def _rows(self, query: str, values: Sequence[str | int]) -> list[tuple[Any, ...]]:
        try:
            return self._connection.execute(query, values).fetchall()
        except sqlite3.Error as error:
            raise StorageUnavailable("the search index") from error


def open_sqlite(folder: Path, version: str, documents: Documents) -> SqliteIndex:
    """The index of this version in ``folder``, built now if it is not there."""
    path = folder / f"search-{version}.db"
    if not path.exists():
        with plain_errors():
            folder.mkdir(parents=True, exist_ok=True)
            _build(path, documents())
            _forget_others(path)
    return SqliteIndex(path)


def _build(path: Path, documents: Iterable[Document]) -> None:
    # Whole or not at all: of several processes that build at once, each moves a whole file here.
    handle, name = mkstemp(prefix="building-", dir=path.parent)
    os.close(handle)
    try:
        with closing(sqlite3.connect(name)) as connection:
            connection.executescript(f"PRAGMA journal_mode=OFF; {_TABLES}")
            _fill(connection, documents)
            connection.commit()
        Path(name).rename(path)
    finally:
        Path(name).unlink(missing_ok=True)


def _fill(connection: sqlite3.Connection, documents: Iterable[Document]) -> None:
    numbers: Counter[str] = Counter()
    for each in documents:
        numbers.update(each.weights.keys())
        fields = (each.name, each.alias, each.question, each.body)
        connection.execute(
            "INSERT INTO documents VALUES (?, ?, ?, ?, ?, ?, ?)",
            (*map(" ".join, fields), each.kind, each.key, each.number),
        )
    connection.executemany("INSERT INTO pieces VALUES (?, ?)", sorted(numbers.items()))


def _forget_others(path: Path) -> None:
    # A process that still serves another version has its file open, and keeps it so.
    for other in path.parent.glob("search-*.db"):
        if other != path:
            other.unlink(missing_ok=True)
