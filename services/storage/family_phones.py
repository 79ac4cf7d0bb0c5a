"""Phones of others that a resident trusts: a code sent to one signs the resident in."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    String,
    Table,
    insert,
    select,
    update,
)

from services.actors import Actor
from services.storage.base import (
    fingerprint_column,
    id_column,
    metadata,
    private_column,
    utc_column,
)
from services.storage.crypto import Keyring
from services.storage.people import PERSON_COLUMNS, Person, person_from, persons

_family_phones = Table(
    "family_phones",
    metadata,
    id_column(),
    Column(
        "person_id",
        BigInteger,
        ForeignKey("persons.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    private_column("phone"),
    fingerprint_column("phone_hash", "phone", "phone", index=True),
    private_column("name"),
    Column("by_kind", String(12), nullable=False),
    Column("by_id", BigInteger, nullable=True),
    utc_column("created_at"),
    utc_column("ended_at", nullable=True),
)
_PHONE, _NAME = "family_phones.phone", "family_phones.name"


@dataclass(frozen=True)
class FamilyPhone:
    """A phone (11 digits) of somebody called `name`, trusted since a moment."""

    id: int
    phone: str
    name: str
    created_at: datetime


class FamilyPhoneRecords:
    """The family_phones table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def add(self, person_id: int, phone: str, name: str, by: Actor, now: datetime) -> None:
        """Note that a person trusts a phone from now on, registered by somebody."""
        self._conn.execute(
            insert(_family_phones).values(
                person_id=person_id,
                phone=self._keys.seal(phone, _PHONE),
                phone_hash=self._keys.fingerprint("phone", phone),
                name=self._keys.seal(name, _NAME),
                by_kind=by.kind.value,
                by_id=by.id,
                created_at=now,
            )
        )

    def of(self, person_id: int) -> list[FamilyPhone]:
        """Return the phones that a person trusts now, the first registered first."""
        rows = self._conn.execute(
            select(_family_phones)
            .where(_family_phones.c.person_id == person_id, _family_phones.c.ended_at.is_(None))
            .order_by(_family_phones.c.id)
        )
        return [
            FamilyPhone(
                row.id,
                self._keys.open(row.phone, _PHONE),
                self._keys.open(row.name, _NAME),
                row.created_at,
            )
            for row in rows
        ]

    def had(self, person_id: int) -> bool:
        """Whether a person trusts a phone, or ever did."""
        query = select(_family_phones.c.id).where(_family_phones.c.person_id == person_id)
        return self._conn.execute(query.limit(1)).first() is not None

    def residents(self, phone: str) -> list[Person]:
        """Return who trusts this phone now."""
        rows = self._conn.execute(
            select(*PERSON_COLUMNS)
            .join(_family_phones, _family_phones.c.person_id == persons.c.id)
            .where(
                _family_phones.c.phone_hash.in_(self._keys.fingerprints("phone", phone)),
                _family_phones.c.ended_at.is_(None),
            )
        )
        return [person_from(row, self._keys) for row in rows]

    def end(self, person_id: int, phone_id: int, now: datetime) -> bool:
        """Note that a person no longer trusts a phone. False when it is not theirs or is over."""
        ended = self._conn.execute(
            update(_family_phones)
            .where(
                _family_phones.c.id == phone_id,
                _family_phones.c.person_id == person_id,
                _family_phones.c.ended_at.is_(None),
            )
            .values(ended_at=now)
        )
        return ended.rowcount > 0
