"""Every page in every state answers with its own heading, keeps the HTML rules, and is valid."""

from __future__ import annotations

import pytest

from tests.page_catalogue import Visit, in_turn, pairwise
from tests.residents import Resident

# What a page says hardly hangs on the kind of database: the second one sees each state once.
VISITS = [("sqlite", visit) for visit in pairwise()] + [("postgresql", v) for v in in_turn()]


@pytest.mark.parametrize(
    ("backend", "visit"),
    VISITS,
    indirect=["backend"],
    ids=lambda value: value.name if isinstance(value, Visit) else value,
)
def test_a_page_is_what_it_says(resident: Resident, visit: Visit) -> None:
    visit.make(resident)
