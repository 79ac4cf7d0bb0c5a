"""Visits to residents' homes: when, by whom, how far; and each report of what came of one."""

import json
from collections.abc import Collection, Mapping
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
    Integer,
    LargeBinary,
    Row,
    Select,
    String,
    Table,
    insert,
    select,
    update,
)

from services.storage.base import (
    id_column,
    insert_into,
    metadata,
    private_column,
    utc_column,
)
from services.storage.crypto import Keyring


class VisitState(StrEnum):
    """How far a visit is."""

    PLANNED = "planned"
    CARRIED = "carried"  # been there; what was collected is still to be handed in
    AGAIN = "again"  # been there; something is missing
    MISSED = "missed"  # nobody was at home
    OVER = "over"  # done, or not wanted any more
    CANCELLED = "cancelled"  # by the resident, before anybody went


class ReportState(StrEnum):
    """What a report is worth."""

    COUNTS = "counts"
    AGREES = "agrees"  # says what another one said already
    WAITS = "waits"  # came too late: somebody has to decide
    DROPPED = "dropped"


@dataclass(frozen=True)
class NewVisit:
    """A visit to be made. ``exact``: its time was promised, not only the half of a day."""

    case_id: int
    service: str
    ward: str
    starts_at: datetime
    ends_at: datetime
    exact: bool


@dataclass(frozen=True)
class Visit:
    """A visit as kept; ``version`` counts its changes.

    Who goes, and what was promised by which day, stands in the ledger of promises.
    """

    id: int
    case_id: int
    service: str
    ward: str
    starts_at: datetime
    ends_at: datetime
    exact: bool
    state: VisitState
    version: int


@dataclass(frozen=True)
class NewReport:
    """What a visitor wrote down. ``once`` names the writing; ``seen`` the version it was made on.

    ``made_at`` is by the visitor's own machine. ``content`` holds JSON values.
    """

    visit_id: int
    once: bytes
    seen: int
    clerk_id: int
    made_at: datetime
    state: ReportState
    content: Mapping[str, Any]


@dataclass(frozen=True)
class Report:
    """A report as kept."""

    id: int
    visit_id: int
    clerk_id: int
    made_at: datetime
    received_at: datetime
    state: ReportState
    content: Mapping[str, Any]


_visits = Table(
    "visits",
    metadata,
    id_column(),
    Column("case_id", BigInteger, ForeignKey("cases.id"), nullable=False, unique=True),
    Column("service", String(60), nullable=False),
    Column("ward", String(60), nullable=False),
    utc_column("starts_at", index=True),
    utc_column("ends_at"),
    Column("exact", Boolean, nullable=False),
    Column("state", String(12), nullable=False),
    Column("version", Integer, nullable=False),
)
_reports = Table(
    "visit_reports",
    metadata,
    id_column(),
    Column("visit_id", BigInteger, ForeignKey("visits.id"), nullable=False, index=True),
    # Made of random text only, so it needs no key.
    Column("once", LargeBinary(32), nullable=False, unique=True),
    Column("seen", Integer, nullable=False),
    Column("clerk_id", BigInteger, nullable=False),
    utc_column("made_at"),
    utc_column("received_at"),
    Column("state", String(12), nullable=False),
    private_column("content"),
)
_CONTENT = "visit_reports.content"


class VisitRecords:
    """The tables of visits and of reports about them, in one transaction."""

    def __init__(self, conn: Connection, keys: Keyring) -> None:
        """Work on an open connection."""
        self._conn = conn
        self._keys = keys

    def plan(self, new: NewVisit) -> None:
        """Keep a visit to be made."""
        row = {
            "case_id": new.case_id,
            "service": new.service,
            "ward": new.ward,
            "starts_at": new.starts_at,
            "ends_at": new.ends_at,
            "exact": new.exact,
            "state": VisitState.PLANNED.value,
            "version": 0,
        }
        self._conn.execute(insert(_visits).values(row))

    def find(self, visit_id: int) -> Visit | None:
        """The visit with this id."""
        return self._one(select(_visits).where(_visits.c.id == visit_id))

    def held(self, visit_id: int) -> Visit | None:
        """The same, and nobody else changes it until the transaction ends."""
        return self._one(select(_visits).where(_visits.c.id == visit_id).with_for_update())

    def of_case(self, case_id: int) -> Visit | None:
        """The visit of a case, if its service is done at home."""
        return self._one(select(_visits).where(_visits.c.case_id == case_id))

    def between(self, since: datetime, until: datetime, limit: int) -> list[Visit]:
        """Visits that begin in [since, until) and were not cancelled, the earliest first."""
        query = (
            select(_visits)
            .where(
                _visits.c.starts_at >= since,
                _visits.c.starts_at < until,
                _visits.c.state != VisitState.CANCELLED.value,
            )
            .order_by(_visits.c.starts_at, _visits.c.id)
            .limit(limit)
        )
        return self._all(query)

    def change(self, visit_id: int, state: VisitState) -> None:
        """Set how far a visit is; counts the change."""
        values = {"state": state.value, "version": _visits.c.version + 1}
        self._conn.execute(update(_visits).where(_visits.c.id == visit_id).values(values))

    def move(self, visit_id: int, starts_at: datetime, ends_at: datetime) -> None:
        """Plan it for another part of a day; counts the change."""
        values = {
            "state": VisitState.PLANNED.value,
            "version": _visits.c.version + 1,
            "starts_at": starts_at,
            "ends_at": ends_at,
            "exact": False,
        }
        self._conn.execute(update(_visits).where(_visits.c.id == visit_id).values(values))

    def keep_report(self, new: NewReport, now: datetime) -> bool:
        """Keep a report; False if the same writing was kept before."""
        row = {
            "visit_id": new.visit_id,
            "once": new.once,
            "seen": new.seen,
            "clerk_id": new.clerk_id,
            "made_at": new.made_at,
            "received_at": now,
            "state": new.state.value,
            "content": self._keys.seal(json.dumps(new.content, ensure_ascii=False), _CONTENT),
        }
        added = insert_into(self._conn, _reports).values(row).on_conflict_do_nothing()
        return self._conn.execute(added.returning(_reports.c.id)).first() is not None

    def report_once(self, once: bytes) -> Report | None:
        """The report of this writing."""
        row = self._conn.execute(select(_reports).where(_reports.c.once == once)).first()
        return None if row is None else self._report(row)

    def reports(self, visit_ids: Collection[int]) -> list[Report]:
        """The reports about these visits in the order in which they came."""
        here = select(_reports).where(_reports.c.visit_id.in_(visit_ids)).order_by(_reports.c.id)
        return [self._report(row) for row in self._conn.execute(here)]

    def settle_report(self, report_id: int, state: ReportState) -> bool:
        """Decide about a report that waits; False if somebody did so before."""
        waits = (_reports.c.id == report_id) & (_reports.c.state == ReportState.WAITS.value)
        changed = self._conn.execute(update(_reports).where(waits).values(state=state.value))
        return changed.rowcount == 1

    def _one(self, query: Select[Any]) -> Visit | None:
        row = self._conn.execute(query).first()
        return None if row is None else self._visit(row)

    def _all(self, query: Select[Any]) -> list[Visit]:
        return [self._visit(row) for row in self._conn.execute(query)]

    def _visit(self, row: Row[Any]) -> Visit:
        return Visit(
            row.id, row.case_id, row.service, row.ward, row.starts_at, row.ends_at, row.exact,
            VisitState(row.state), row.version,
        )  # fmt: skip

    def _report(self, row: Row[Any]) -> Report:
        return Report(
            row.id, row.visit_id, row.clerk_id, row.made_at, row.received_at,
            ReportState(row.state), json.loads(self._keys.open(row.content, _CONTENT)),
        )  # fmt: skip
