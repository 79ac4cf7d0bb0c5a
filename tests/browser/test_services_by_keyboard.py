"""A robot with no JavaScript and no mouse, on a 320 px screen, finishes every service."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser

from services.catalogue import load_catalogue
from tests.browser.keyboard import KeyboardResident
from tests.browser.live import LiveSite
from tests.residents import LANGUAGES, VIEWS

pytestmark = pytest.mark.browser
WIDTH = 320
SLUGS = [entry.slug for entry in load_catalogue().entries]
# Each service once; views and languages take turns.
IN_TURN = [
    (slug, VIEWS[n % len(VIEWS)], LANGUAGES[n // len(VIEWS) % len(LANGUAGES)])
    for n, slug in enumerate(SLUGS)
]


@pytest.mark.parametrize(("service", "view", "language"), IN_TURN)
def test_a_service_is_finished(
    live: LiveSite, browser: Browser, service: str, view: str, language: str
) -> None:
    finish(live, browser, service, view, language)


@pytest.mark.conformance
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("service", SLUGS)
def test_a_service_is_finished_everywhere(
    live: LiveSite, browser: Browser, service: str, view: str, language: str
) -> None:
    finish(live, browser, service, view, language)


def finish(live: LiveSite, browser: Browser, service: str, view: str, language: str) -> None:
    """Do a service to its receipt, and find it again among one's own."""
    with live.context(browser, WIDTH, script=False) as context:
        resident = KeyboardResident(context.new_page(), WIDTH).in_view(view, language)
        resident.signs_in("elder").starts(service).answers_everything().sends()
        reference = resident.keeps_receipt()
        resident.opens("/cases/")
        mine = resident.page.locator(f'#main a[href="/cases/{_plain(reference)}/"]')
        resident.presses(mine.first)
        assert resident.keeps_receipt() == reference


def _plain(reference: str) -> str:
    """A reference without the spaces that group it for reading."""
    return "".join(reference.split())
