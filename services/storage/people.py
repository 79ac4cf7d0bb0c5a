"""Residents: who they are, sealed, and found again by phone or ID number."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Column, Connection, String, Table, select, update

from services.storage.base import (
    fingerprint_column,
    id_column,
    insert_into,
    metadata,
    private_column,
    utc_column,
)
from services.storage.crypto import Keyring

persons = Table(
    "persons",
    metadata,
    id_column(),
    private_column("name"),
    private_column("phone"),
    private_column("id_number", nullable=True),
    private_column("birth_date", nullable=True),
    # None for somebody without a phone, whose `phone` is empty.
    fingerprint_column("phone_hash", "phone", "phone", unique=True, nullable=True),
    fingerprint_column("id_number_hash", "id-number", "id_number", unique=True, nullable=True),
    Column("demo_key", String(32), unique=True, nullable=True),
    utc_column("created_at"),
)


@dataclass(frozen=True)
class Person:
    """A resident. `name` is empty while only the phone number is known.

    `phone` is 11 digits or empty, `id_number` 18 signs; `demo_key` is set for invented residents.
    """

    id: int
    name: str
    phone: str
    id_number: str | None = None
    birth_date: date | None = None
    demo_key: str | None = None


@dataclass(frozen=True)
class NewPerson:
    """What is known of a resident who is not kept yet: a phone, an ID number, or both."""

    phone: str = ""
    name: str = ""
    id_number: str | None = None
    birth_date: date | None = None
    demo_key: str | None = None


_LEARNT = ("name", "id_number", "id_number_hash", "birth_date")
# The columns person_from() reads, in its order.
PERSON_COLUMNS = (
    persons.c.id,
    persons.c.name,
    persons.c.phone,
    persons.c.id_number,
    persons.c.birth_date,
    persons.c.demo_key,
)


def person_from(row: Sequence[Any], keys: Keyring) -> Person:
    """Open one row of PERSON_COLUMNS."""
    number, name, phone, id_number, birth_date, demo_key = row
    return Person(
        id=number,
        name=keys.open(name, "persons.name"),
        phone=keys.open(phone, "persons.phone"),
        id_number=None if id_number is None else keys.open(id_number, "persons.id_number"),
        birth_date=(
            None
            if birth_date is None
            else date.fromisoformat(keys.open(birth_date, "persons.birth_date"))
        ),
        demo_key=demo_key,
    )


class PersonRecords:
    """The persons table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def find(self, person_id: int) -> Person | None:
        """Return the person with this id."""
        return self._first(persons.c.id == person_id)

    def by_phone(self, phone: str) -> Person | None:
        """Return the person with this phone number (11 digits)."""
        return self._first(persons.c.phone_hash.in_(self._keys.fingerprints("phone", phone)))

    def by_id_number(self, id_number: str) -> Person | None:
        """Return the person with this ID number (18 signs, X in capitals)."""
        found = self._keys.fingerprints("id-number", id_number)
        return self._first(persons.c.id_number_hash.in_(found))

    def by_demo_key(self, demo_key: str) -> Person | None:
        """Return one of the invented residents."""
        return self._first(persons.c.demo_key == demo_key)

    def find_or_add(self, new: NewPerson, now: datetime) -> Person:
        """Return the person with this phone number, kept now if nobody had it yet.

        Without a phone it is the person with this ID number.
        """
        known = self._known(new)
        if known is None:
            # Two tabs may get here at once: the unique hashes let one of them add the row.
            self._conn.execute(
                insert_into(self._conn, persons)
                .values(**self._sealed(new), created_at=now)
                .on_conflict_do_nothing()
            )
            known = self._known(new)
        if known is None:
            raise LookupError("a person who was just kept is gone, or the ID number is another's")
        return known

    def learn(self, person_id: int, name: str, id_number: str, birth_date: date) -> None:
        """Note what an identity provider has shown of a person whose ID number nobody has yet."""
        values = self._sealed(NewPerson("", name, id_number, birth_date))
        known = {column: values[column] for column in _LEARNT}
        self._conn.execute(update(persons).where(persons.c.id == person_id).values(known))

    def _known(self, new: NewPerson) -> Person | None:
        if new.phone:
            return self.by_phone(new.phone)
        return self.by_id_number(new.id_number) if new.id_number else None

    def _sealed(self, new: NewPerson) -> dict[str, Any]:
        keys = self._keys
        values: dict[str, Any] = {
            "name": keys.seal(new.name, "persons.name"),
            "phone": keys.seal(new.phone, "persons.phone"),
            "phone_hash": keys.fingerprint("phone", new.phone) if new.phone else None,
            "demo_key": new.demo_key,
        }
        if new.id_number is not None:
            values["id_number"] = keys.seal(new.id_number, "persons.id_number")
            values["id_number_hash"] = keys.fingerprint("id-number", new.id_number)
        if new.birth_date is not None:
            iso = new.birth_date.isoformat()
            values["birth_date"] = keys.seal(iso, "persons.birth_date")
        return values

    def _first(self, condition: Any) -> Person | None:
        row = self._conn.execute(select(*PERSON_COLUMNS).where(condition)).first()
        return None if row is None else person_from(row, self._keys)
