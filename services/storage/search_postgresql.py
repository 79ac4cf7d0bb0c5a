"""The search index in PostgreSQL (tsvector and GIN), beside the records it does not belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import Connection

from services.storage.database import Database
from services.storage.search_index import WEIGHTS, Document, Documents, Shelf

# Made anew from the guides at any time, so no part of the records' migrations. Pieces are compared
# sign by sign, whatever language the database speaks.
_TABLES = """
CREATE TABLE IF NOT EXISTS search_versions (
    version text PRIMARY KEY, size integer NOT NULL, built timestamptz NOT NULL DEFAULT now());
CREATE TABLE IF NOT EXISTS search_documents (
    version text NOT NULL REFERENCES search_versions ON DELETE CASCADE, id integer NOT NULL,
    kind text NOT NULL, key text NOT NULL, number integer NOT NULL, name text NOT NULL,
    alias text NOT NULL, question text NOT NULL, body text NOT NULL, pieces tsvector NOT NULL,
    PRIMARY KEY (version, id));
CREATE INDEX IF NOT EXISTS ix_search_documents_pieces ON search_documents USING gin (pieces);
CREATE TABLE IF NOT EXISTS search_pieces (
    version text NOT NULL REFERENCES search_versions ON DELETE CASCADE,
    piece text COLLATE "C" NOT NULL, documents integer NOT NULL, PRIMARY KEY (version, piece));
"""
_LETTERS = dict(zip(WEIGHTS.values(), "ABCD", strict=True))
_RANK = ", ".join(str(weight / 8) for weight in reversed(WEIGHTS.values()))
_FIND = """
SELECT id FROM search_documents WHERE version = %s AND pieces @@ %s::tsquery
ORDER BY {order} LIMIT %s"""
_BEST = _FIND.format(order=f"ts_rank('{{{_RANK}}}', pieces, %s::tsquery) DESC, id")
_FIRST = _FIND.format(order="id")


class PostgresIndex:
    """The rows of one version, which nobody changes any more."""

    def __init__(self, db: Database, version: str) -> None:
        self._db = db
        self._version = version
        self._shelf = Shelf(self._fetch)

    def size(self) -> int:
        """How many documents there are."""
        found = self._rows("SELECT size FROM search_versions WHERE version = %s", self._version)
        return int(found[0][0]) if found else 0

    def known(self, pieces: Sequence[str]) -> dict[str, int]:
        """Those of the pieces that stand somewhere, each with the number of its documents."""
        query = "SELECT piece, documents FROM search_pieces WHERE version = %s AND piece = ANY(%s)"
        return dict(self._rows(query, self._version, list(pieces)))

    def beginning(self, start: str, limit: int) -> list[str]:
        """Pieces that begin with ``start``."""
        query = """SELECT piece FROM search_pieces WHERE version = %s AND piece >= %s AND piece < %s
            ORDER BY piece LIMIT %s"""
        found = self._rows(query, self._version, start, start + "\U0010ffff", limit)
        return [row[0] for row in found]

    def best(self, pieces: Sequence[str], limit: int) -> list[Document]:
        """Documents with any of the pieces, those first in which they say most."""
        asked = " | ".join(f"'{piece}'" for piece in pieces)
        rows = self._rows(_BEST, self._version, asked, asked, limit)
        return self._shelf.documents([row[0] for row in rows])

    def first(self, pieces: Sequence[str], limit: int) -> list[Document]:
        """Documents with all of the pieces, in the order in which they were given."""
        asked = " & ".join(f"'{piece}'" for piece in pieces)
        rows = self._rows(_FIRST, self._version, asked, limit)
        return self._shelf.documents([row[0] for row in rows])

    def _fetch(self, ids: list[int]) -> list[tuple[Any, ...]]:
        query = """SELECT id, kind, key, number, name, alias, question, body FROM search_documents
            WHERE version = %s AND id = ANY(%s)"""
        return self._rows(query, self._version, ids)

    def _rows(self, query: str, *values: Any) -> list[tuple[Any, ...]]:
        with self._db.read() as work:
            return [tuple(row) for row in work.conn.exec_driver_sql(query, values)]


def open_postgresql(db: Database, version: str, documents: Documents) -> PostgresIndex:
    """The index of this version in ``db``, built now if it is not there."""
    with db.read() as work:
        there = work.conn.exec_driver_sql("SELECT to_regclass('search_versions')").scalar_one()
        if there and _is_built(work.conn, version):
            return PostgresIndex(db, version)
    with db.write() as work:
        # One builds, whoever else starts just now waits for it.
        work.conn.exec_driver_sql("SELECT pg_advisory_xact_lock(hashtext('search'))")
        work.conn.exec_driver_sql(_TABLES)
        if not _is_built(work.conn, version):
            _fill(work.conn, version, list(documents()))
            _forget_others(work.conn)
    return PostgresIndex(db, version)


def _is_built(conn: Connection, version: str) -> bool:
    query = "SELECT 1 FROM search_versions WHERE version = %s"
    return conn.exec_driver_sql(query, (version,)).first() is not None


def _fill(conn: Connection, version: str, documents: list[Document]) -> None:
    conn.exec_driver_sql(
        "INSERT INTO search_versions (version, size) VALUES (%s, %s)", (version, len(documents))
    )
    numbers: Counter[str] = Counter()
    for each in documents:
        numbers.update(each.weights.keys())
    conn.exec_driver_sql(
        "INSERT INTO search_documents VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s::tsvector)",
        list(_rows(version, documents)),
    )
    conn.exec_driver_sql(
        "INSERT INTO search_pieces VALUES (%s, %s, %s)",
        [(version, piece, number) for piece, number in numbers.items()],
    )


def _rows(version: str, documents: Iterable[Document]) -> Iterable[tuple[Any, ...]]:
    for at, each in enumerate(documents, start=1):
        fields = (each.name, each.alias, each.question, each.body)
        # A lexeme's weight hangs on a position; where it stands is of no use here.
        vector = " ".join(f"'{p}':1{_LETTERS[weight]}" for p, weight in each.weights.items())
        yield (version, at, each.kind, each.key, each.number, *map(" ".join, fields), vector)


def _forget_others(conn: Connection) -> None:
    # The one before may still be served by a process that has not been started anew.
    conn.exec_driver_sql(
        """DELETE FROM search_versions WHERE version NOT IN
        (SELECT version FROM search_versions ORDER BY built DESC LIMIT 2)"""
    )
