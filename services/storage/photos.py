"""Photos that residents have added: sealed, owned, and forgotten when no case came of them."""

import base64
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    ForeignKey,
    Integer,
    LargeBinary,
    String,
    Table,
    delete,
    exists,
    insert,
    select,
    update,
)

from services.storage.base import id_column, metadata, private_column, utc_column
from services.storage.crypto import Keyring
from services.storage.drafts import drafts

photos = Table(
    "photos",
    metadata,
    id_column(),
    Column("key", String(32), nullable=False, unique=True),
    Column("owner", LargeBinary(32), nullable=False, index=True),
    Column("case_id", BigInteger, ForeignKey("cases.id"), nullable=True, index=True),
    Column("size", Integer, nullable=False),
    utc_column("kept_at", index=True),
    private_column("name"),
    # Base64: the one seal of the house is for text, and so a change of keys brings photos along.
    private_column("picture"),
    # A change of keys must not hold hundreds of megabytes, nor the residents up for so long.
    info={"batch": 5},
)


@dataclass(frozen=True)
class Photo:
    """A photo as kept: always JPEG. ``name`` is what its file was called; ``case_id`` once sent."""

    key: str
    owner: bytes
    case_id: int | None
    name: str
    picture: bytes


class PhotoRecords:
    """The photos table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def add(self, owner: bytes, name: str, picture: bytes, now: datetime) -> str:
        """Keep a photo; returns its key."""
        key = secrets.token_hex(16)
        sealed = self._keys.seal(base64.b64encode(picture).decode(), "photos.picture")
        row = {
            "key": key,
            "owner": owner,
            "size": len(picture),
            "kept_at": now,
            "name": self._keys.seal(name, "photos.name"),
            "picture": sealed,
        }
        self._conn.execute(insert(photos).values(row))
        return key

    def find(self, key: str) -> Photo | None:
        """The photo with this key, whoever owns it."""
        row = self._conn.execute(select(photos).where(photos.c.key == key)).first()
        if row is None:
            return None
        picture = base64.b64decode(self._keys.open(row.picture, "photos.picture"))
        name = self._keys.open(row.name, "photos.name")
        return Photo(row.key, row.owner, row.case_id, name, picture)

    def of_case(self, case_id: int) -> list[tuple[str, str]]:
        """Key and name of each photo of a case, in the order in which they came."""
        its = select(photos.c.key, photos.c.name).where(photos.c.case_id == case_id)
        rows = self._conn.execute(its.order_by(photos.c.id))
        return [(row.key, self._keys.open(row.name, "photos.name")) for row in rows]

    def count_loose(self, owner: bytes) -> int:
        """How many photos of an owner are in no case yet."""
        loose = select(photos.c.id).where(photos.c.owner == owner, photos.c.case_id.is_(None))
        return len(self._conn.execute(loose).all())

    def attach(self, keys: Sequence[str], owner: bytes, case_id: int) -> None:
        """Keep photos of an owner as long as a case."""
        self._conn.execute(
            update(photos)
            .where(photos.c.key.in_(keys), photos.c.owner == owner, photos.c.case_id.is_(None))
            .values(case_id=case_id)
        )

    def adopt(self, old: bytes, new: bytes) -> None:
        """Hand all photos of one owner to another."""
        self._conn.execute(update(photos).where(photos.c.owner == old).values(owner=new))

    def hand_over(self, keys: Sequence[str], new: bytes) -> None:
        """Give the photos of a draft that goes on elsewhere to whoever has it now."""
        self._conn.execute(
            update(photos)
            .where(photos.c.key.in_(keys), photos.c.case_id.is_(None))
            .values(owner=new)
        )

    def drop_loose(self, owner: bytes, key: str) -> None:
        """Forget a photo of an owner that is in no case."""
        self._conn.execute(
            delete(photos).where(
                photos.c.key == key, photos.c.owner == owner, photos.c.case_id.is_(None)
            )
        )

    def sweep(self, kept_before: datetime, draft_or_not: datetime) -> None:
        """Forget photos that are in no case, kept before a moment by whoever has no draft now.

        ``draft_or_not``: what was kept before this one goes, whatever is half done.
        """
        half_done = exists().where(drafts.c.owner_key == photos.c.owner)
        old = (photos.c.kept_at < kept_before) & ~half_done
        self._conn.execute(
            delete(photos).where(
                photos.c.case_id.is_(None), old | (photos.c.kept_at < draft_or_not)
            )
        )
