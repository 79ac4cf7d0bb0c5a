"""Search in each of its ends, and the list of one's own cases when it is searched."""

from __future__ import annotations

from services.words import words
from tests.residents import Resident
from tests.states.state import State, opens

SEARCH, MINE = words("搜索服务"), words("我办的事")


def _paid(resident: Resident) -> Resident:
    return resident.signs_in("elder").starts("gas-bill").takes_what_is_offered().pays()


def _found_case(resident: Resident) -> None:
    _paid(resident).client.get("/cases/?q=煤气费")


def _no_case(resident: Resident) -> None:
    _paid(resident).client.get("/cases/?q=水费")


STATES: tuple[State, ...] = (
    State("search-many", opens("/search?q=补贴"), (SEARCH,)),
    State("search-more", opens("/search?q=补贴&more=1"), (SEARCH,)),
    State("search-question", opens("/search?q=这个月水费为什么多了"), (SEARCH,)),
    State("search-near", opens("/search?q=煤炉"), (SEARCH,)),
    State("search-far", opens("/search?q=zzzzqq"), (SEARCH,)),
    State("search-one-wrong", opens("/search?q=残急人证"), (SEARCH,)),
    State("search-event-and-page", opens("/search?q=搬家"), (SEARCH,)),
    State("cases-found", _found_case, (MINE,)),
    State("cases-not-found", _no_case, (MINE,)),
)
