"""How each resident wants to be reached: one sealed row an owner."""

import json
from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Column, Connection, LargeBinary, Table, delete, select, update

from services.storage.base import id_column, metadata, private_column, put, utc_column
from services.storage.crypto import Keyring

_contacts = Table(
    "contacts",
    metadata,
    id_column(),
    Column("owner", LargeBinary(32), nullable=False, unique=True),
    utc_column("changed_at"),
    private_column("ways"),
)
_PLACE = "contacts.ways"


class ContactRecords:
    """The contacts table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def keep(self, owner: bytes, ways: Mapping[str, Any], now: datetime) -> None:
        """Keep these ways (JSON values) instead of the ones before."""
        sealed = self._keys.seal(json.dumps(ways, ensure_ascii=False), _PLACE)
        put(self._conn, _contacts, {"owner": owner}, {"ways": sealed, "changed_at": now})

    def of(self, owner: bytes) -> Mapping[str, Any] | None:
        """Return what was kept, if anything was."""
        query = select(_contacts.c.ways).where(_contacts.c.owner == owner)
        sealed = self._conn.execute(query).scalar()
        if sealed is None:
            return None
        ways: dict[str, Any] = json.loads(self._keys.open(sealed, _PLACE))
        return ways

    def of_all(self, owners: Collection[bytes]) -> dict[bytes, Mapping[str, Any]]:
        """What was kept of these, by owner."""
        query = select(_contacts.c.owner, _contacts.c.ways).where(_contacts.c.owner.in_(owners))
        return {
            row.owner: json.loads(self._keys.open(row.ways, _PLACE))
            for row in self._conn.execute(query)
        }

    def adopt(self, old: bytes, new: bytes) -> None:
        """Hand a browser's choice to the person who has signed in there, who may have one."""
        if self.of(new) is None:
            self._conn.execute(update(_contacts).where(_contacts.c.owner == old).values(owner=new))
        else:
            self._conn.execute(delete(_contacts).where(_contacts.c.owner == old))
