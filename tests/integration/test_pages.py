"""Every page in every state answers with its own heading, keeps the HTML rules, and is valid."""

from __future__ import annotations

import pytest

from tests.page_catalogue import Visit, pairwise
from tests.residents import Resident


@pytest.mark.parametrize("visit", pairwise(), ids=lambda visit: visit.name)
def test_a_page_is_what_it_says(resident: Resident, visit: Visit) -> None:
    visit.make(resident)
