"""Words a voice got wrong: each reported spot of a sentence, sealed, and who reported it."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Connection,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    Row,
    Select,
    String,
    Table,
    UniqueConstraint,
    case,
    delete,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import IntegrityError

from services.storage.base import (
    fingerprint_column,
    id_column,
    insert_into,
    metadata,
    private_column,
    utc_column,
)
from services.storage.crypto import Keyring
from services.storage.errors import Conflict

_SUBJECT = "reading-report"
_reports = Table(
    "reading_reports",
    metadata,
    id_column(),
    # One row for each word of each sentence, however many report it.
    fingerprint_column("subject", _SUBJECT, of="said", unique=True),
    private_column("said"),
    Column("public", Boolean, nullable=False),
    Column("state", String(12), nullable=False),
    Column("tally", Integer, nullable=False),
    utc_column("at"),
    utc_column("settled_at", nullable=True),
    private_column("settled_by", nullable=True),
    Index("ix_reading_reports_state_tally", "state", "tally"),
)
_SAID, _SETTLED_BY = "reading_reports.said", "reading_reports.settled_by"

_voices = Table(
    "reading_voices",
    metadata,
    id_column(),
    Column("report_id", BigInteger, ForeignKey("reading_reports.id"), nullable=False),
    Column("owner", LargeBinary(32), nullable=False, index=True),
    # The language in which this listener is told what came of it.
    Column("locale", String(12), nullable=False),
    utc_column("at"),
    private_column("wish", nullable=True),
    UniqueConstraint("report_id", "owner"),
)
_WISH = "reading_voices.wish"


class ReportState(StrEnum):
    """What came of a report."""

    OPEN = "open"
    CHANGED = "changed"  # the word is said in another way now
    RIGHT = "right"  # it was no mistake
    PASSED_ON = "passed-on"  # no dictionary can mend it: a figure, a letter, a whole sentence


@dataclass(frozen=True)
class Spot:
    """The characters ``start`` to ``end`` of a sentence; the whole of it where they are equal.

    ``language`` is a BCP 47 tag. A ``public`` sentence is the same for everyone; of another one,
    ``text`` is only what a clerk may see.
    """

    language: str
    text: str
    start: int
    end: int
    public: bool

    @property
    def word(self) -> str:
        """The word itself; empty where the whole sentence is meant."""
        return self.text[self.start : self.end]


@dataclass(frozen=True)
class Report:
    """A spot and how many listeners (``tally``) said that it is wrong; ``by`` settled it."""

    id: int
    spot: Spot
    state: ReportState
    tally: int
    at: datetime
    settled_at: datetime | None
    by: str


@dataclass(frozen=True)
class Voice:
    """One listener's report: whom to tell, in which language, and how it should sound, if said."""

    owner: bytes
    locale: str
    wish: str


class ReadingRecords:
    """The tables of reports and of those who made them."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def find_spot(self, spot: Spot) -> Report | None:
        """The report on this spot, if anybody has made one."""
        prints = self._keys.fingerprints(_SUBJECT, _packed(spot))
        return self._first(select(_reports).where(_reports.c.subject.in_(prints)))

    def add(self, spot: Spot, now: datetime) -> int:
        """Keep a spot nobody has reported yet; return its number. Raises Conflict."""
        said = _packed(spot)
        row = {
            "subject": self._keys.fingerprint(_SUBJECT, said),
            "said": self._keys.seal(said, _SAID),
            "public": spot.public,
            "state": ReportState.OPEN.value,
            "tally": 0,
            "at": now,
        }
        try:
            inserted = self._conn.execute(insert(_reports).values(row)).inserted_primary_key
        except IntegrityError as error:
            raise Conflict("reading_reports") from error
        assert inserted is not None  # an insert of one row always has one
        number: int = inserted[0]
        return number

    def add_voice(self, report_id: int, owner: bytes, locale: str, now: datetime) -> bool:
        """Count one more listener; False where this one was counted before."""
        row = {"report_id": report_id, "owner": owner, "locale": locale, "at": now}
        added = insert_into(self._conn, _voices).values(row).on_conflict_do_nothing()
        if self._conn.execute(added.returning(_voices.c.id)).first() is None:
            return False
        here = _reports.c.id == report_id
        self._conn.execute(update(_reports).where(here).values(tally=_reports.c.tally + 1))
        return True

    def add_wish(self, report_id: int, owner: bytes, wish: str) -> None:
        """Keep how it should sound, as this listener says."""
        mine = (_voices.c.report_id == report_id) & (_voices.c.owner == owner)
        sealed = self._keys.seal(wish, _WISH)
        self._conn.execute(update(_voices).where(mine).values(wish=sealed))

    def voices(self, report_id: int, limit: int) -> list[Voice]:
        """The first listeners who reported this."""
        query = select(_voices).where(_voices.c.report_id == report_id)
        rows = self._conn.execute(query.order_by(_voices.c.id).limit(limit))
        return [self._voice(row) for row in rows]

    def wishes(self, report_id: int, limit: int) -> list[str]:
        """How it should sound, as the first listeners who said so would have it."""
        said = (_voices.c.report_id == report_id) & _voices.c.wish.is_not(None)
        query = select(_voices).where(said).order_by(_voices.c.id).limit(limit)
        return [self._voice(row).wish for row in self._conn.execute(query)]

    def voice_of(self, report_id: int, owner: bytes) -> Voice | None:
        """What this listener said about a report."""
        mine = (_voices.c.report_id == report_id) & (_voices.c.owner == owner)
        row = self._conn.execute(select(_voices).where(mine)).first()
        return None if row is None else self._voice(row)

    def adopt(self, old: bytes, new: bytes) -> None:
        """Hand a browser's reports to the person who has signed in there, who may have some."""
        known = select(_voices.c.report_id).where(_voices.c.owner == new)
        mine = _voices.c.owner == old
        self._conn.execute(delete(_voices).where(mine, _voices.c.report_id.in_(known)))
        self._conn.execute(update(_voices).where(mine).values(owner=new))

    def find(self, report_id: int) -> Report | None:
        """Return one report."""
        return self._first(select(_reports).where(_reports.c.id == report_id))

    def listed(self, limit: int, offset: int) -> list[Report]:
        """Reports, the open ones first and of these the most often made."""
        still = case((_reports.c.state == ReportState.OPEN.value, 0), else_=1)
        query = select(_reports).order_by(still, _reports.c.tally.desc(), _reports.c.id)
        rows = self._conn.execute(query.limit(limit).offset(offset))
        return [self._report(row) for row in rows]

    def count(self, state: ReportState | None = None) -> int:
        """How many reports there are, in one state or in all."""
        query = select(func.count()).select_from(_reports)
        if state is not None:
            query = query.where(_reports.c.state == state.value)
        return self._conn.execute(query).scalar_one()

    def settle(
        self, report_id: int, old: ReportState, new: ReportState, by: str, now: datetime
    ) -> None:
        """Note what came of a report, or that it is open again. Raises Conflict."""
        over = new is not ReportState.OPEN
        values = {
            "state": new.value,
            "settled_at": now if over else None,
            "settled_by": self._keys.seal(by, _SETTLED_BY) if over else None,
        }
        here = (_reports.c.id == report_id) & (_reports.c.state == old.value)
        if self._conn.execute(update(_reports).where(here).values(values)).rowcount != 1:
            raise Conflict("reading_reports")

    def sweep(self, before: datetime) -> None:
        """Forget reports that were settled before a moment, and who made them."""
        old = _reports.c.settled_at.is_not(None) & (_reports.c.settled_at < before)
        numbers = select(_reports.c.id).where(old)
        self._conn.execute(delete(_voices).where(_voices.c.report_id.in_(numbers)))
        self._conn.execute(delete(_reports).where(old))

    def _first(self, query: Select[Any]) -> Report | None:
        row = self._conn.execute(query).first()
        return None if row is None else self._report(row)

    def _report(self, row: Row[Any]) -> Report:
        spot = Spot(*json.loads(self._keys.open(row.said, _SAID)))
        by = "" if row.settled_by is None else self._keys.open(row.settled_by, _SETTLED_BY)
        state = ReportState(row.state)
        return Report(row.id, spot, state, row.tally, row.at, row.settled_at, by)

    def _voice(self, row: Row[Any]) -> Voice:
        wish = "" if row.wish is None else self._keys.open(row.wish, _WISH)
        return Voice(row.owner, row.locale, wish)


def _packed(spot: Spot) -> str:
    said: Sequence[Any] = (spot.language, spot.text, spot.start, spot.end, spot.public)
    return json.dumps(said, ensure_ascii=False)
