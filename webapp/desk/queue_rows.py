"""A row of a queue as clerks read it: what it is about, where it leads, and how late it is."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import url_for

from services.cases import shown_reference
from services.desk.queues import thing_of
from services.desk.todos import QUEUES, Queue, Spot, Todo
from services.staff.accounts import Clerk
from webapp.journeys.run import service_name

# The largest number that either database counts to.
LARGEST_ID = 2**63 - 1
_SPOT = re.compile(r"(\d{4}-\d\d-\d\d)\.(\d{1,19})")

# Where a row leads: an endpoint, and the argument that gets what the row is about.
LEADS_TO: Mapping[Queue, tuple[str, str]] = {
    Queue.CASES: ("casework.show", "reference"),
    Queue.CALLS: ("desk_calls.listed", "call"),
    Queue.RATINGS: ("followups.show", "reference"),
    Queue.BOARD: ("desk_board.show", "number"),
    Queue.VISITS: ("visits.find", "about"),
}


@dataclass(frozen=True)
class Row:
    """``service`` and ``reference`` name the case it is about, and are empty where it is none.

    ``address`` is None where this clerk may not go there; ``late`` counts days since it was due.
    """

    todo: Todo
    service: str
    reference: str
    address: str | None
    late: int


def row_of(todo: Todo, services: Mapping[str, str], today: date, clerk: Clerk) -> Row:
    """The row of a promise; ``services`` names the service of each case."""
    thing = thing_of(todo)
    service = services.get(thing)
    return Row(
        todo,
        service_name(service) if service else "",
        shown_reference(thing) if service else "",
        _address(todo, thing, clerk),
        days_late(todo, today),
    )


def days_late(todo: Todo, today: date) -> int:
    """How many days ago a promise was due; 0 for one that is not overdue."""
    return max(0, (today - todo.due).days) if todo.due else 0


def _address(todo: Todo, thing: str, clerk: Clerk) -> str | None:
    """Of what the promise is about, also where it stands among the missed ones."""
    queue = Queue(todo.about.partition(":")[0]) if todo.queue is Queue.MISSED else todo.queue
    if queue not in LEADS_TO or not clerk.may(QUEUES[queue].permission):
        return None
    endpoint, argument = LEADS_TO[queue]
    values: dict[str, Any] = {argument: thing}
    return url_for(endpoint, **values)


def spot_in_address(spot: Spot) -> str:
    """A place in a queue as addresses carry it."""
    return f"{spot.due.isoformat()}.{spot.id}"


def read_spot(asked: str | None) -> Spot | None:
    """The place that an address names; None for what is none."""
    found = _SPOT.fullmatch(asked or "")
    if found is None or int(found[2]) > LARGEST_ID:
        return None
    try:
        return Spot(date.fromisoformat(found[1]), int(found[2]))
    except ValueError:
        return None
