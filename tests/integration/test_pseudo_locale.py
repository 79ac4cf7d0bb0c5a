"""In the pseudo-locale every page shows only words that a translator has seen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.test import TestResponse

import services.catalogue
from tests.html_rules.page import Page
from tests.page_catalogue import STATES
from tests.page_client import PageClient, browser_of
from tests.page_forms import Given
from tests.pseudo_locale import PSEUDO, unmarked
from tests.residents import VIEWS, Resident
from tests.states.state import State
from webapp.locales import LOCALES

BETWEEN_BACKENDS_NOTHING_DIFFERS = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


class PseudoClient(PageClient):
    """A browser that keeps every unmarked word it sees; other rules are for other tests."""

    def __init__(self, app: Flask, guides: str) -> None:
        super().__init__(app.test_client())
        self.guides = guides
        self.found: dict[str, list[str]] = {}

    def post(
        self,
        address: str,
        data: Mapping[str, Given] | list[tuple[str, str]],
        **kwargs: Any,
    ) -> Page:
        """Send what a person would type: an example without the marks of its words."""
        pairs = list(data.items()) if isinstance(data, Mapping) else data
        return super().post(address, [(name, _plain(value)) for name, value in pairs], **kwargs)

    def _show(self, response: TestResponse, address: str, status: int) -> Page:
        assert response.status_code == status, f"{address} answers {response.status_code}"
        html = response.get_data(as_text=True)
        self._page = Page(address, status, dict(response.headers), html)
        if words := unmarked(html, self.guides):
            self.found[address] = words
        return self._page


def _plain(value: Any) -> Any:
    return value.translate({ord(mark): None for mark in "⟦⟧"}) if isinstance(value, str) else value


@pytest.fixture
def resident(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Resident:
    monkeypatch.setitem(LOCALES, "xx", PSEUDO)
    files: list[Path] = sorted(services.catalogue.GUIDES.glob("*/zh-Hans.toml"))
    written = " ".join(" ".join(path.read_text("utf-8") for path in files).split())
    guides = re.sub(r"<[^>]+>", "", written)
    # Whoever else comes in the story sees the same language in the list of languages.
    app.extensions["browsers"] = lambda site: PseudoClient(site, guides)
    return Resident(browser_of(app)).in_language("xx")


@BETWEEN_BACKENDS_NOTHING_DIFFERS
@pytest.mark.parametrize(
    ("state", "view"),
    [(state, VIEWS[place % len(VIEWS)]) for place, state in enumerate(STATES)],
    ids=lambda value: value.name if isinstance(value, State) else value,
)
def test_every_word_passed_a_catalogue(resident: Resident, state: State, view: str) -> None:
    resident.in_view(view)
    state.reach(resident)
    assert isinstance(resident.client, PseudoClient)
    assert resident.page.language == "xx"
    found = "\n".join(f"{page}: {words}" for page, words in resident.client.found.items())
    assert not found, f"put these into _() or words(), or names into translate=no:\n{found}"
