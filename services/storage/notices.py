"""Letters in a resident's inbox on the site: what is new about a case, and whether it was read."""

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Index,
    LargeBinary,
    Row,
    String,
    Table,
    func,
    insert,
    select,
    update,
)

from services.storage.base import id_column, metadata, private_column, utc_column
from services.storage.crypto import Keyring
from services.words import Words, from_json, to_json


class Kind(StrEnum):
    """The kinds of messages; a letter in the inbox on the site keeps its own."""

    CODE = "code"  # to sign in, or to prove that it is you
    FAMILY_CODE = "family-code"  # for somebody at one's side to sign in
    STEP = "step"  # something new about a case
    REMINDER = "reminder"  # what was asked for, in its own words
    SAFETY = "safety"  # somebody may be at your things: it can't wait
    ACCOUNT = "account"  # what others did for a resident in a week
    NEWS = "news"  # something to read on the site that says nothing about itself here


_notices = Table(
    "notices",
    metadata,
    id_column(),
    Column("owner", LargeBinary(32), nullable=False),
    Column("person_id", BigInteger, nullable=True),
    Column("reference", String(24), nullable=False, default=""),
    # Where on this site there is more about it; empty: at the case, if it is about one.
    Column("page", String(120), nullable=False, server_default=""),
    # The language in which its text message is written.
    Column("locale", String(12), nullable=False),
    # What was kept before there were kinds tells of a case, or reminds.
    Column("kind", String(12), nullable=False, server_default=Kind.STEP.value),
    utc_column("at"),
    utc_column("read_at", nullable=True),
    utc_column("posted_at", nullable=True),
    private_column("said"),
    private_column("phone", nullable=True),
    Index("ix_notices_owner_id", "owner", "id"),
)
_PLACE, _PHONE = "notices.said", "notices.phone"


@dataclass(frozen=True)
class Notice:
    """A letter; `reference` is the case it is about, or empty. `read_at` is None until then.

    `page` is the path of a page with more about it, or empty.

    `phone` is where a text message tells of it when no person is known. `posted_at` is when it
    also went by post, on paper or as somebody's letters are.
    """

    id: int
    person_id: int | None
    phone: str | None
    reference: str
    locale: str
    at: datetime
    read_at: datetime | None
    said: Words
    kind: Kind = Kind.STEP
    posted_at: datetime | None = None
    page: str = ""


class NoticeRecords:
    """The notices table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def add(
        self,
        owner: bytes,
        person_id: int | None,
        phone: str | None,
        said: Words,
        reference: str,
        locale: str,
        now: datetime,
        kind: Kind = Kind.STEP,
        page: str = "",
    ) -> int:
        """Put a letter into an inbox; return its id."""
        row = self._row(owner, person_id, phone, said, reference, locale, now, kind, page)
        inserted = self._conn.execute(insert(_notices).values(row)).inserted_primary_key
        assert inserted is not None  # an insert of one row always has one
        notice_id: int = inserted[0]
        return notice_id

    def add_all(
        self,
        letters: Iterable[tuple[bytes, int, Words]],
        locale: str,
        now: datetime,
        kind: Kind,
        page: str,
    ) -> list[int]:
        """Put a letter into each of these inboxes: owner, person, what is said; return the ids."""
        rows = [
            self._row(owner, person, None, said, "", locale, now, kind, page)
            for owner, person, said in letters
        ]
        if not rows:
            return []
        return list(self._conn.scalars(insert(_notices).returning(_notices.c.id), rows))

    def _row(
        self,
        owner: bytes,
        person_id: int | None,
        phone: str | None,
        said: Words,
        reference: str,
        locale: str,
        now: datetime,
        kind: Kind,
        page: str,
    ) -> dict[str, Any]:
        text = json.dumps(to_json(said), ensure_ascii=False)
        return {
            "owner": owner,
            "person_id": person_id,
            "reference": reference,
            "locale": locale,
            "kind": kind.value,
            "page": page,
            "at": now,
            "said": self._keys.seal(text, _PLACE),
            "phone": None if phone is None else self._keys.seal(phone, _PHONE),
        }

    def find(self, notice_id: int) -> Notice | None:
        """Return one letter."""
        row = self._conn.execute(select(_notices).where(_notices.c.id == notice_id)).first()
        return None if row is None else self._notice(row)

    def of(self, owner: bytes, limit: int) -> list[Notice]:
        """Return the newest letters of an inbox."""
        newest = (
            select(_notices)
            .where(_notices.c.owner == owner)
            .order_by(_notices.c.id.desc())
            .limit(limit)
        )
        return [self._notice(row) for row in self._conn.execute(newest)]

    def unread(self, owner: bytes) -> int:
        """Count the letters that were not read yet."""
        new = (_notices.c.owner == owner) & _notices.c.read_at.is_(None)
        return self._conn.execute(select(func.count()).where(new)).scalar_one()

    def mark_read(self, owner: bytes, now: datetime) -> None:
        """Note that all letters were read."""
        new = (_notices.c.owner == owner) & _notices.c.read_at.is_(None)
        self._conn.execute(update(_notices).where(new).values(read_at=now))

    def to_post(self, owner: bytes, kinds: Collection[Kind], since: datetime) -> list[Notice]:
        """Letters of these kinds that did not go by post yet, the first first."""
        query = select(_notices).where(
            _notices.c.owner == owner,
            _notices.c.kind.in_([kind.value for kind in kinds]),
            _notices.c.posted_at.is_(None),
            _notices.c.at >= since,
        )
        return [self._notice(row) for row in self._conn.execute(query.order_by(_notices.c.id))]

    def mark_posted(self, notices: Collection[int], now: datetime) -> None:
        """Note that these went by post."""
        posted = update(_notices).where(_notices.c.id.in_(notices))
        self._conn.execute(posted.values(posted_at=now))

    def adopt(self, old: bytes, new: bytes, person_id: int) -> None:
        """Hand a browser's inbox to the person who has signed in there."""
        self._conn.execute(
            update(_notices).where(_notices.c.owner == old).values(owner=new, person_id=person_id)
        )

    def _notice(self, row: Row[Any]) -> Notice:
        said = from_json(json.loads(self._keys.open(row.said, _PLACE)))
        phone = None if row.phone is None else self._keys.open(row.phone, _PHONE)
        return Notice(
            row.id, row.person_id, phone, row.reference, row.locale, row.at, row.read_at, said,
            Kind(row.kind), row.posted_at, row.page,
        )  # fmt: skip
