"""Answers given so far: one sealed row for each owner and service, so that nothing is retyped."""

import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    bindparam,
    delete,
    select,
    update,
)

from services.storage.base import id_column, metadata, private_column, put, utc_column
from services.storage.crypto import Keyring
from services.storage.quick import QuickSelect

drafts = Table(
    "drafts",
    metadata,
    id_column(),
    Column("owner_key", LargeBinary(32), nullable=False),
    Column("service", String(64), nullable=False),
    private_column("answers"),
    Column("once", String(32), nullable=False, index=True),
    utc_column("updated_at", index=True),
    UniqueConstraint("owner_key", "service"),
)

_ONE = QuickSelect(
    select(drafts.c.answers, drafts.c.once, drafts.c.updated_at).where(
        drafts.c.owner_key == bindparam("owner"), drafts.c.service == bindparam("service")
    )
)


@dataclass(frozen=True)
class Draft:
    """Answers by question slug (JSON values), and the idempotency key of their submission."""

    service: str
    answers: Mapping[str, Any]
    once: str
    updated_at: datetime


class DraftRecords:
    """The drafts table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def find(self, owner: bytes, service: str) -> Draft | None:
        """Return the owner's draft for a service; one statement."""
        row = _ONE.row(self._conn, owner=owner, service=service)
        if row is None:
            return None
        answers, once, updated_at = row
        return Draft(service, self._open(answers), once, updated_at)

    def all_of(self, owner: bytes) -> list[Draft]:
        """Return all the owner's drafts, the latest first."""
        rows = self._conn.execute(
            select(drafts.c.service, drafts.c.answers, drafts.c.once, drafts.c.updated_at)
            .where(drafts.c.owner_key == owner)
            .order_by(drafts.c.updated_at.desc(), drafts.c.id.desc())
        )
        return [
            Draft(row.service, self._open(row.answers), row.once, row.updated_at) for row in rows
        ]

    def save(self, owner: bytes, service: str, answers: Mapping[str, Any], now: datetime) -> Draft:
        """Keep these answers as the whole draft; a new draft gets its idempotency key."""
        sealed = self._keys.seal(json.dumps(answers, ensure_ascii=False), "drafts.answers")
        put(
            self._conn,
            drafts,
            {"owner_key": owner, "service": service},
            {"answers": sealed, "updated_at": now},
            at_first={"once": secrets.token_hex(16)},
        )
        kept = self.find(owner, service)
        if kept is None:
            raise LookupError("a draft that was just kept is gone")
        return kept

    def by_once(self, once: str) -> tuple[bytes, Draft] | None:
        """Return the draft with this idempotency key and its owner, whoever that is now."""
        row = self._conn.execute(
            select(
                drafts.c.owner_key, drafts.c.service, drafts.c.answers, drafts.c.updated_at
            ).where(drafts.c.once == once)
        ).first()
        if row is None:
            return None
        return row.owner_key, Draft(row.service, self._open(row.answers), once, row.updated_at)

    def change(
        self, owner: bytes, once: str, answers: Mapping[str, Any], now: datetime
    ) -> Draft | None:
        """Keep new answers in the draft with this key, unless the owner has it no longer."""
        sealed = self._keys.seal(json.dumps(answers, ensure_ascii=False), "drafts.answers")
        service = self._conn.execute(
            update(drafts)
            .where(drafts.c.owner_key == owner, drafts.c.once == once)
            .values(answers=sealed, updated_at=now)
            .returning(drafts.c.service)
        ).scalar()
        return None if service is None else Draft(service, answers, once, now)

    def touch(self, once: str, now: datetime) -> None:
        """Count the thirty days of a draft from now on."""
        self._conn.execute(update(drafts).where(drafts.c.once == once).values(updated_at=now))

    def move(
        self, draft: Draft, old: bytes, new: bytes, answers: Mapping[str, Any], now: datetime
    ) -> bool:
        """Hand a draft over with these answers, if nobody has changed it since it was read."""
        self.delete(new, draft.service)
        sealed = self._keys.seal(json.dumps(answers, ensure_ascii=False), "drafts.answers")
        moved = self._conn.execute(
            update(drafts)
            .where(
                drafts.c.once == draft.once,
                drafts.c.owner_key == old,
                drafts.c.updated_at == draft.updated_at,
            )
            .values(owner_key=new, answers=sealed, updated_at=now)
        )
        return moved.rowcount == 1

    def delete(self, owner: bytes, service: str) -> None:
        """Drop the owner's draft for a service, as when it has been sent in."""
        self._conn.execute(
            delete(drafts).where(drafts.c.owner_key == owner, drafts.c.service == service)
        )

    def take(self, owner: bytes, once: str) -> bool:
        """Drop the draft with this key for good; of two who do so at once, one gets True."""
        mine = (drafts.c.owner_key == owner) & (drafts.c.once == once)
        return self._conn.execute(delete(drafts).where(mine)).rowcount == 1

    def adopt(self, old: bytes, new: bytes) -> None:
        """Hand all drafts of one owner to another; of two for one service the later stays."""
        theirs = {draft.service: draft for draft in self.all_of(new)}
        for draft in self.all_of(old):
            other = theirs.get(draft.service)
            if other is not None and other.updated_at > draft.updated_at:
                self.delete(old, draft.service)
            elif other is not None:
                self.delete(new, draft.service)
        self._conn.execute(update(drafts).where(drafts.c.owner_key == old).values(owner_key=new))

    def sweep(self, updated_before: datetime) -> None:
        """Forget drafts not touched since a moment."""
        self._conn.execute(delete(drafts).where(drafts.c.updated_at < updated_before))

    def _open(self, sealed: bytes) -> dict[str, Any]:
        answers: dict[str, Any] = json.loads(self._keys.open(sealed, "drafts.answers"))
        return answers
