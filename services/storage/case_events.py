"""What has happened to a case, line by line, in words that are sealed and kept for good."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, ForeignKey, Table, insert, select

from services.storage.base import id_column, metadata, private_column, utc_column
from services.storage.crypto import Keyring
from services.words import Words, from_json, to_json

_events = Table(
    "case_events",
    metadata,
    id_column(),
    Column("case_id", BigInteger, ForeignKey("cases.id"), nullable=False, index=True),
    utc_column("at"),
    private_column("said"),
)
_PLACE = "case_events.said"


@dataclass(frozen=True)
class CaseEvent:
    """One line of a case's timeline."""

    at: datetime
    said: Words


class CaseEventRecords:
    """The case_events table; a line is never changed."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def add(self, case_id: int, at: datetime, said: Words) -> None:
        """Write the next line of a case."""
        text = json.dumps(to_json(said), ensure_ascii=False)
        row = {"case_id": case_id, "at": at, "said": self._keys.seal(text, _PLACE)}
        self._conn.execute(insert(_events).values(row))

    def of(self, case_id: int) -> list[CaseEvent]:
        """Return the lines of a case in the order in which they came."""
        lines = (
            select(_events.c.at, _events.c.said)
            .where(_events.c.case_id == case_id)
            .order_by(_events.c.id)
        )
        return [
            CaseEvent(row.at, from_json(json.loads(self._keys.open(row.said, _PLACE))))
            for row in self._conn.execute(lines)
        ]
