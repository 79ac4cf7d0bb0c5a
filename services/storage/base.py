"""The one MetaData and the kinds of column that every table is made of."""

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    DateTime,
    Dialect,
    Integer,
    LargeBinary,
    MetaData,
    Table,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.types import TypeDecorator

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_N_label)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC moment; SQLite, which knows no time zones, keeps it naive."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Take an aware datetime to UTC; raises ValueError for a naive one."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("times are kept as aware UTC datetimes")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Give the kept moment back as an aware UTC datetime."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def id_column() -> Column[int]:
    """An integer primary key named id, numbered by the database."""
    kind = BigInteger().with_variant(Integer(), "sqlite")
    return Column("id", kind, primary_key=True, autoincrement=True)


def utc_column(name: str, **more: Any) -> Column[datetime]:
    """A moment in UTC; takes the keyword arguments of Column (nullable is False if not given)."""
    more.setdefault("nullable", False)
    return Column(name, UtcDateTime(), **more)


def private_column(name: str, **more: Any) -> Column[bytes]:
    """Text sealed by Keyring.seal(text, "table.column"); key rotation re-seals it.

    Takes the keyword arguments of Column (nullable is False if not given).
    """
    more.setdefault("nullable", False)
    return Column(name, LargeBinary(), info={"private": True}, **more)


def fingerprint_column(
    name: str, kind: str | None = None, of: str | None = None, **more: Any
) -> Column[bytes]:
    """A look-up value made by Keyring.fingerprint(kind, text).

    `of` names the private column of the same row that holds the text, so that key rotation
    can make the fingerprint anew; leave it out only for rows that live shorter than the time
    between two rotations. Takes the keyword arguments of Column (nullable is False if not given).
    """
    more.setdefault("nullable", False)
    return Column(name, LargeBinary(32), info={"fingerprint": (kind, of)}, **more)


def insert_into(conn: Connection, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Return an insert that knows the on_conflict_… clauses of the connection's database."""
    return sqlite.insert(table) if conn.dialect.name == "sqlite" else postgresql.insert(table)


def put(
    conn: Connection,
    table: Table,
    key: Mapping[str, Any],
    values: Mapping[str, Any],
    at_first: Mapping[str, Any] | None = None,
) -> None:
    """Insert a row, or change the one that has this unique key, in one statement.

    `at_first` is set only when the row is new. Two tabs doing the same at once both succeed.
    """
    conn.execute(
        insert_into(conn, table)
        .values(**key, **values, **(at_first or {}))
        .on_conflict_do_update(index_elements=list(key), set_=dict(values))
    )
