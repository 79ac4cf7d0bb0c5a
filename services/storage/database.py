"""Opens the records: one Database an app, one Work a transaction, on SQLite or PostgreSQL."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Any
from weakref import WeakSet

from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url
from sqlalchemy.exc import ArgumentError

from services.storage.base import metadata
from services.storage.crypto import Keyring
from services.storage.errors import plain_error, plain_errors
from services.storage.work import Work

BUSY_SECONDS = 10


class _Reading:
    """The context manager of Database.read(); a class because every page passes through it."""

    __slots__ = ("_conn", "_database")

    def __init__(self, database: "Database") -> None:
        self._database = database

    def __enter__(self) -> Work:
        try:
            self._conn = self._database.reader()
        except Exception as error:
            raise plain_error(error) or error from error
        return Work(self._conn, self._database.keys)

    def __exit__(
        self, _kind: object, error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._database.after_reading(self._conn, failed=error is not None)
        if error is not None and (plain := plain_error(error)) is not None:
            raise plain from error


class Database:
    """The records of one site."""

    def __init__(self, url: str, keys: Keyring) -> None:
        """Prepare (not yet open) a database: sqlite:///file or postgresql://…, else ValueError."""
        self.url = _parsed(url)
        self.keys = keys
        self.engine = _sqlite_engine(self.url) if self.is_sqlite else _postgres_engine(self.url)
        # SQLite's driver commits by itself already; there, only "begin" must be left out.
        option = {"reading": True} if self.is_sqlite else {"isolation_level": "AUTOCOMMIT"}
        self._reading = self.engine.execution_options(**option)
        self._kept = threading.local()
        self._readers: WeakSet[Connection] = WeakSet()

    @property
    def is_sqlite(self) -> bool:
        """Whether the records lie in an SQLite file."""
        return self.url.get_backend_name() == "sqlite"

    def read(self) -> _Reading:
        """Look at the records, in a with block that gives a Work.

        Each statement sees what is committed by then. Raises StorageUnavailable.
        """
        return _Reading(self)

    def reader(self) -> Connection:
        """Return a connection that changes nothing; on SQLite each thread keeps its own open.

        Taking one from the pool costs four times as much as the usual one-row statement.
        """
        conn: Connection | None = getattr(self._kept, "conn", None)
        if conn is None or conn.closed:
            conn = self._reading.connect()
            if self.is_sqlite:
                self._kept.conn = conn
                self._readers.add(conn)
        return conn

    def after_reading(self, conn: Connection, *, failed: bool) -> None:
        """Let go of a reader(): the next one must see what is committed by then."""
        if failed or not self.is_sqlite:
            conn.close()
        elif conn.in_transaction():
            conn.rollback()

    @contextmanager
    def write(self) -> Iterator[Work]:
        """Change the records in one transaction: kept at exit, undone on any exception.

        Not to be nested: on SQLite one writer at a time holds the file, and an inner write
        would wait for the outer one. Raises StorageFull, StorageUnavailable.
        """
        with plain_errors(), self.engine.begin() as conn:
            work = Work(conn, self.keys)
            yield work
            work.finish()

    def create_all(self) -> None:
        """Make every table that is not there yet."""
        load_tables()
        with plain_errors():
            metadata.create_all(self.engine)

    def dispose(self) -> None:
        """Close all connections."""
        for conn in list(self._readers):
            conn.close()
        self.engine.dispose()


def load_tables() -> None:
    """Import every module of this room that declares tables, so that metadata is complete."""
    import importlib
    import pkgutil

    from services import storage

    for module in pkgutil.iter_modules(storage.__path__):
        if module.name not in {"migrations"}:
            importlib.import_module(f"services.storage.{module.name}")


def _parsed(address: str) -> URL:
    try:
        url = make_url(address)
    except ArgumentError as error:
        raise ValueError("that is no address of a database") from error
    names = {"postgresql": "postgresql+psycopg", "postgres": "postgresql+psycopg"}
    url = url.set(drivername=names.get(url.drivername, url.drivername))
    if url.drivername not in ("sqlite", "postgresql+psycopg"):
        raise ValueError("the address of a database must begin with sqlite: or postgresql:")
    return url


def _sqlite_engine(url: URL) -> Engine:
    # Each thread keeps a connection for reading, so their number must not be bounded here.
    engine = create_engine(url, connect_args={"timeout": BUSY_SECONDS}, max_overflow=-1)

    @event.listens_for(engine, "connect")
    def set_up(raw: Any, _record: Any) -> None:
        # The driver must not open transactions by itself: it would begin them deferred,
        # and a deferred writer fails at once when another has written since its first read.
        raw.isolation_level = None
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON"):
            raw.execute(f"PRAGMA {pragma}")

    @event.listens_for(engine, "begin")
    def begin(conn: Connection) -> None:
        if not conn.get_execution_options().get("reading"):
            conn.exec_driver_sql("BEGIN IMMEDIATE")

    return engine


def _postgres_engine(url: URL) -> Engine:
    return create_engine(url, pool_pre_ping=True, pool_recycle=1800)
