"""The search index in PostgreSQL (tsvector and GIN), beside the records it does not belong to."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Connection

from services.storage.database import Database
from services.storage.search_index import COMMON, Document, Documents, Shelf

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
CREATE INDEX IF NOT EXISTS ix_search_documents_pieces ON search_documents
    USING gin (pieces) WITH (fastupdate = off);
CREATE TABLE IF NOT EXISTS search_pieces (
    version text NOT NULL REFERENCES search_versions ON DELETE CASCADE,
    piece text COLLATE "C" NOT NULL, documents integer NOT NULL, PRIMARY KEY (version, piece));
"""
# In no order: sorting by id lets the planner read every document; they lie in that order anyway,
# and to weigh them here is cheaper than to unpack their vectors there.
_FIND = "SELECT id FROM search_documents WHERE version = %s AND pieces @@ %s::tsquery LIMIT %s"


class PostgresIndex:
    """The rows of one version, which nobody changes any more."""

    def __init__(self, db: Database, version: str) -> None:
        self._db = db
        self._version = version
        self._shelf = Shelf(self._fetch)

    def size(self) -> int:
        """How many documents there are."""
        return self._size

    @cached_property
    def _size(self) -> int:
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
        found = self._matching(" | ".join(f"'{piece}'" for piece in pieces), COMMON)
        found.sort(key=lambda each: -sum(each.weights.get(piece, 0) for piece in pieces))
        return found[:limit]

    def first(self, pieces: Sequence[str], limit: int) -> list[Document]:
        """Documents with all of the pieces, in the order in which they were given."""
        return self._matching(" & ".join(f"'{piece}'" for piece in pieces), limit)

    def _matching(self, asked: str, limit: int) -> list[Document]:
        rows = self._rows(_FIND, self._version, asked, limit)
        return self._shelf.documents(sorted(row[0] for row in rows))

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
    _copy(conn, "search_documents", _rows(version, documents))
    _copy(conn, "search_pieces", ((version, piece, number) for piece, number in numbers.items()))
    conn.exec_driver_sql("ANALYZE search_documents, search_pieces")


def _copy(conn: Connection, table: str, rows: Iterable[tuple[Any, ...]]) -> None:
    raw = conn.connection.driver_connection
    assert raw is not None  # a connection in a transaction has one
    with raw.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _rows(version: str, documents: Iterable[Document]) -> Iterable[tuple[Any, ...]]:
    for at, each in enumerate(documents, start=1):
        fields = (each.name, each.alias, each.question, each.body)
        vector = " ".join(f"'{piece}'" for piece in each.weights)
        yield (version, at, each.kind, each.key, each.number, *map(" ".join, fields), vector)


def _forget_others(conn: Connection) -> None:
    # The one before may still be served by a process that has not been started anew.
    conn.exec_driver_sql(
        """DELETE FROM search_versions WHERE version NOT IN
        (SELECT version FROM search_versions ORDER BY built DESC LIMIT 2)"""
    )
