"""Invented looks at the records of 王秀兰 last week, and her account of that week."""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from services.actors import Actor, ActorKind
from services.cases import DISTRICT_TIME
from services.deeds import Deed
from services.demo.staff import CLERKS
from services.staff.roles import Role
from services.storage import Work
from services.storage.people import Person
from services.storage.trail import TrailEntry
from services.weekly import WEEK, monday_of
from services.words import words


def load_looks(work: Work, people: Mapping[str, Person], now: datetime) -> None:
    """Write the lines and the account, unless she has had one before."""
    elder = people["elder"]
    if work.accounts.of(elder.id, 1):
        return
    week = monday_of(now) - WEEK
    tuesday = datetime.combine(week + timedelta(days=1), time(9, 30), DISTRICT_TIME)
    helper = Actor(ActorKind.HELPER, people["helper"].id, people["helper"].name)
    for deed, minutes in ((Deed.ACTING_BEGUN, 0), (Deed.CASES_SEEN, 1), (Deed.ACTING_ENDED, 6)):
        entry = TrailEntry(helper, deed, elder.id)
        work.trail.add(entry, tuesday + timedelta(minutes=minutes))
    hall = next(each for each in CLERKS if each.role is Role.HALL)
    clerk = work.clerks.by_demo_key(hall.role)
    assert clerk is not None  # kept before
    why = words("您在大厅窗口问，补贴办到哪一步了")
    seen = TrailEntry(clerk.clerk.actor, Deed.PERSON_SOUGHT, elder.id, why=why)
    work.trail.add(seen, tuesday + timedelta(days=2))
    work.accounts.add([elder.id], week, now)
