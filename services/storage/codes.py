"""Sign-in codes on their way: each belongs to the browser that asked for it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    Integer,
    LargeBinary,
    Table,
    delete,
    select,
    update,
)

from services.storage.base import (
    fingerprint_column,
    id_column,
    metadata,
    private_column,
    put,
    utc_column,
)
from services.storage.crypto import Keyring

codes = Table(
    "codes",
    metadata,
    id_column(),
    Column("owner_key", LargeBinary(32), unique=True, nullable=False),
    private_column("phone"),
    fingerprint_column("code_hash", "code"),
    Column("tries", Integer, nullable=False, default=0),
    utc_column("expires_at", index=True),
)


@dataclass(frozen=True)
class PendingCode:
    """A code that was sent: to which phone, how often it was tried, until when it holds."""

    phone: str
    tries: int
    expires_at: datetime


class CodeRecords:
    """The codes table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def replace(self, owner: bytes, phone: str, code: str, expires_at: datetime) -> None:
        """Keep a new code for this browser; the one before it no longer counts."""
        values = {
            "phone": self._keys.seal(phone, "codes.phone"),
            "code_hash": self._keys.fingerprint("code", f"{phone}:{code}"),
            "tries": 0,
            "expires_at": expires_at,
        }
        put(self._conn, codes, {"owner_key": owner}, values)

    def find(self, owner: bytes) -> PendingCode | None:
        """Return the code this browser waits for, expired or not."""
        row = self._conn.execute(
            select(codes.c.phone, codes.c.tries, codes.c.expires_at).where(
                codes.c.owner_key == owner
            )
        ).first()
        if row is None:
            return None
        return PendingCode(self._keys.open(row.phone, "codes.phone"), row.tries, row.expires_at)

    def count_try(self, owner: bytes, code: str) -> bool:
        """Count one more try and return whether it was the right code."""
        row = self._conn.execute(
            update(codes)
            .where(codes.c.owner_key == owner)
            .values(tries=codes.c.tries + 1)
            .returning(codes.c.phone, codes.c.code_hash)
        ).first()
        if row is None:
            return False
        phone = self._keys.open(row.phone, "codes.phone")
        return row.code_hash in self._keys.fingerprints("code", f"{phone}:{code}")

    def drop(self, owner: bytes) -> None:
        """Forget the code of this browser."""
        self._conn.execute(delete(codes).where(codes.c.owner_key == owner))

    def sweep(self, expired_before: datetime) -> None:
        """Forget codes that ran out before a moment."""
        self._conn.execute(delete(codes).where(codes.c.expires_at < expired_before))
