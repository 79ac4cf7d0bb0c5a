"""What residents say of how a case was handled: a first and a later opinion, and who calls back."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Date,
    ForeignKey,
    Row,
    SmallInteger,
    Table,
    UniqueConstraint,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from services.storage.base import id_column, metadata, private_column, utc_column
from services.storage.crypto import Keyring
from services.storage.errors import Conflict


@dataclass(frozen=True)
class Rating:
    """One opinion: `round` 1 or 2, `level` 1 (worst) to 5, tags, and free text.

    A bad one has the days by which somebody calls and by which it is mended; `called_at` and
    `mended_at` are None until then, and `call` is what was said on the telephone.
    """

    round: int
    level: int
    reasons: tuple[str, ...]
    text: str
    at: datetime
    call_by: date | None
    mend_by: date | None
    mended_at: datetime | None
    called_at: datetime | None = None
    call: str = ""


_ratings = Table(
    "ratings",
    metadata,
    id_column(),
    Column("case_id", BigInteger, ForeignKey("cases.id"), nullable=False),
    Column("round", SmallInteger, nullable=False),
    Column("level", SmallInteger, nullable=False),
    utc_column("at"),
    Column("call_by", Date, nullable=True, index=True),
    Column("mend_by", Date, nullable=True),
    utc_column("mended_at", nullable=True),
    utc_column("called_at", nullable=True),
    private_column("content"),
    private_column("call", nullable=True),
    UniqueConstraint("case_id", "round"),
)
_PLACE, _CALL = "ratings.content", "ratings.call"


class RatingRecords:
    """The ratings table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def add(
        self,
        case_id: int,
        turn: int,
        level: int,
        now: datetime,
        call_by: date | None,
        mend_by: date | None,
    ) -> None:
        """Keep an opinion. Raises Conflict if this round has one."""
        row: dict[str, Any] = {
            "case_id": case_id,
            "round": turn,
            "level": level,
            "at": now,
            "call_by": call_by,
            "mend_by": mend_by,
            "content": self._sealed((), ""),
        }
        try:
            self._conn.execute(insert(_ratings).values(row))
        except IntegrityError as error:
            raise Conflict("ratings") from error

    def explain(self, case_id: int, turn: int, reasons: Sequence[str], text: str) -> None:
        """Keep why, beside an opinion that is there."""
        self._conn.execute(
            update(_ratings)
            .where(_ratings.c.case_id == case_id, _ratings.c.round == turn)
            .values(content=self._sealed(reasons, text))
        )

    def of(self, case_id: int) -> list[Rating]:
        """Return the opinions on a case, the first one first."""
        query = select(_ratings).where(_ratings.c.case_id == case_id).order_by(_ratings.c.round)
        return [self._rating(row) for row in self._conn.execute(query)]

    def called(self, case_id: int, call: str, now: datetime) -> None:
        """Note that somebody called about what was bad, and what was said."""
        values = {"called_at": now, "call": self._keys.seal(call, _CALL)}
        self._conn.execute(update(_ratings).where(_waits(case_id)).values(values))

    def mended(self, case_id: int, now: datetime) -> None:
        """Note that what was bad is put right; a good opinion has nothing to mend."""
        self._conn.execute(update(_ratings).where(_waits(case_id)).values(mended_at=now))

    def _sealed(self, reasons: Sequence[str], text: str) -> bytes:
        return self._keys.seal(json.dumps([list(reasons), text], ensure_ascii=False), _PLACE)

    def _rating(self, row: Row[Any]) -> Rating:
        reasons, text = json.loads(self._keys.open(row.content, _PLACE))
        return Rating(
            row.round, row.level, tuple(reasons), text, row.at, row.call_by, row.mend_by,
            row.mended_at, row.called_at,
            "" if row.call is None else self._keys.open(row.call, _CALL),
        )  # fmt: skip


def _waits(case_id: int) -> ColumnElement[bool]:
    """Bad opinions on a case that are not put right yet."""
    bad = (_ratings.c.case_id == case_id) & _ratings.c.mend_by.is_not(None)
    return bad & _ratings.c.mended_at.is_(None)
