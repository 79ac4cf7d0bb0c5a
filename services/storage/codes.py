"""Sign-in codes on their way: each belongs to the browser that asked for it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    Integer,
    LargeBinary,
    Table,
    delete,
    false,
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
    # Sent to a phone that this resident trusts; None: nobody of the name that was given does.
    Column("family", Boolean, nullable=False, default=False, server_default=false()),
    Column("person_id", BigInteger, nullable=True),
    utc_column("expires_at", index=True),
)


@dataclass(frozen=True)
class PendingCode:
    """A code that was asked for: by which phone, how often it was tried, until when it holds.

    `sent` is False where nobody is to be signed in by it.
    """

    phone: str
    tries: int
    expires_at: datetime
    family: bool = False
    sent: bool = True


@dataclass(frozen=True)
class RightCode:
    """What a code stands for: a phone's holder, or with `family` the resident of this id.

    `person_id` is None where nobody is to be signed in, however the code was guessed.
    """

    phone: str
    family: bool = False
    person_id: int | None = None


class CodeRecords:
    """The codes table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def replace(self, owner: bytes, right: RightCode, code: str, expires_at: datetime) -> None:
        """Keep a new code for this browser; the one before it no longer counts."""
        values = {
            "phone": self._keys.seal(right.phone, "codes.phone"),
            "code_hash": self._keys.fingerprint("code", f"{right.phone}:{code}"),
            "tries": 0,
            "family": right.family,
            "person_id": right.person_id,
            "expires_at": expires_at,
        }
        put(self._conn, codes, {"owner_key": owner}, values)

    def find(self, owner: bytes) -> PendingCode | None:
        """Return the code this browser waits for, expired or not."""
        row = self._conn.execute(
            select(
                codes.c.phone, codes.c.tries, codes.c.expires_at,
                codes.c.family, codes.c.person_id,
            ).where(codes.c.owner_key == owner)
        ).first()  # fmt: skip
        if row is None:
            return None
        phone = self._keys.open(row.phone, "codes.phone")
        sent = not row.family or row.person_id is not None
        return PendingCode(phone, row.tries, row.expires_at, row.family, sent)

    def count_try(self, owner: bytes, code: str) -> RightCode | None:
        """Count one more try and return what the code stands for, or None for a wrong one."""
        row = self._conn.execute(
            update(codes)
            .where(codes.c.owner_key == owner)
            .values(tries=codes.c.tries + 1)
            .returning(codes.c.phone, codes.c.code_hash, codes.c.family, codes.c.person_id)
        ).first()
        if row is None:
            return None
        phone = self._keys.open(row.phone, "codes.phone")
        if row.code_hash not in self._keys.fingerprints("code", f"{phone}:{code}"):
            return None
        return RightCode(phone, row.family, row.person_id)

    def drop(self, owner: bytes) -> None:
        """Forget the code of this browser."""
        self._conn.execute(delete(codes).where(codes.c.owner_key == owner))

    def sweep(self, expired_before: datetime) -> None:
        """Forget codes that ran out before a moment."""
        self._conn.execute(delete(codes).where(codes.c.expires_at < expired_before))
