"""Sittings: from when to when somebody acts in a resident's place, in one browser."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    LargeBinary,
    String,
    Table,
    bindparam,
    insert,
    select,
    update,
)

from services.actors import Actor, ActorKind
from services.storage.base import id_column, metadata, private_column, utc_column
from services.storage.crypto import Keyring
from services.storage.grants import GrantState, grants
from services.storage.people import PERSON_COLUMNS, Person, person_from, persons
from services.storage.quick import QuickSelect
from services.storage.sessions import token_hash

sittings = Table(
    "sittings",
    metadata,
    id_column(),
    Column("token_hash", LargeBinary(32), unique=True, nullable=False),
    Column("actor_kind", String(12), nullable=False),
    Column("actor_id", BigInteger, nullable=False),
    private_column("actor_name"),
    Column("person_id", BigInteger, ForeignKey(persons.c.id), nullable=False, index=True),
    Column("grant_id", BigInteger, ForeignKey(grants.c.id), nullable=True),
    utc_column("started_at", index=True),
    utc_column("ended_at", nullable=True),
)
_NAME = "sittings.actor_name"
_BY_TOKEN = QuickSelect(
    select(
        sittings.c.id,
        sittings.c.actor_kind,
        sittings.c.actor_id,
        sittings.c.actor_name,
        sittings.c.grant_id,
        sittings.c.ended_at,
        grants.c.state,
        grants.c.services,
        grants.c.until,
        *PERSON_COLUMNS,
    )
    .select_from(
        sittings.join(persons, persons.c.id == sittings.c.person_id).outerjoin(
            grants, grants.c.id == sittings.c.grant_id
        )
    )
    .where(sittings.c.token_hash == bindparam("token_hash"))
)


@dataclass(frozen=True)
class Sitting:
    """Somebody acts for `person`. A helper's has a grant with its services and last day.

    `live` is False once it was ended or its grant was; its last day is for the caller to compare.
    """

    id: int
    actor: Actor
    person: Person
    grant_id: int | None
    services: frozenset[str] | None
    until: date | None
    live: bool


class SittingRecords:
    """The sittings table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def start(
        self, token: str, actor: Actor, person_id: int, grant_id: int | None, now: datetime
    ) -> None:
        """Open a sitting under a new random token."""
        row = {
            "token_hash": token_hash(token),
            "actor_kind": actor.kind.value,
            "actor_id": actor.id,
            "actor_name": self._keys.seal(actor.name, _NAME),
            "person_id": person_id,
            "grant_id": grant_id,
            "started_at": now,
        }
        self._conn.execute(insert(sittings).values(row))

    def find(self, token: str) -> Sitting | None:
        """The sitting of this token, whether it is over or not; one statement."""
        row = _BY_TOKEN.row(self._conn, token_hash=token_hash(token))
        if row is None:
            return None
        number, kind, actor_id, name, grant_id, ended, state, services, until, *person = row
        actor = Actor(ActorKind(kind), actor_id, self._keys.open(name, _NAME))
        granted = grant_id is None or state == GrantState.CONSENTED.value
        return Sitting(
            id=number,
            actor=actor,
            person=person_from(person, self._keys),
            grant_id=grant_id,
            services=None if services is None else frozenset(services.split()),
            until=until,
            live=ended is None and granted,
        )

    def end(self, token: str, now: datetime) -> None:
        """End the sitting of this token."""
        self._conn.execute(
            update(sittings)
            .where(sittings.c.token_hash == token_hash(token), sittings.c.ended_at.is_(None))
            .values(ended_at=now)
        )
