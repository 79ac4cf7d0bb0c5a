"""Slips to go on with a half-done task: six digits and a long token, each kept so as to be found.

A slip belongs to one draft by its idempotency key: it ends with the draft, and follows it to a new
owner.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    LargeBinary,
    String,
    Table,
    delete,
    exists,
    select,
    update,
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
from services.storage.drafts import drafts
from services.storage.sessions import token_hash

_KIND = "resume-code"

resume_slips = Table(
    "resume_slips",
    metadata,
    id_column(),
    Column("once", String(32), unique=True, nullable=False),
    Column("service", String(64), nullable=False),
    private_column("code"),
    fingerprint_column("code_hash", _KIND, "code", unique=True),
    private_column("token"),
    Column("token_hash", LargeBinary(32), unique=True, nullable=False),
    private_column("withheld", nullable=True),
    Column("left_by", LargeBinary(32), nullable=True, index=True),
    utc_column("expires_at", index=True),
)


@dataclass(frozen=True)
class ResumeSlip:
    """A slip: ``code`` is six digits, ``token`` 192 random bits in 32 signs.

    ``withheld`` are the answers as they were before the digits left private ones out.
    """

    once: str
    service: str
    code: str
    token: str
    withheld: Mapping[str, Any]
    expires_at: datetime


class ResumeSlipRecords:
    """The resume_slips table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def add(self, once: str, service: str, code: str, token: str, expires_at: datetime) -> bool:
        """Keep a slip for a draft. False when the digits are another's, or the draft has one."""
        row = self._conn.execute(
            insert_into(self._conn, resume_slips)
            .values(
                once=once,
                service=service,
                code=self._keys.seal(code, "resume_slips.code"),
                code_hash=self._keys.fingerprint(_KIND, code),
                token=self._keys.seal(token, "resume_slips.token"),
                token_hash=token_hash(token),
                expires_at=expires_at,
            )
            .on_conflict_do_nothing()
            .returning(resume_slips.c.id)
        ).first()
        return row is not None

    def of_draft(self, once: str, now: datetime) -> ResumeSlip | None:
        """Return the slip of a draft, if it still holds."""
        return self._first(resume_slips.c.once == once, now)

    def by_code(self, code: str, now: datetime) -> ResumeSlip | None:
        """Return the slip with these six digits, if it still holds."""
        found = self._keys.fingerprints(_KIND, code)
        return self._first(resume_slips.c.code_hash.in_(found), now)

    def by_token(self, token: str, now: datetime) -> ResumeSlip | None:
        """Return the slip with this token, if it still holds."""
        return self._first(resume_slips.c.token_hash == token_hash(token), now)

    def drop_expired(self, once: str, now: datetime) -> None:
        """Make room for a new slip of a draft where the old one has run out."""
        self._conn.execute(
            delete(resume_slips).where(
                resume_slips.c.once == once, resume_slips.c.expires_at <= now
            )
        )

    def note_move(self, once: str, left_by: bytes, withheld: Mapping[str, Any]) -> None:
        """Keep who had the draft until now, and the answers that were not handed on."""
        sealed = self._keys.seal(json.dumps(withheld, ensure_ascii=False), "resume_slips.withheld")
        self._conn.execute(
            update(resume_slips)
            .where(resume_slips.c.once == once)
            .values(left_by=left_by, withheld=sealed)
        )

    def was_left_by(self, owner: bytes, service: str, now: datetime) -> bool:
        """Whether a draft of this owner was taken to another machine."""
        found = self._conn.execute(
            select(resume_slips.c.id).where(
                resume_slips.c.left_by == owner,
                resume_slips.c.service == service,
                resume_slips.c.expires_at > now,
                exists().where(drafts.c.once == resume_slips.c.once),
            )
        ).first()
        return found is not None

    def sweep(self, now: datetime) -> None:
        """Forget slips that ran out, and those whose draft was sent or given up."""
        draft = exists().where(drafts.c.once == resume_slips.c.once)
        self._conn.execute(delete(resume_slips).where((resume_slips.c.expires_at <= now) | ~draft))

    def _first(self, condition: ColumnElement[bool], now: datetime) -> ResumeSlip | None:
        row = self._conn.execute(
            select(resume_slips).where(condition, resume_slips.c.expires_at > now)
        ).first()
        if row is None:
            return None
        kept = row.withheld and self._keys.open(row.withheld, "resume_slips.withheld")
        return ResumeSlip(
            once=row.once,
            service=row.service,
            code=self._keys.open(row.code, "resume_slips.code"),
            token=self._keys.open(row.token, "resume_slips.token"),
            withheld=json.loads(kept) if kept else {},
            expires_at=row.expires_at,
        )
