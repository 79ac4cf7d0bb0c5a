"""The desk's tables joined: queues, cases, opinions to follow up, and the counter."""

from __future__ import annotations

from dataclasses import dataclass

from services.clock import Clock
from services.delegation.sittings import Sittings
from services.desk.casework import CaseWork
from services.desk.counter import Counter
from services.desk.followups import FollowUps
from services.desk.queues import QueueDesk
from services.limits import Limits
from services.storage import Database


@dataclass(frozen=True)
class Desk:
    """What pages for clerks ask."""

    queues: QueueDesk
    cases: CaseWork
    follow_ups: FollowUps
    counter: Counter


def open_desk(db: Database, clock: Clock, limits: Limits, sittings: Sittings) -> Desk:
    """The desk over these records."""
    return Desk(
        QueueDesk(db, clock),
        CaseWork(db, clock),
        FollowUps(db, clock),
        Counter(db, clock, limits, sittings),
    )
