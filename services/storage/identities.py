"""Which resident an identity provider means by its subject."""

from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Index,
    String,
    Table,
    select,
)

from services.storage.base import (
    fingerprint_column,
    id_column,
    insert_into,
    metadata,
    private_column,
    utc_column,
)
from services.storage.crypto import Keyring
from services.storage.people import PERSON_COLUMNS, Person, person_from, persons

_identities = Table(
    "identities",
    metadata,
    id_column(),
    Column("issuer", String(200), nullable=False),
    private_column("subject"),
    fingerprint_column("subject_hash", "oidc-subject", "subject"),
    Column(
        "person_id",
        BigInteger,
        ForeignKey("persons.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    utc_column("created_at"),
    Index("uq_identities_issuer_subject_hash", "issuer", "subject_hash", unique=True),
    Index("uq_identities_issuer_person_id", "issuer", "person_id", unique=True),
)


class IdentityRecords:
    """The identities table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def person(self, issuer: str, subject: str) -> Person | None:
        """Return whom a provider means by a subject."""
        hashes = self._keys.fingerprints("oidc-subject", subject)
        row = self._conn.execute(
            select(*PERSON_COLUMNS)
            .join(_identities, _identities.c.person_id == persons.c.id)
            .where(_identities.c.issuer == issuer, _identities.c.subject_hash.in_(hashes))
        ).first()
        return None if row is None else person_from(row, self._keys)

    def has(self, issuer: str, person_id: int) -> bool:
        """Whether a provider has a subject for this person already."""
        query = select(_identities.c.id).where(
            _identities.c.issuer == issuer, _identities.c.person_id == person_id
        )
        return self._conn.execute(query).first() is not None

    def add(self, issuer: str, subject: str, person_id: int, now: datetime) -> None:
        """Note whom a provider means; a subject or person that it has already stays as it is."""
        self._conn.execute(
            insert_into(self._conn, _identities)
            .values(
                issuer=issuer,
                subject=self._keys.seal(subject, "identities.subject"),
                subject_hash=self._keys.fingerprint("oidc-subject", subject),
                person_id=person_id,
                created_at=now,
            )
            .on_conflict_do_nothing()
        )
