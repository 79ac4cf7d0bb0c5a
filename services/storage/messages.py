"""The last text message to each phone, for a demo that shows it instead of sending it."""

from datetime import datetime

from sqlalchemy import Connection, Table, delete, select

from services.storage.base import (
    fingerprint_column,
    id_column,
    metadata,
    private_column,
    put,
    utc_column,
)
from services.storage.crypto import Keyring

messages = Table(
    "screen_messages",
    metadata,
    id_column(),
    fingerprint_column("phone_hash", "phone", unique=True),
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
        """Keep a message as the last one to this phone."""
        values = {"text": self._keys.seal(text, "screen_messages.text"), "sent_at": now}
        put(self._conn, messages, {"phone_hash": self._keys.fingerprint("phone", phone)}, values)

    def last(self, phone: str) -> str | None:
        """Return the last message to this phone."""
        found = self._keys.fingerprints("phone", phone)
        sealed = self._conn.execute(
            select(messages.c.text)
            .where(messages.c.phone_hash.in_(found))
            .order_by(messages.c.sent_at.desc())
        ).scalar()
        return None if sealed is None else self._keys.open(sealed, "screen_messages.text")

    def sweep(self, sent_before: datetime) -> None:
        """Forget messages sent before a moment."""
        self._conn.execute(delete(messages).where(messages.c.sent_at < sent_before))
