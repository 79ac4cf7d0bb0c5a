"""The desk's work in its states: queues, a case with its rules, a bad opinion, the counter."""

from __future__ import annotations

from services.desk.todos import QUEUES, Queue
from services.storage.todos import Chosen
from services.words import words
from tests.residents import Resident
from tests.states.state import Heading, Reach, State, at_desk, guide_name
from webapp.wiring import parts

COUNTER = words("在窗口替居民办")
BAD = words("不满意的评价")


def _about(resident: Resident, queue: Queue, service: str = "") -> str:
    """The demo's first case of a service in a queue."""
    with parts(resident.client.http.application).db.read() as work:
        rows = work.todos.page(queue, 50, Chosen())
        services = work.cases.services_of([row.about for row in rows])
    return next(row.about for row in rows if not service or services[row.about] == service)


def _case(service: str, page: str = "", typed: dict[str, str] | None = None) -> Reach:
    """A case of the demo on the reviewer's desk; ``typed`` is what goes wrong there."""

    def reach(resident: Resident) -> None:
        about = _about(resident, Queue.CASES, service)
        at_desk(f"/desk/cases/{about}/{page}", "reviewer")(resident)
        if typed is not None:
            resident.client.submit(typed, form="form[data-decide]")

    return reach


def _rating(typed: dict[str, str] | None = None) -> Reach:
    def reach(resident: Resident) -> None:
        about = _about(resident, Queue.RATINGS)
        at_desk(f"/desk/ratings/{about}/", "supervisor")(resident)
        if typed is not None:
            resident.client.submit(typed, form="form[data-call]")

    return reach


def _counter(who: str) -> Reach:
    def reach(resident: Resident) -> None:
        at_desk("/desk/counter/", "hall")(resident)
        resident.client.submit({"who": who}, form="form[data-find]")

    return reach


def _not_agreed(resident: Resident) -> None:
    _counter("19900000001")(resident)
    resident.client.submit({"why": "eyes"}, form="form[data-begin]")


def _queue(queue: Queue, role: str, more: str = "") -> State:
    address = f"/desk/queues/{queue}/{more}"
    name = f"queue-{queue}{'-mine' if more else ''}"
    return State(name, at_desk(address, role), (QUEUES[queue].title,))


DAY_CARE: tuple[Heading, ...] = (guide_name("day-care"),)
LIVING: tuple[Heading, ...] = (guide_name("disability-living-allowance"),)
STATES: tuple[State, ...] = (
    _queue(Queue.CASES, "reviewer"),
    _queue(Queue.CASES, "reviewer", "?mine=1"),
    _queue(Queue.RATINGS, "supervisor"),
    _queue(Queue.MISSED, "supervisor"),
    State("desk-find", at_desk("/desk/cases/", "hall"), (words("按凭证号找一件事"),)),
    State("desk-case-rules", _case("disability-living-allowance"), LIVING),
    State("desk-case-waits", _case("day-care"), DAY_CARE),
    State("desk-case-error", _case("day-care", typed={"move": "refuse"}), DAY_CARE),
    State("desk-case-whole", _case("day-care", "whole/"), (words("完整号码"),)),
    State("desk-rating", _rating(), (BAD,)),
    State("desk-rating-error", _rating({"call": ""}), (BAD,)),
    State("desk-rating-called", _rating({"call": "说明天再打。"}), (BAD,)),
    State("counter", at_desk("/desk/counter/", "hall"), (COUNTER,)),
    State("counter-error", _counter("12"), (COUNTER,)),
    State("counter-found", _counter("19900000001"), (COUNTER,)),
    State("counter-not-agreed", _not_agreed, (COUNTER,)),
)
