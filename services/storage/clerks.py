"""Clerks: name and ID number sealed, roles, and with what they prove who they are."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    String,
    Table,
    select,
    update,
)

from services.staff.accounts import Clerk
from services.staff.roles import Role
from services.storage.base import (
    fingerprint_column,
    id_column,
    insert_into,
    metadata,
    private_column,
    utc_column,
)
from services.storage.crypto import Keyring

clerks = Table(
    "clerks",
    metadata,
    id_column(),
    Column("number", String(20), unique=True, nullable=False),
    private_column("name"),
    Column("roles", String(120), nullable=False),
    private_column("id_number", nullable=True),
    fingerprint_column("id_number_hash", "id-number", "id_number", nullable=True),
    Column("password_hash", String(255), nullable=True),
    private_column("totp_secret", nullable=True),
    Column("totp_step", BigInteger, nullable=False, default=0),
    Column("setup_hash", LargeBinary(32), nullable=True),
    utc_column("setup_until", nullable=True),
    private_column("subject", nullable=True),
    fingerprint_column("subject_hash", "clerk-subject", "subject", unique=True, nullable=True),
    Column("active", Boolean, nullable=False, default=True),
    Column("demo_key", String(32), unique=True, nullable=True),
    utc_column("created_at"),
)

# The columns clerk_from() reads, in its order.
CLERK_COLUMNS = (
    clerks.c.id,
    clerks.c.name,
    clerks.c.number,
    clerks.c.roles,
    clerks.c.id_number_hash,
)

_ACCOUNT = select(
    *CLERK_COLUMNS,
    clerks.c.active,
    clerks.c.password_hash,
    clerks.c.totp_secret,
    clerks.c.totp_step,
    clerks.c.setup_until,
    clerks.c.subject_hash,
)


@dataclass(frozen=True)
class NewClerk:
    """What an account begins with. `id_number` has 18 signs."""

    number: str
    name: str
    roles: frozenset[Role]
    id_number: str | None = None
    demo_key: str | None = None


@dataclass(frozen=True)
class Account:
    """A clerk, and the state of the account.

    `password_hash` is None until the clerk has set it up. `totp_step` is the 30 seconds, counted
    from 1970, whose code counted last.
    """

    clerk: Clerk
    active: bool
    password_hash: str | None
    totp_secret: str | None
    totp_step: int
    setup_until: datetime | None
    linked: bool


def clerk_from(row: Sequence[Any], keys: Keyring) -> Clerk:
    """Open one row of CLERK_COLUMNS."""
    number, name, staff_number, roles, id_number_hash = row
    held = frozenset(Role(role) for role in roles.split(",") if role)
    return Clerk(number, keys.open(name, "clerks.name"), staff_number, held, id_number_hash)


def setup_hash(number: str, code: str) -> bytes:
    """Return what is kept of a code of a setup sheet: 66 random bits need no keyed hash."""
    return sha256(f"setup:{number}:{code}".encode()).digest()


class ClerkRecords:
    """The clerks table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def add(self, new: NewClerk, now: datetime) -> int | None:
        """Keep a new account and return its id; None where the number is taken."""
        values: dict[str, Any] = {
            "number": new.number,
            "name": self._keys.seal(new.name, "clerks.name"),
            "roles": _written(new.roles),
            "demo_key": new.demo_key,
            "created_at": now,
        }
        if new.id_number is not None:
            values["id_number"] = self._keys.seal(new.id_number, "clerks.id_number")
            values["id_number_hash"] = self._keys.fingerprint("id-number", new.id_number)
        made: int | None = self._conn.scalar(
            insert_into(self._conn, clerks)
            .values(**values)
            .on_conflict_do_nothing(index_elements=["number"])
            .returning(clerks.c.id)
        )
        return made

    def find(self, clerk_id: int) -> Account | None:
        """Return the account with this id, active or not."""
        return self._first(clerks.c.id == clerk_id)

    def by_number(self, number: str) -> Account | None:
        """Return the account with this staff number, active or not."""
        return self._first(clerks.c.number == number)

    def by_demo_key(self, demo_key: str) -> Account | None:
        """Return the account of one of the invented clerks."""
        return self._first(clerks.c.demo_key == demo_key)

    def by_subject(self, subject: str) -> Account | None:
        """Return the account that is linked to this subject of the identity provider."""
        found = self._keys.fingerprints("clerk-subject", subject)
        return self._first(clerks.c.subject_hash.in_(found))

    def listed(self) -> list[Account]:
        """Return every account, the active ones first, by staff number."""
        order = (clerks.c.active.desc(), clerks.c.number)
        return [self._account(row) for row in self._conn.execute(_ACCOUNT.order_by(*order))]

    def set_roles(self, clerk_id: int, roles: frozenset[Role]) -> None:
        """Give exactly these roles."""
        self._set(clerk_id, roles=_written(roles))

    def set_active(self, clerk_id: int, *, active: bool) -> None:
        """Let the account in, or keep it out."""
        self._set(clerk_id, active=active)

    def begin_setup(self, clerk_id: int, hashed: bytes, until: datetime) -> None:
        """Forget all that the account was opened with; a setup code counts until a moment."""
        self._set(
            clerk_id, password_hash=None, totp_secret=None, totp_step=0,
            setup_hash=hashed, setup_until=until, subject=None, subject_hash=None,
        )  # fmt: skip

    def setting_up(self, number: str, hashed: bytes, now: datetime) -> Account | None:
        """Return the active account that waits for this setup code."""
        waits = (
            clerks.c.number == number,
            clerks.c.setup_hash == hashed,
            clerks.c.setup_until > now,
            clerks.c.active,
        )
        row = self._conn.execute(_ACCOUNT.where(*waits)).first()
        return None if row is None else self._account(row)

    def set_totp(self, clerk_id: int, secret: str) -> None:
        """Keep the secret that one-time codes are made of."""
        self._set(clerk_id, totp_secret=self._keys.seal(secret, "clerks.totp_secret"))

    def finish_setup(self, clerk_id: int, password_hash: str) -> None:
        """Keep the password; the setup code counts no more."""
        self._set(clerk_id, password_hash=password_hash, setup_hash=None, setup_until=None)

    def spend_step(self, clerk_id: int, step: int) -> bool:
        """Let the code of this step count, and return whether none as new has counted before."""
        spent = self._conn.execute(
            update(clerks)
            .where(clerks.c.id == clerk_id, clerks.c.totp_step < step)
            .values(totp_step=step)
        )
        return spent.rowcount == 1

    def link(self, clerk_id: int, subject: str) -> None:
        """Tie the account to a subject of the identity provider."""
        sealed = self._keys.seal(subject, "clerks.subject")
        hashed = self._keys.fingerprint("clerk-subject", subject)
        self._set(clerk_id, subject=sealed, subject_hash=hashed)

    def _set(self, clerk_id: int, **values: Any) -> None:
        self._conn.execute(update(clerks).where(clerks.c.id == clerk_id).values(**values))

    def _first(self, condition: ColumnElement[bool]) -> Account | None:
        row = self._conn.execute(_ACCOUNT.where(condition)).first()
        return None if row is None else self._account(row)

    def _account(self, row: Sequence[Any]) -> Account:
        kept = row[len(CLERK_COLUMNS) :]
        active, password_hash, secret, step, until, subject_hash = kept
        return Account(
            clerk=clerk_from(row[: len(CLERK_COLUMNS)], self._keys),
            active=active,
            password_hash=password_hash,
            totp_secret=None if secret is None else self._keys.open(secret, "clerks.totp_secret"),
            totp_step=step,
            setup_until=until,
            linked=subject_hash is not None,
        )


def _written(roles: frozenset[Role]) -> str:
    return ",".join(role.value for role in Role if role in roles)
