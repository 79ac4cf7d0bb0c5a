"""Grants: what a resident lets somebody do in their place, for how much and until when."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    ColumnElement,
    Connection,
    Date,
    ForeignKey,
    Integer,
    Row,
    String,
    Table,
    Text,
    func,
    insert,
    select,
    update,
)

from services.storage.base import (
    fingerprint_column,
    id_column,
    metadata,
    private_column,
    utc_column,
)
from services.storage.crypto import Keyring
from services.storage.people import persons


class GrantState(StrEnum):
    """How far a grant is. Only a consented one lets anybody do anything."""

    PROPOSED = "proposed"
    CONSENTED = "consented"
    ENDED = "ended"


class Consent(StrEnum):
    """How the resident agreed."""

    SPOKEN = "spoken"  # and recorded
    WITNESSED = "witnessed"  # by a clerk


@dataclass(frozen=True)
class NewGrant:
    """What a resident proposes: `services` are slugs, `cap_fen` a calendar month's most.

    `until` is the last day in the district; `most_uses` bounds how often, None: as often as
    needed. `code` are the digits of the slip that ends it.
    """

    person_id: int
    helper_id: int
    helper_name: str
    services: frozenset[str]
    cap_fen: int
    until: date
    code: str
    most_uses: int | None = None
    case_id: int | None = None


@dataclass(frozen=True)
class Grant:
    """A grant as kept. `witness` names the clerk who saw the resident agree, if one did."""

    id: int
    person_id: int
    helper_id: int
    helper_name: str
    services: frozenset[str]
    cap_fen: int
    until: date
    most_uses: int | None
    code: str
    state: GrantState
    consent: Consent | None
    witness: str
    case_id: int | None
    proposed_at: datetime
    consented_at: datetime | None
    accepted_at: datetime | None
    ended_at: datetime | None

    def holds(self, today: date) -> bool:
        """Whether it is agreed to, not ended, and its last day is not over."""
        return self.state is GrantState.CONSENTED and today <= self.until


grants = Table(
    "grants",
    metadata,
    id_column(),
    Column("person_id", BigInteger, ForeignKey(persons.c.id), nullable=False, index=True),
    Column("helper_id", BigInteger, ForeignKey(persons.c.id), nullable=False, index=True),
    private_column("helper_name"),
    Column("services", Text, nullable=False),
    Column("cap_fen", BigInteger, nullable=False),
    Column("until", Date, nullable=False),
    Column("most_uses", Integer, nullable=True),
    private_column("code"),
    fingerprint_column("code_hash", "grant-code", "code", unique=True),
    Column("state", String(12), nullable=False),
    Column("consent", String(12), nullable=True),
    private_column("witness"),
    Column("case_id", BigInteger, nullable=True, unique=True),
    utc_column("proposed_at"),
    utc_column("consented_at", nullable=True),
    utc_column("accepted_at", nullable=True),
    utc_column("ended_at", nullable=True),
)
_HELPER, _CODE, _WITNESS = "grants.helper_name", "grants.code", "grants.witness"
_KIND = "grant-code"


def grant_from(row: Row[Any], keys: Keyring) -> Grant:
    """Open one row of the table."""
    return Grant(
        id=row.id,
        person_id=row.person_id,
        helper_id=row.helper_id,
        helper_name=keys.open(row.helper_name, _HELPER),
        services=frozenset(row.services.split()),
        cap_fen=row.cap_fen,
        until=row.until,
        most_uses=row.most_uses,
        code=keys.open(row.code, _CODE),
        state=GrantState(row.state),
        consent=Consent(row.consent) if row.consent else None,
        witness=keys.open(row.witness, _WITNESS),
        case_id=row.case_id,
        proposed_at=row.proposed_at,
        consented_at=row.consented_at,
        accepted_at=row.accepted_at,
        ended_at=row.ended_at,
    )


class GrantRecords:
    """The grants table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def add(self, new: NewGrant, now: datetime) -> int:
        """Keep a proposal; returns its id."""
        row = {
            "person_id": new.person_id,
            "helper_id": new.helper_id,
            "helper_name": self._keys.seal(new.helper_name, _HELPER),
            "services": " ".join(sorted(new.services)),
            "cap_fen": new.cap_fen,
            "until": new.until,
            "most_uses": new.most_uses,
            "code": self._keys.seal(new.code, _CODE),
            "code_hash": self._keys.fingerprint(_KIND, new.code),
            "state": GrantState.PROPOSED.value,
            "witness": self._keys.seal("", _WITNESS),
            "case_id": new.case_id,
            "proposed_at": now,
        }
        inserted = self._conn.execute(insert(grants).values(row)).inserted_primary_key
        assert inserted is not None  # an insert of one row always has one
        return int(inserted[0])

    def find(self, grant_id: int) -> Grant | None:
        """The grant with this id, whosever it is."""
        return self._one(grants.c.id == grant_id)

    def held(self, grant_id: int) -> Grant | None:
        """The same; on PostgreSQL nobody else changes or uses it until the transaction ends."""
        return self._one(grants.c.id == grant_id, hold=True)

    def by_code(self, code: str) -> Grant | None:
        """The grant whose slip bears these digits."""
        return self._one(grants.c.code_hash.in_(self._keys.fingerprints(_KIND, code)))

    def of_case(self, case_id: int) -> Grant | None:
        """The grant that a case asked for."""
        return self._one(grants.c.case_id == case_id)

    def given_by(self, person_id: int, limit: int) -> list[Grant]:
        """What a resident has granted, the newest first."""
        return self._all(grants.c.person_id == person_id, limit)

    def held_by(self, helper_id: int, limit: int) -> list[Grant]:
        """What was granted to a helper and not ended, the newest first."""
        live = grants.c.state == GrantState.CONSENTED.value
        return self._all((grants.c.helper_id == helper_id) & live, limit)

    def helps_somebody(self, helper_id: int, today: date) -> bool:
        """Whether anybody's grant to this helper holds."""
        live = (grants.c.state == GrantState.CONSENTED.value) & (grants.c.until >= today)
        found = select(grants.c.id).where(grants.c.helper_id == helper_id, live).limit(1)
        return self._conn.execute(found).first() is not None

    def code_exists(self, code: str) -> bool:
        """Whether a slip bears these digits."""
        return self.by_code(code) is not None

    def agree(self, grant_id: int, consent: Consent, witness: str, now: datetime) -> None:
        """Note how the resident agreed."""
        self._change(
            grant_id,
            state=GrantState.CONSENTED.value,
            consent=consent.value,
            witness=self._keys.seal(witness, _WITNESS),
            consented_at=now,
        )

    def accept(self, grant_id: int, now: datetime) -> None:
        """Note that the helper has said whom they help."""
        self._change(grant_id, accepted_at=now)

    def narrow(self, grant_id: int, services: frozenset[str]) -> None:
        """Let it cover these services and no more."""
        self._change(grant_id, services=" ".join(sorted(services)))

    def end(self, grant_id: int, now: datetime) -> None:
        """End it: the next request under it finds it so."""
        self._change(grant_id, state=GrantState.ENDED.value, ended_at=now)

    def count(self) -> int:
        """How many grants there are."""
        return self._conn.execute(select(func.count()).select_from(grants)).scalar_one()

    def _change(self, grant_id: int, **values: Any) -> None:
        self._conn.execute(update(grants).where(grants.c.id == grant_id).values(values))

    def _one(self, condition: ColumnElement[bool], *, hold: bool = False) -> Grant | None:
        query = select(grants).where(condition)
        row = self._conn.execute(query.with_for_update() if hold else query).first()
        return None if row is None else grant_from(row, self._keys)

    def _all(self, condition: ColumnElement[bool], limit: int) -> list[Grant]:
        query = select(grants).where(condition).order_by(grants.c.id.desc()).limit(limit)
        return [grant_from(row, self._keys) for row in self._conn.execute(query)]
