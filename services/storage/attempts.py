"""What was typed on a page that could not be accepted, sealed, to show the page filled in again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import (
    Column,
    Connection,
    LargeBinary,
    String,
    Table,
    UniqueConstraint,
    delete,
    select,
)

from services.storage.base import id_column, metadata, private_column, put, utc_column
from services.storage.crypto import Keyring
from services.words import Words, from_json, to_json

# All fields of one page together, in characters: a full page of typing with room to spare, and
# small enough that nobody can fill the disk with it.
LARGEST = 16_000
LONGEST_PAGE = 200

attempts = Table(
    "attempts",
    metadata,
    id_column(),
    Column("owner_key", LargeBinary(32), nullable=False),
    Column("page", String(LONGEST_PAGE), nullable=False),
    private_column("content"),
    utc_column("kept_at", index=True),
    UniqueConstraint("owner_key", "page"),
)


@dataclass(frozen=True)
class KeptAttempt:
    """What was typed by field name, the problems by field name, and a notice for the page."""

    typed: Mapping[str, list[str]]
    problems: Mapping[str, Words]
    notice: Words | None


class AttemptRecords:
    """The attempts table."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def keep(
        self,
        owner: bytes,
        page: str,
        typed: Mapping[str, list[str]],
        problems: Mapping[str, Words],
        notice: Words | None,
        now: datetime,
    ) -> None:
        """Keep an attempt for a page instead of the one before; what is too long is cut."""
        content = {
            "typed": _cut(typed),
            "problems": {name: to_json(said) for name, said in problems.items()},
            "notice": None if notice is None else to_json(notice),
        }
        sealed = self._keys.seal(json.dumps(content, ensure_ascii=False), "attempts.content")
        key = {"owner_key": owner, "page": page[:LONGEST_PAGE]}
        put(self._conn, attempts, key, {"content": sealed, "kept_at": now})

    def find(self, owner: bytes, page: str) -> KeptAttempt | None:
        """Return what was kept for a page."""
        sealed = self._conn.execute(
            select(attempts.c.content).where(
                attempts.c.owner_key == owner, attempts.c.page == page[:LONGEST_PAGE]
            )
        ).scalar()
        if sealed is None:
            return None
        content = json.loads(self._keys.open(sealed, "attempts.content"))
        notice = content["notice"]
        return KeptAttempt(
            content["typed"],
            {name: from_json(said) for name, said in content["problems"].items()},
            None if notice is None else from_json(notice),
        )

    def drop(self, owner: bytes, page: str) -> None:
        """Forget what was kept for a page, as when it has been accepted."""
        self._conn.execute(
            delete(attempts).where(
                attempts.c.owner_key == owner, attempts.c.page == page[:LONGEST_PAGE]
            )
        )

    def sweep(self, kept_before: datetime) -> None:
        """Forget attempts kept before a moment."""
        self._conn.execute(delete(attempts).where(attempts.c.kept_at < kept_before))


def _cut(typed: Mapping[str, list[str]]) -> dict[str, list[str]]:
    room = LARGEST
    kept: dict[str, list[str]] = {}
    for name, values in typed.items():
        kept[name] = []
        for value in values:
            if room - len(name) < 0:
                return kept
            kept[name].append(value[: room - len(name)])
            room -= len(name) + len(kept[name][-1])
    return kept
