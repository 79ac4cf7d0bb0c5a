"""Cases: what a resident has sent in, with its reference, its state and its sealed details."""

import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    CompoundSelect,
    Connection,
    Index,
    LargeBinary,
    Row,
    Select,
    String,
    Table,
    func,
    insert,
    select,
    union,
    update,
)
from sqlalchemy.exc import IntegrityError

from services.storage.base import (
    fingerprint_column,
    id_column,
    metadata,
    private_column,
    utc_column,
)
from services.storage.crypto import Keyring
from services.storage.errors import Conflict


class CaseState(StrEnum):
    """Where a case stands."""

    WAITING = "waiting"  # for the payment
    OPEN = "open"  # with somebody: a slip still to be paid at a counter, an application
    DONE = "done"
    WITHDRAWN = "withdrawn"  # by the resident
    CLOSED = "closed"  # nothing came of it, and nothing was taken
    RETURNED = "returned"  # could not be done, the money goes back


@dataclass(frozen=True)
class NewCase:
    """A case to be opened. `once` is the key of one press of a button; details are JSON values."""

    reference: str
    service: str
    owner: bytes
    person_id: int | None
    once: bytes
    state: CaseState
    details: Mapping[str, Any]


@dataclass(frozen=True)
class Case:
    """A case as kept. `note` is the code of a remark on how it ended; empty if there is none."""

    id: int
    reference: str
    service: str
    owner: bytes
    person_id: int | None
    state: CaseState
    note: str
    opened_at: datetime
    changed_at: datetime
    details: Mapping[str, Any]


cases = Table(
    "cases",
    metadata,
    id_column(),
    Column("reference", String(24), nullable=False, unique=True),
    Column("service", String(60), nullable=False),
    fingerprint_column("owner"),
    Column("person_id", BigInteger, nullable=True),
    # Made of random text only, so it needs no key and outlives a rotation of keys. Empty once a
    # case has come to nothing: then the same form may be sent again.
    Column("once", LargeBinary(32), nullable=True, unique=True),
    Column("state", String(12), nullable=False),
    Column("note", String(40), nullable=False, default=""),
    utc_column("opened_at", index=True),
    utc_column("changed_at"),
    private_column("details"),
    # A page of the list reads only its own rows, in their order.
    Index("ix_cases_owner_id", "owner", "id"),
    Index("ix_cases_person_id_id", "person_id", "id"),
)
_PLACE = "cases.details"


@dataclass(frozen=True)
class Wanted:
    """Which cases are looked for; None does not matter. ``reference`` may be some of its digits.

    ``among`` are the ids of the only ones that may be found.
    """

    reference: str | None = None
    services: tuple[str, ...] | None = None
    since: datetime | None = None
    until: datetime | None = None
    among: tuple[int, ...] | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """The same for a statement."""
        fits: list[ColumnElement[bool]] = []
        if self.reference is not None:
            fits.append(cases.c.reference.contains(self.reference, autoescape=True))
        if self.services is not None:
            fits.append(cases.c.service.in_(self.services))
        if self.since is not None:
            fits.append(cases.c.opened_at >= self.since)
        if self.until is not None:
            fits.append(cases.c.opened_at < self.until)
        if self.among is not None:
            fits.append(cases.c.id.in_(self.among))
        return fits


def ids_of(owner: bytes, person_id: int | None) -> Select[tuple[int]] | CompoundSelect[int]:
    """The ids of all cases of a browser or a person, each found by its own index."""
    browser = select(cases.c.id).where(cases.c.owner == owner)
    if person_id is None:
        return browser
    return union(browser, select(cases.c.id).where(cases.c.person_id == person_id))


class CaseRecords:
    """Cases in one transaction."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        self._conn = conn
        self._keys = keys

    def add(self, new: NewCase, now: datetime) -> Case:
        """Keep a new case. Raises Conflict for a reference or `once` that is in use."""
        sealed = self._keys.seal(json.dumps(new.details, ensure_ascii=False), _PLACE)
        row = {
            "reference": new.reference,
            "service": new.service,
            "owner": new.owner,
            "person_id": new.person_id,
            "once": new.once,
            "state": new.state.value,
            "note": "",
            "opened_at": now,
            "changed_at": now,
            "details": sealed,
        }
        try:
            inserted = self._conn.execute(insert(cases).values(row)).inserted_primary_key
        except IntegrityError as error:
            raise Conflict("cases") from error
        assert inserted is not None  # an insert of one row always has one
        return Case(
            inserted[0], new.reference, new.service, new.owner, new.person_id, new.state, "",
            now, now, new.details,
        )  # fmt: skip

    def by_id(self, case_id: int) -> Case:
        """The case with this id. Raises LookupError."""
        return self._only(select(cases).where(cases.c.id == case_id))

    def held(self, case_id: int) -> Case:
        """The same, and nobody else changes it until the transaction ends. Raises LookupError."""
        return self._only(select(cases).where(cases.c.id == case_id).with_for_update())

    def by_reference(self, reference: str) -> Case | None:
        """The case with this reference (without spaces)."""
        return self._one(select(cases).where(cases.c.reference == reference))

    def services_of(self, references: Collection[str]) -> dict[str, str]:
        """The service of each case with one of these references."""
        its = select(cases.c.reference, cases.c.service).where(cases.c.reference.in_(references))
        return {row.reference: row.service for row in self._conn.execute(its)}

    def by_once(self, once: bytes) -> Case | None:
        """The live case that this press of a button opened."""
        return self._one(select(cases).where(cases.c.once == once))

    def reference_exists(self, reference: str) -> bool:
        """Whether a case has this reference."""
        found = select(cases.c.id).where(cases.c.reference == reference)
        return self._conn.execute(found).first() is not None

    def of(self, owner: bytes, person_id: int | None, limit: int) -> list[Case]:
        """The newest cases of a browser or a person."""
        return self.page(owner, person_id, limit, Wanted())

    def page(
        self,
        owner: bytes,
        person_id: int | None,
        limit: int,
        wanted: Wanted,
        *,
        before: int | None = None,
        after: int | None = None,
    ) -> list[Case]:
        """Cases of a browser or a person, the newest first, older or newer than an id."""
        order = cases.c.id.desc() if after is None else cases.c.id
        fits = wanted.conditions()
        if before is not None:
            fits.append(cases.c.id < before)
        if after is not None:
            fits.append(cases.c.id > after)
        # Each index gives its first few by itself; "or" would read all there are before sorting.
        mine = [cases.c.owner == owner]
        if person_id is not None:
            mine.append(cases.c.person_id == person_id)
        first = [select(cases.c.id).where(its, *fits).order_by(order).limit(limit) for its in mine]
        ids = union(*(select(each.subquery().c.id) for each in first))
        query = select(cases).where(cases.c.id.in_(ids)).order_by(order).limit(limit)
        found = [self._case(row) for row in self._conn.execute(query)]
        return found if after is None else found[::-1]

    def with_state(
        self, owner: bytes, person_id: int | None, service: str, state: CaseState
    ) -> list[Case]:
        """The cases of this service in this state, of a browser or a person, the newest first."""
        mine = cases.c.id.in_(ids_of(owner, person_id))
        still = mine & (cases.c.service == service) & (cases.c.state == state.value)
        query = select(cases).where(still).order_by(cases.c.id.desc())
        return [self._case(row) for row in self._conn.execute(query)]

    def one_by_one(self, owner: bytes, service: str) -> None:
        """Wait until nobody else is opening a case of this service for this owner.

        On SQLite there is one writer at a time anyway.
        """
        if self._conn.dialect.name == "postgresql":
            mark = sha256(owner + service.encode()).digest()[:8]
            lock = func.pg_advisory_xact_lock(int.from_bytes(mark, signed=True))
            self._conn.execute(select(lock))

    def used_of_late(self, newest: int) -> dict[str, int]:
        """How many of the newest cases each service has."""
        late = select(cases.c.service).order_by(cases.c.id.desc()).limit(newest).subquery()
        numbers = select(late.c.service, func.count(late.c.service)).group_by(late.c.service)
        return {row[0]: row[1] for row in self._conn.execute(numbers)}

    def count(self) -> int:
        """How many cases there are."""
        return self._conn.execute(select(func.count()).select_from(cases)).scalar_one()

    def change(self, case_id: int, state: CaseState, now: datetime, note: str = "") -> None:
        """Set the state. One that came to nothing gives its `once` back."""
        values: dict[str, Any] = {"state": state.value, "changed_at": now, "note": note}
        if state in (CaseState.CLOSED, CaseState.WITHDRAWN, CaseState.RETURNED):
            values["once"] = None
        self._conn.execute(update(cases).where(cases.c.id == case_id).values(values))

    def note_details(self, case: Case, more: Mapping[str, Any]) -> None:
        """Keep more in a case's details."""
        details = json.dumps({**case.details, **more}, ensure_ascii=False)
        sealed = self._keys.seal(details, _PLACE)
        self._conn.execute(update(cases).where(cases.c.id == case.id).values(details=sealed))

    def adopt(self, old: bytes, new: bytes, person_id: int) -> None:
        """Hand a browser's cases to the person who has signed in there."""
        self._conn.execute(
            update(cases)
            .where(cases.c.owner == old, cases.c.person_id.is_(None))
            .values(owner=new, person_id=person_id)
        )

    def _only(self, query: Select[Any]) -> Case:
        case = self._one(query)
        if case is None:
            raise LookupError("no such case")
        return case

    def _one(self, query: Select[Any]) -> Case | None:
        row = self._conn.execute(query).first()
        return None if row is None else self._case(row)

    def _case(self, row: Row[Any]) -> Case:
        return Case(
            row.id, row.reference, row.service, row.owner, row.person_id, CaseState(row.state),
            row.note, row.opened_at, row.changed_at,
            json.loads(self._keys.open(row.details, _PLACE)),
        )  # fmt: skip
