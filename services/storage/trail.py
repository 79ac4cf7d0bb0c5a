"""The trail: what was done and looked at, by whom, line after line; never changed."""

import json
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import BigInteger, Column, Connection, String, Table, insert

from services.actors import Actor
from services.deeds import Deed
from services.storage.base import id_column, metadata, private_column, utc_column
from services.storage.crypto import Keyring
from services.words import Words, to_json


@dataclass(frozen=True)
class TrailEntry:
    """One line. `subject` is the person (persons.id) whose record it is about, if anybody's.

    `about` names the thing, such as a case's reference; `why` is the reason as the resident
    reads it.
    """

    actor: Actor
    deed: Deed
    subject: int | None = None
    about: str = ""
    why: Words | None = None


_trail = Table(
    "trail",
    metadata,
    id_column(),
    utc_column("at"),
    Column("deed", String(40), nullable=False),
    Column("actor_kind", String(12), nullable=False),
    Column("actor_id", BigInteger, nullable=True),
    Column("subject_id", BigInteger, nullable=True, index=True),
    private_column("content"),
)
_PLACE = "trail.content"


class TrailRecords:
    """The trail table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def add(self, entry: TrailEntry, now: datetime) -> None:
        """Write the next line, in the transaction of what it tells of."""
        why = None if entry.why is None else to_json(entry.why)
        content = {"name": entry.actor.name, "about": entry.about, "why": why}
        sealed = self._keys.seal(json.dumps(content, ensure_ascii=False), _PLACE)
        row = {
            "at": now,
            "deed": entry.deed.value,
            "actor_kind": entry.actor.kind.value,
            "actor_id": entry.actor.id,
            "subject_id": entry.subject,
            "content": sealed,
        }
        self._conn.execute(insert(_trail).values(row))
