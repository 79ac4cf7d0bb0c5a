"""Set sentences for talks in writing: what an editor changed, added or took away."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    Row,
    String,
    Table,
    Text,
    select,
    update,
)

from services.storage.base import id_column, insert_into, metadata, utc_column
from services.storage.crypto import Keyring

_phrases = Table(
    "phrases",
    metadata,
    id_column(),
    Column("key", String(40), nullable=False, unique=True),
    Column("topic", String(40), nullable=False),
    # Public sentences by language tag, as JSON.
    Column("texts", Text, nullable=False),
    Column("shown", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    Column("clerk_id", BigInteger, nullable=False),
    utc_column("changed_at"),
)


@dataclass(frozen=True)
class PhraseRow:
    """A sentence as it was left: its languages, whether it is offered, how often it was changed."""

    key: str
    topic: str
    texts: Mapping[str, str]
    shown: bool
    version: int


class PhraseRecords:
    """The phrases table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn

    def all(self) -> list[PhraseRow]:
        """Return every sentence that was changed or added, the oldest first."""
        return [self._phrase(row) for row in self._conn.execute(select(_phrases).order_by("id"))]

    def keep(self, phrase: PhraseRow, clerk_id: int, now: datetime) -> bool:
        """Keep a sentence of version N; False where one of that version is there already."""
        values = {
            "topic": phrase.topic,
            "texts": json.dumps(dict(phrase.texts), ensure_ascii=False),
            "shown": phrase.shown,
            "version": phrase.version,
            "clerk_id": clerk_id,
            "changed_at": now,
        }
        its = (_phrases.c.key == phrase.key) & (_phrases.c.version == phrase.version - 1)
        if self._conn.execute(update(_phrases).where(its).values(values)).rowcount == 1:
            return True
        if phrase.version != 1:
            return False
        new = insert_into(self._conn, _phrases).values(key=phrase.key, **values)
        added = new.on_conflict_do_nothing().returning(_phrases.c.id)
        return self._conn.execute(added).first() is not None

    def _phrase(self, row: Row[Any]) -> PhraseRow:
        return PhraseRow(row.key, row.topic, json.loads(row.texts), row.shown, row.version)
