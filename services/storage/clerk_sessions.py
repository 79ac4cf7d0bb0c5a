"""Which clerk is signed in, and where: one row a browser; an account that is closed ends them."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Connection,
    ForeignKey,
    LargeBinary,
    String,
    Table,
    bindparam,
    delete,
    insert,
    select,
    update,
)

from services.staff.accounts import Clerk
from services.storage.base import id_column, metadata, utc_column
from services.storage.clerks import CLERK_COLUMNS, clerk_from, clerks
from services.storage.crypto import Keyring
from services.storage.quick import QuickSelect
from services.storage.sessions import token_hash

clerk_sessions = Table(
    "clerk_sessions",
    metadata,
    id_column(),
    Column("token_hash", LargeBinary(32), unique=True, nullable=False),
    Column(
        "clerk_id",
        BigInteger,
        ForeignKey("clerks.id", ondelete="CASCADE"),
        nullable=False,
        index=True,
    ),
    # Good for nothing but setting up the account.
    Column("setting_up", Boolean, nullable=False),
    # The operating system of the machine it belongs to, in a word; empty for one unknown.
    Column("system", String(12), nullable=False),
    utc_column("created_at"),
    utc_column("last_seen_at", index=True),
    utc_column("ended_at", nullable=True),
)

_SIGNED_IN = QuickSelect(
    select(
        clerk_sessions.c.last_seen_at,
        clerk_sessions.c.system,
        clerks.c.demo_key,
        *CLERK_COLUMNS,
    )
    .select_from(clerk_sessions.join(clerks, clerks.c.id == clerk_sessions.c.clerk_id))
    .where(
        clerk_sessions.c.token_hash == bindparam("token_hash"),
        clerk_sessions.c.ended_at.is_(None),
        clerk_sessions.c.setting_up == bindparam("setting_up"),
        clerk_sessions.c.last_seen_at > bindparam("seen_after"),
        clerk_sessions.c.created_at > bindparam("made_after"),
        clerks.c.active,
    )
)


@dataclass(frozen=True)
class ClerkHere:
    """A live session: its clerk, whether an invented one, the system of its machine."""

    clerk: Clerk
    demo: bool
    system: str
    last_seen_at: datetime


class ClerkSessionRecords:
    """The clerk_sessions table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def start(
        self,
        token: str,
        clerk_id: int,
        now: datetime,
        system: str = "",
        *,
        setting_up: bool = False,
    ) -> None:
        """Open a session under a new random token, for a machine with this system."""
        self._conn.execute(
            insert(clerk_sessions).values(
                token_hash=token_hash(token),
                clerk_id=clerk_id,
                setting_up=setting_up,
                system=system,
                created_at=now,
                last_seen_at=now,
            )
        )

    def find(
        self, token: str, seen_after: datetime, made_after: datetime, *, setting_up: bool = False
    ) -> ClerkHere | None:
        """Return the live session of this token whose account is active; one statement."""
        row = _SIGNED_IN.row(
            self._conn,
            token_hash=token_hash(token),
            setting_up=setting_up,
            seen_after=seen_after,
            made_after=made_after,
        )
        if row is None:
            return None
        seen, system, demo_key, *clerk = row
        return ClerkHere(clerk_from(clerk, self._keys), demo_key is not None, system, seen)

    def touch(self, token: str, now: datetime) -> None:
        """Note that the session was used."""
        self._conn.execute(
            update(clerk_sessions)
            .where(clerk_sessions.c.token_hash == token_hash(token))
            .values(last_seen_at=now)
        )

    def end(self, token: str, now: datetime) -> None:
        """End one session: the token opens nothing from now on."""
        self._end(clerk_sessions.c.token_hash == token_hash(token), now)

    def end_all(self, clerk_id: int, now: datetime) -> None:
        """End every session of a clerk, on every machine."""
        self._end(clerk_sessions.c.clerk_id == clerk_id, now)

    def sweep(self, made_before: datetime) -> None:
        """Forget sessions made before a moment, ended or not."""
        self._conn.execute(delete(clerk_sessions).where(clerk_sessions.c.created_at < made_before))

    def _end(self, condition: ColumnElement[bool], now: datetime) -> None:
        self._conn.execute(
            update(clerk_sessions)
            .where(condition, clerk_sessions.c.ended_at.is_(None))
            .values(ended_at=now)
        )
