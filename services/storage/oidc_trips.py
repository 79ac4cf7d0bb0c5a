"""Trips to an identity provider: what was asked there, kept until the browser comes back."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Column, Connection, LargeBinary, String, Table, delete, insert

from services.storage.base import id_column, metadata, private_column, utc_column
from services.storage.crypto import Keyring
from services.storage.sessions import token_hash

_trips = Table(
    "oidc_trips",
    metadata,
    id_column(),
    Column("state_hash", LargeBinary(32), unique=True, nullable=False),
    Column("owner_key", LargeBinary(32), nullable=False),
    Column("issuer", String(200), nullable=False),
    private_column("content"),
    utc_column("expires_at", index=True),
)
_PLACE = "oidc_trips.content"


@dataclass(frozen=True)
class Trip:
    """What the provider must give back, and where the browser goes then.

    `nonce` stands in its answer, `verifier` fetches it (RFC 7636); `wanted` is a path of this
    site; `again` when the person had to prove anew who they are.
    """

    nonce: str
    verifier: str
    wanted: str
    again: bool = False


class OidcTripRecords:
    """The oidc_trips table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def begin(
        self, state: str, owner: bytes, issuer: str, trip: Trip, expires_at: datetime
    ) -> None:
        """Note that a browser leaves for a provider with a random state."""
        content = self._keys.seal(json.dumps(asdict(trip)), _PLACE)
        self._conn.execute(
            insert(_trips).values(
                state_hash=token_hash(state), owner_key=owner, issuer=issuer,
                content=content, expires_at=expires_at,
            )
        )  # fmt: skip

    def take(self, state: str, owner: bytes, issuer: str, now: datetime) -> Trip | None:
        """Return the trip of this state that began in this browser; it ends with that."""
        row = self._conn.execute(
            delete(_trips)
            .where(
                _trips.c.state_hash == token_hash(state),
                _trips.c.owner_key == owner,
                _trips.c.issuer == issuer,
            )
            .returning(_trips.c.content, _trips.c.expires_at)
        ).first()
        if row is None or row.expires_at <= now:
            return None
        return Trip(**json.loads(self._keys.open(row.content, _PLACE)))

    def sweep(self, expired_before: datetime) -> None:
        """Forget trips that nobody came back from."""
        self._conn.execute(delete(_trips).where(_trips.c.expires_at < expired_before))
