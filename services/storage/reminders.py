"""What a resident asked to be told on a day to come: sealed, and sent once."""

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    LargeBinary,
    Row,
    String,
    Table,
    UniqueConstraint,
    delete,
    select,
    update,
)

from services.storage.base import id_column, metadata, private_column, put, utc_column
from services.storage.crypto import Keyring
from services.words import Words, from_json, to_json

_reminders = Table(
    "reminders",
    metadata,
    id_column(),
    Column("owner", LargeBinary(32), nullable=False),
    Column("person_id", BigInteger, nullable=True),
    Column("about", String(80), nullable=False),
    # The language in which its text message is written.
    Column("locale", String(12), nullable=False),
    utc_column("at"),
    private_column("phone", nullable=True),
    private_column("said"),
    UniqueConstraint("owner", "about"),
    Index("ix_reminders_at", "at"),
)
_PHONE, _SAID = "reminders.phone", "reminders.said"


@dataclass(frozen=True)
class Reminder:
    """Tell ``said`` at a moment: to a person, to a phone (11 digits), or both.

    ``about`` names the thing (``booking:17``): an owner has one reminder of each thing.
    """

    at: datetime
    owner: bytes
    about: str
    said: Words
    person_id: int | None = None
    phone: str | None = None
    locale: str = "zh-Hans"


class ReminderRecords:
    """The reminders table. A row goes when its reminder is sent."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def keep(self, reminder: Reminder) -> None:
        """Keep it, in the place of an earlier one about the same thing."""
        phone = reminder.phone
        text = json.dumps(to_json(reminder.said), ensure_ascii=False)
        put(
            self._conn,
            _reminders,
            {"owner": reminder.owner, "about": reminder.about},
            {
                "person_id": reminder.person_id,
                "locale": reminder.locale,
                "at": reminder.at,
                "phone": None if phone is None else self._keys.seal(phone, _PHONE),
                "said": self._keys.seal(text, _SAID),
            },
        )

    def forget(self, owner: bytes, about: str) -> None:
        """Drop the reminder of this thing, if there is one."""
        mine = (_reminders.c.owner == owner) & (_reminders.c.about == about)
        self._conn.execute(delete(_reminders).where(mine))

    def of(self, owner: bytes) -> list[Reminder]:
        """What an owner waits for, the soonest first."""
        mine = select(_reminders).where(_reminders.c.owner == owner).order_by(_reminders.c.at)
        return [self._reminder(row) for row in self._conn.execute(mine)]

    def adopt(self, old: bytes, new: bytes, person_id: int) -> None:
        """Hand a browser's reminders to the person who signed in there; theirs stay as they are."""
        known = select(_reminders.c.about).where(_reminders.c.owner == new).scalar_subquery()
        theirs = (_reminders.c.owner == old) & _reminders.c.about.not_in(known)
        self._conn.execute(update(_reminders).where(theirs).values(owner=new, person_id=person_id))
        self._conn.execute(delete(_reminders).where(_reminders.c.owner == old))

    def take_due(self, now: datetime, limit: int) -> list[Reminder]:
        """Take the due ones out of the table: whoever commits is the one who tells them."""
        due = (
            select(_reminders)
            .where(_reminders.c.at <= now)
            .order_by(_reminders.c.at, _reminders.c.id)
            .limit(limit)
            .with_for_update(skip_locked=True)
        )
        rows = self._conn.execute(due).all()
        if rows:
            gone = _reminders.c.id.in_([row.id for row in rows])
            self._conn.execute(delete(_reminders).where(gone))
        return [self._reminder(row) for row in rows]

    def _reminder(self, row: Row[Any]) -> Reminder:
        phone = None if row.phone is None else self._keys.open(row.phone, _PHONE)
        said = from_json(json.loads(self._keys.open(row.said, _SAID)))
        return Reminder(row.at, row.owner, row.about, said, row.person_id, phone, row.locale)
