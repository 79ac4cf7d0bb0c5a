"""A photo goes along when a page is swapped in by htmx, and when there is no script at all."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Browser, expect

from tests.browser.live import LiveSite
from tests.residents import VIEWS, Resident

pytestmark = pytest.mark.browser
PAGE = "/services/power-outage/apply/photo"


def photo() -> bytes:
    out = BytesIO()
    Image.new("RGB", (400, 300), "red").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("script", [True, False], ids=["swapped", "no-script"])
@pytest.mark.parametrize("view", VIEWS)
def test_a_chosen_photo_arrives_and_is_shown(
    live: LiveSite, browser: Browser, resident: Resident, view: str, script: bool
) -> None:
    resident.in_view(view).starts("power-outage")
    while not resident.page.root.select('input[type="file"]'):
        resident.answers_page()
    with live.context(browser, 390, script) as context:
        live.hand_over(resident.client, context)
        page = context.new_page()
        page.goto(PAGE)
        page.set_input_files(
            'input[type="file"]',
            {"name": "水表.jpg", "mimeType": "image/jpeg", "buffer": photo()},
        )
        before = page.url
        page.locator("form[data-journey] button[type=submit]").first.click()
        page.wait_for_url(lambda address: address != before)
        page.goto(PAGE)
        expect(page.locator(".kept-photo")).to_contain_text("水表.jpg")
        picture = page.locator(".kept-photo img")
        assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 400
