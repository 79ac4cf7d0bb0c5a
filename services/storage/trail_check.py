"""Reads the trail from its first line to its last, and says where it is not as it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256
from typing import Any

from sqlalchemy import Dialect, Row, select, type_coerce

from services.deeds import Deed
from services.storage.base import UtcDateTime
from services.storage.crypto import Keyring, SealBroken, UnknownKey
from services.storage.database import Database
from services.storage.trail import ERASING, GENESIS, PLACE, chained, line_from, trail

BATCH = 1_000


class _Moment(UtcDateTime):
    """A moment as kept, or None where what is kept is none, or is one written otherwise."""

    cache_ok = True

    def result_processor(self, dialect: Dialect, coltype: object) -> Any:
        """Read what the driver gives; never fails."""
        read, write = super().result_processor(dialect, coltype), self.bind_processor(dialect)

        def readable(value: Any) -> datetime | None:
            try:
                moment: Any = read(value) if read else value
                # SQLite keeps text, and another text may tell the same moment.
                same = dialect.name != "sqlite" or write is None or write(moment) == value
            except (TypeError, ValueError):
                return None
            return moment if same else None

        return readable


_COLUMNS = [
    type_coerce(column, _Moment()).label("at") if column.name == "at" else column
    for column in trail.c
]


class Fault(StrEnum):
    """What can be wrong with a line."""

    MISSING = "missing"  # there is none of this number, nor of those up to the next line
    CHANGED = "changed"  # it does not follow from the line before
    WORDS = "words"  # its words are not those that were written
    BARE = "bare"  # its words are gone, and no rule took them
    HEAD = "head"  # a kept head says that another line stood here


@dataclass(frozen=True)
class Head:
    """The newest line at some moment, as kept outside the table."""

    number: int
    hash: bytes


@dataclass(frozen=True)
class Found:
    """A line that is not as it was written."""

    number: int
    fault: Fault


@dataclass(frozen=True)
class Checked:
    """How many lines there are, the newest one, and each that is not as it was written."""

    lines: int
    head: Head
    found: tuple[Found, ...]


@dataclass(frozen=True)
class _Erased:
    """Which words rules took: of lines before a moment, of people up to a line."""

    before: datetime | None
    people: dict[int, int]

    def covers(self, row: Row[Any]) -> bool:
        """Whether the words of this line may be gone."""
        if self.before is not None and row.at < self.before:
            return True
        return bool(row.id < self.people.get(row.subject_id, 0))


def check(db: Database, heads: Iterable[Head]) -> Checked:
    """Check every line, a batch at a time so that nobody waits. Raises StorageUnavailable."""
    kept = {head.number: head.hash for head in heads}
    erased = _erased(db)
    number, before, lines = 0, GENESIS, 0
    found: list[Found] = []
    for row in _rows(db):
        lines += 1
        if row.id != number + 1:
            found.append(Found(number + 1, Fault.MISSING))
        if kept.pop(row.id, row.hash) != row.hash:
            found.append(Found(row.id, Fault.HEAD))
        found += [Found(row.id, fault) for fault in _faults(row, before, erased, db.keys)]
        number, before = row.id, row.hash
    # A head at which no line stands: the trail was cut short.
    found += [Found(cut, Fault.HEAD) for cut in sorted(kept)]
    return Checked(lines, Head(number, before), tuple(found))


def _faults(row: Row[Any], before: bytes, erased: _Erased, keys: Keyring) -> Iterator[Fault]:
    if not _follows(row, before):
        yield Fault.CHANGED
    elif row.content is None:
        if not erased.covers(row):
            yield Fault.BARE
        return
    if row.content is not None and not _has_its_words(row, keys):
        yield Fault.WORDS


def _follows(row: Row[Any], before: bytes) -> bool:
    try:
        return bool(chained(dict(row._mapping), before) == row.hash)
    except (AttributeError, TypeError):
        return False  # SQLite keeps anything in any column.


def _has_its_words(row: Row[Any], keys: Keyring) -> bool:
    try:
        words = keys.open(row.content, PLACE)
    except (SealBroken, UnknownKey, TypeError):
        return False
    return bool(sha256(words.encode()).digest() == row.digest)


def _rows(db: Database) -> Iterator[Row[Any]]:
    last = 0
    while True:
        query = select(*_COLUMNS).where(trail.c.id > last).order_by(trail.c.id).limit(BATCH)
        with db.read() as work:
            rows = work.conn.execute(query).all()
        if not rows:
            return
        yield from rows
        last = rows[-1].id


def _erased(db: Database) -> _Erased:
    before: datetime | None = None
    people: dict[int, int] = {}
    with db.read() as work:
        rows = work.conn.execute(select(trail).where(trail.c.deed.in_(ERASING))).all()
    for row in rows:
        if row.deed == Deed.PERSON_ERASED.value:
            people[row.subject_id] = row.id
            continue
        try:
            until = datetime.fromisoformat(line_from(row, db.keys).entry.about)
        except (SealBroken, UnknownKey, ValueError):
            continue  # Says nothing any more; the line itself is found to be wrong.
        before = until if before is None else max(before, until)
    return _Erased(before, people)
