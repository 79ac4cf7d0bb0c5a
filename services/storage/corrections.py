"""Corrections of the dictionary of readings: each decision about a word, one after another."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Integer,
    Row,
    String,
    Table,
    UniqueConstraint,
    and_,
    func,
    insert,
    select,
)
from sqlalchemy.exc import IntegrityError

from services.storage.base import id_column, metadata, private_column, utc_column
from services.storage.crypto import Keyring
from services.storage.errors import Conflict

_corrections = Table(
    "reading_corrections",
    metadata,
    id_column(),
    Column("word", String(40), nullable=False),
    # 1, 2, 3 … for each word: of two clerks at once, only the first can keep the next one.
    Column("turn", Integer, nullable=False),
    # Numbered pinyin; empty where the word goes back to what the dictionary says.
    Column("reading", String(120), nullable=False),
    Column("report_id", BigInteger, nullable=True),
    utc_column("at"),
    private_column("decided_by"),
    UniqueConstraint("word", "turn"),
)
_BY = "reading_corrections.decided_by"


@dataclass(frozen=True)
class Correction:
    """The ``turn``-th decision about a word: its reading (numbered pinyin; empty: none of ours)."""

    word: str
    turn: int
    reading: str
    report_id: int | None
    at: datetime
    by: str


class CorrectionRecords:
    """The corrections table. A row is never changed and never deleted."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def add(self, correction: Correction) -> None:
        """Keep the next decision about a word. Raises Conflict if it has that turn already."""
        row = {
            "word": correction.word,
            "turn": correction.turn,
            "reading": correction.reading,
            "report_id": correction.report_id,
            "at": correction.at,
            "decided_by": self._keys.seal(correction.by, _BY),
        }
        try:
            self._conn.execute(insert(_corrections).values(row))
        except IntegrityError as error:
            raise Conflict("reading_corrections") from error

    def history(self, word: str) -> list[Correction]:
        """All decisions about a word, the newest first."""
        query = select(_corrections).where(_corrections.c.word == word)
        rows = self._conn.execute(query.order_by(_corrections.c.turn.desc()))
        return [self._correction(row) for row in rows]

    def of_report(self, report_id: int) -> Correction | None:
        """The newest decision that came of a report."""
        query = select(_corrections).where(_corrections.c.report_id == report_id)
        row = self._conn.execute(query.order_by(_corrections.c.id.desc()).limit(1)).first()
        return None if row is None else self._correction(row)

    def current(self) -> dict[str, str]:
        """Words with the reading decided last, in order; those without one of ours are left out."""
        newest = select(_corrections.c.word, func.max(_corrections.c.turn).label("turn"))
        last = newest.group_by(_corrections.c.word).subquery()
        same = and_(_corrections.c.word == last.c.word, _corrections.c.turn == last.c.turn)
        query = select(_corrections.c.word, _corrections.c.reading).join(last, same)
        rows = self._conn.execute(query.where(_corrections.c.reading != ""))
        return dict(sorted((row.word, row.reading) for row in rows))

    def version(self) -> int:
        """How many decisions there are: none is ever deleted, so it changes with each."""
        return self._conn.execute(select(func.count()).select_from(_corrections)).scalar_one()

    def _correction(self, row: Row[Any]) -> Correction:
        by = self._keys.open(row.decided_by, _BY)
        return Correction(row.word, row.turn, row.reading, row.report_id, row.at, by)
