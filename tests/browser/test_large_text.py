"""With letters three times as large, nothing is wider than the screen, in any view."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.booking_pages import comes_to
from tests.browser.live import LiveSite
from tests.clerks import signs_in_as
from tests.residents import VIEWS, Resident

pytestmark = pytest.mark.browser
# What is widest on a page: digits, pictures and codes that can't be broken.
ADDRESSES = (
    "/resume/slips/water-bill/",
    "/resume/slips/water-bill/narrow/",
    "/cards/senior-card/",
    "/services/senior-allowance/",
    "/desk/verify/",
)


@pytest.mark.parametrize("view", VIEWS)
def test_nothing_is_cut_at_three_hundred_per_cent(
    live: LiveSite, browser: Browser, resident: Resident, view: str
) -> None:
    resident.in_view(view).signs_in("elder").starts("water-bill").answers_page()
    signs_in_as(resident.client, "hall")
    resident.client.get("/settings/")
    resident.client.submit({"text_percent": "300"}, form="form[data-preview]")
    with live.context(browser) as context:
        live.hand_over(resident.client, context)
        page = context.new_page()
        for address in ADDRESSES:
            page.goto(address)
            wide = page.evaluate("document.documentElement.scrollWidth")
            assert wide <= 320, f"{address} is {wide} px wide"


def test_a_long_note_beside_a_question_breaks(
    live: LiveSite, browser: Browser, resident: Resident
) -> None:
    """What may be left empty says so in more letters in English than fit beside anything."""
    comes_to(resident.in_language("en").starts("hall-appointment"), "needs")
    asked = resident.page.address
    resident.client.get("/settings/")
    resident.client.submit({"text_percent": "300"}, form="form[data-preview]")
    with live.context(browser) as context:
        live.hand_over(resident.client, context)
        page = context.new_page()
        page.goto(asked)
        assert page.evaluate("document.documentElement.scrollWidth") <= 320
