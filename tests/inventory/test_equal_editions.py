"""No guide is published with an edition that says another amount, date, name or number."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.editions import guide_sheets, wrong_page, wrong_quick_editions
from tests.residents import LANGUAGES, VIEWS


@pytest.mark.parametrize(("language", "view"), list(zip(LANGUAGES, VIEWS, strict=True)))
def test_every_edition_of_every_guide_has_the_same_facts(
    fresh_sites: Iterator[Flask], language: str, view: str
) -> None:
    site = next(fresh_sites)
    visitor = site.test_client()
    wrong = []
    for entry, sheet in guide_sheets(site, language):
        page = visitor.get(f"/services/{entry.slug}/?lang={language}&view={view}")
        found = [*wrong_quick_editions(sheet, language)]
        found += wrong_page(sheet, language, page.get_data(as_text=True))
        wrong += [f"{entry.slug}: {each}" for each in found]
    assert not wrong, "\n".join(wrong[:20])
