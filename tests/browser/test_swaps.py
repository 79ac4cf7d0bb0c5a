"""With JavaScript on, each swap by htmx moves the focus, says where one is, loads nothing anew."""

from __future__ import annotations

from typing import Self

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.keyboard import FIELDS, KeyboardResident
from tests.browser.live import LiveSite
from tests.residents import BILLS, LANGUAGES, VIEWS

pytestmark = pytest.mark.browser
WIDTH = 390
# Set once on the first page: it is gone if the page was loaded anew instead of swapped.
MARK = "window.sameDocument = true"
KEPT = "window.sameDocument === true"


def swapped(page: Page, focused: str) -> None:
    """The focus is on ``focused``, its title was announced, and no new page was loaded."""
    expect(page.locator(focused)).to_be_focused()
    expect(page.locator("#announcer")).to_have_text(page.title())
    assert page.evaluate(KEPT), f"{page.url} was loaded anew, not swapped"


class SwappingResident(KeyboardResident):
    """Answers by keyboard; pages of the journey are swapped in."""

    def answers_this_page(self) -> Self:
        """Answer, press Enter on the button, and see the next page arrive by a swap."""
        before = self.page.url
        self.page.evaluate(MARK)
        self.answers_fields()
        self.reaches(self.page.locator("form[data-journey] button[type=submit]").first)
        self.page.keyboard.press("Enter")
        self.page.wait_for_url(lambda address: address != before)
        self.arrives()
        swapped(self.page, "h1")
        return self


@pytest.mark.parametrize(
    ("bill", "view", "language"), list(zip(BILLS, VIEWS, LANGUAGES, strict=True))
)
def test_a_bill_is_paid_by_swaps(
    live: LiveSite, browser: Browser, bill: str, view: str, language: str
) -> None:
    with live.context(browser, WIDTH) as context:
        resident = SwappingResident(context.new_page(), WIDTH).in_view(view, language)
        resident.signs_in("elder").starts(bill).answers_everything().sends()
        assert resident.keeps_receipt()


@pytest.mark.parametrize("view", VIEWS)
def test_a_refused_answer_leads_to_the_summary(live: LiveSite, browser: Browser, view: str) -> None:
    with live.context(browser, WIDTH) as context:
        resident = KeyboardResident(context.new_page(), WIDTH).in_view(view, "zh-Hans")
        page = resident.starts("water-bill").page
        page.evaluate(MARK)
        resident.reaches(page.locator("form[data-journey] button[type=submit]").first)
        page.keyboard.press("Enter")
        expect(page.locator("#error-summary")).to_have_count(1)
        swapped(page, "#error-summary")
        assert page.title().startswith("有误：")
        resident.reaches(page.locator("#error-summary a").first)
        page.keyboard.press("Enter")
        expect(page.locator(FIELDS).first).to_be_focused()
