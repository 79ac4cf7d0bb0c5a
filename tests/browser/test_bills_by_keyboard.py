"""A robot with no JavaScript and no mouse, on a 320 px screen, pays one bill of each kind."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from tests.browser.keyboard import KeyboardResident
from tests.browser.live import LiveSite
from tests.residents import BILLS, LANGUAGES, VIEWS

pytestmark = pytest.mark.browser
WIDTH = 320


@pytest.mark.parametrize("bill", BILLS)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_bill_is_paid(
    live: LiveSite, browser: Browser, bill: str, view: str, language: str
) -> None:
    with live.context(browser, WIDTH, script=False) as context:
        resident = KeyboardResident(context.new_page(), WIDTH).in_view(view, language)
        resident.signs_in("elder").starts(bill).answers_everything().sends_and_pays()
        reference = resident.keeps_receipt()
        resident.opens("/cases/")
        mine = resident.page.locator(f'#main a[href="/cases/{_plain(reference)}/"]')
        resident.presses(mine.first)
        assert resident.keeps_receipt() == reference


def _plain(reference: str) -> str:
    """A reference without the spaces that group it for reading."""
    return "".join(reference.split())
