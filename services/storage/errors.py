"""Turns what a database says when it cannot keep anything into two plain exceptions."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy.exc import DBAPIError
from sqlalchemy.exc import TimeoutError as PoolTimeout


class StorageUnavailable(Exception):
    """The records cannot be reached or written just now; nothing of this attempt was kept."""


class StorageFull(StorageUnavailable):
    """There is no room left on the disk; nothing of this attempt was kept."""


class Conflict(Exception):
    """Another transaction kept the same thing a moment before; look again."""


_SQLITE_AWAY = frozenset(
    {
        sqlite3.SQLITE_BUSY,
        sqlite3.SQLITE_LOCKED,
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_IOERR,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PROTOCOL,
    }
)
# PostgreSQL error codes, appendix A: 53100 is disk_full; the classes below say that the
# server is out of resources, shutting down, broken, or that the connection is gone.
_POSTGRES_FULL = "53100"
_POSTGRES_AWAY = ("08", "53", "57", "58", "55P03", "40")


def _is_full(original: object) -> bool:
    if isinstance(original, sqlite3.Error):
        return _sqlite_code(original) == sqlite3.SQLITE_FULL
    return getattr(original, "sqlstate", None) == _POSTGRES_FULL


def _is_away(original: object) -> bool:
    if isinstance(original, sqlite3.Error):
        return _sqlite_code(original) in _SQLITE_AWAY
    state = getattr(original, "sqlstate", None)
    if state is not None:
        return str(state).startswith(_POSTGRES_AWAY)
    # psycopg gives no state when the server could not be reached at all.
    return type(original).__name__ == "OperationalError"


def _sqlite_code(error: sqlite3.Error) -> int:
    # The low byte is the primary code; sqlite.org/rescode.html, "Extended Result Codes".
    return getattr(error, "sqlite_errorcode", 0) & 0xFF


def plain_error(error: BaseException) -> StorageUnavailable | None:
    """Return what a resident can be told of an error, or None if it says something else."""
    if isinstance(error, PoolTimeout):
        return StorageUnavailable("no free connection")
    original = error.orig if isinstance(error, DBAPIError) else error
    if _is_full(original):
        return StorageFull("the disk is full")
    if _is_away(original):
        return StorageUnavailable("the database cannot be reached")
    return None


@contextmanager
def plain_errors() -> Iterator[None]:
    """Raise StorageFull or StorageUnavailable for a failing disk or server; pass the rest on."""
    try:
        yield
    except Exception as error:
        plain = plain_error(error)
        if plain is not None:
            raise plain from error
        raise
