"""In the pseudo-locale every page shows only words that a translator has seen."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask
from werkzeug.test import TestResponse

import services.catalogue
from tests.html_rules.page import Page
from tests.page_client import PageClient
from tests.pseudo_locale import PSEUDO, unmarked
from tests.residents import BILLS, VIEWS, Resident
from webapp.locales import LOCALES

PAGES = (
    "/",
    "/services/",
    *(f"/services/{slug}/" for slug in BILLS),
    *("/settings/", "/help/", "/sitemap/", "/accessibility/", "/shortcuts/"),
    *("/search?q=水", "/search?q=没有的", "/sign-in/", "/cases/", "/listen/?page=/help/"),
)
BETWEEN_BACKENDS_NOTHING_DIFFERS = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


class PseudoClient(PageClient):
    """A browser that keeps every unmarked word it sees; other rules are for other tests."""

    def __init__(self, app: Flask, guides: str) -> None:
        super().__init__(app.test_client())
        self.guides = guides
        self.found: dict[str, list[str]] = {}

    def _show(self, response: TestResponse, address: str, status: int) -> Page:
        assert response.status_code == status, f"{address} answers {response.status_code}"
        html = response.get_data(as_text=True)
        self._page = Page(address, status, dict(response.headers), html)
        if words := unmarked(html, self.guides):
            self.found[address] = words
        return self._page


@pytest.fixture
def resident(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Resident:
    monkeypatch.setitem(LOCALES, "xx", PSEUDO)
    files: list[Path] = sorted(services.catalogue.GUIDES.glob("*/zh-Hans.toml"))
    guides = " ".join(" ".join(path.read_text("utf-8") for path in files).split())
    return Resident(PseudoClient(app, guides)).in_language("xx")


def every_word_was_marked(resident: Resident) -> None:
    assert isinstance(resident.client, PseudoClient)
    found = "\n".join(f"{page}: {words}" for page, words in resident.client.found.items())
    assert not found, f"put these into _() or words(), or names into translate=no:\n{found}"


@BETWEEN_BACKENDS_NOTHING_DIFFERS
@pytest.mark.parametrize("view", VIEWS)
def test_public_pages(resident: Resident, view: str) -> None:
    resident.in_view(view)
    for page in PAGES:
        resident.client.get(page)
    resident.client.get("/nowhere", status=404)
    every_word_was_marked(resident)


@BETWEEN_BACKENDS_NOTHING_DIFFERS
@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("service", BILLS)
def test_a_whole_job(resident: Resident, service: str, view: str) -> None:
    resident.in_view(view).signs_in("elder").starts(service)
    resident.takes_what_is_offered().pays().keeps_receipt()
    resident.withdraws()
    resident.client.get("/cases/")
    every_word_was_marked(resident)


@BETWEEN_BACKENDS_NOTHING_DIFFERS
def test_errors(resident: Resident) -> None:
    resident.starts("water-bill")
    for number in ("", "123", "12345678901", "３３３３"):
        resident.client.submit({"account-number": number})
        assert "error-summary" in resident.page.ids
    every_word_was_marked(resident)
