"""The demo's inbox of text messages: what would have gone to each phone."""

from datetime import datetime

from sqlalchemy import Connection, Table, delete, insert, select

from services.storage.base import (
    fingerprint_column,
    id_column,
    metadata,
    private_column,
    utc_column,
)
from services.storage.crypto import Keyring

messages = Table(
    "screen_messages",
    metadata,
    id_column(),
    fingerprint_column("phone_hash", "phone", index=True),
    private_column("text"),
    utc_column("sent_at", index=True),
)


class MessageRecords:
    """The screen_messages table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def keep(self, phone: str, text: str, now: datetime) -> None:
        """Keep a message to this phone."""
        row = {
            "phone_hash": self._keys.fingerprint("phone", phone),
            "text": self._keys.seal(text, "screen_messages.text"),
            "sent_at": now,
        }
        self._conn.execute(insert(messages).values(row))

    def newest(self, phone: str, limit: int) -> list[str]:
        """Return the last messages to this phone, the newest first."""
        found = self._keys.fingerprints("phone", phone)
        sealed = self._conn.execute(
            select(messages.c.text)
            .where(messages.c.phone_hash.in_(found))
            .order_by(messages.c.id.desc())
            .limit(limit)
        ).scalars()
        return [self._keys.open(text, "screen_messages.text") for text in sealed]

    def sweep(self, sent_before: datetime) -> None:
        """Forget messages sent before a moment."""
        self._conn.execute(delete(messages).where(messages.c.sent_at < sent_before))
