"""Which cases an opinion may be given on: those on which somebody has worked."""

import pytest

from services.progress import ACCEPTED, MORE
from services.ratings import can_rate
from services.storage.cases import Case, CaseState
from tests.street import MORNING


@pytest.mark.parametrize(
    ("state", "note", "expected"),
    [
        (CaseState.WAITING, "", False),
        (CaseState.OPEN, "", False),
        (CaseState.OPEN, ACCEPTED, True),
        (CaseState.OPEN, MORE, True),
        (CaseState.DONE, "", True),
        (CaseState.RETURNED, "refused", True),
        (CaseState.CLOSED, "", True),
        (CaseState.CLOSED, "not_paid", False),
        (CaseState.CLOSED, "moved", False),
        (CaseState.WITHDRAWN, "", False),
    ],
)
def test_an_opinion_needs_somebody_s_work(state: CaseState, note: str, expected: bool) -> None:
    case = Case(1, "R1", "day-care", b"o", None, state, note, MORNING, MORNING, {})
    assert can_rate(case) is expected
