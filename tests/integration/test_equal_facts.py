"""Views and editions say the same: services, questions, fees, times, ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask

from a11y.formats.gate import Edition, differences
from a11y.formats.large_print import PrintMissing
from a11y.formats.sheet import Sheet
from services.catalogue import Entry, load_catalogue
from tests.editions import (
    guide_sheets,
    in_print,
    sheet_of,
    wrong_page,
    wrong_quick_editions,
)
from tests.facts import FIGURE, Played, figures, plain, play, sentences
from tests.page_client import PageClient
from tests.residents import LANGUAGES, VIEWS, Resident

# What a page says does not hang on the kind of database.
ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
SLUGS = [entry.slug for entry in load_catalogue().entries]


@pytest.mark.parametrize("service", SLUGS)
def test_each_view_asks_and_gives_the_same(fresh_sites: Iterator[Flask], service: str) -> None:
    first, *others = [
        play(Resident(PageClient(site.test_client())).in_view(view), service)
        for site, view in zip(fresh_sites, VIEWS, strict=False)
    ]
    assert first.checked
    assert not list(_wrong(first)), "every edition of a receipt has the facts of its page"
    for other in others:
        assert other.checked == first.checked
        assert other.came_of_it == first.came_of_it


def _wrong(played: Played) -> Iterator[str]:
    sheet = sheet_of(played.receipt)
    yield from wrong_quick_editions(sheet, "zh-Hans")
    # The page has the number to call at its foot, the editions in a section of their own.
    yield from wrong_page(replace(sheet, sections=sheet.sections[:-1]), "zh-Hans", played.page)


@pytest.mark.parametrize(("turn", "language"), list(enumerate(LANGUAGES)))
def test_the_print_of_each_guide_has_its_facts(
    fresh_sites: Iterator[Flask], turn: int, language: str
) -> None:
    """Each guide in one language; `make conformance` sets them in all."""
    sheets = guide_sheets(next(fresh_sites), language)[turn :: len(LANGUAGES)]
    assert not list(_wrong_prints(sheets, language))


@pytest.mark.conformance
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_print_has_its_facts(fresh_sites: Iterator[Flask], language: str) -> None:
    assert not list(_wrong_prints(guide_sheets(next(fresh_sites), language), language))


def _wrong_prints(sheets: list[tuple[Entry, Sheet]], language: str) -> Iterator[str]:
    for entry, sheet in sheets:
        try:
            found = differences(sheet, in_print(sheet, language), Edition.PDF, language)
        except PrintMissing as error:
            pytest.skip(str(error))
        yield from (f"{entry.slug}: {each}" for each in found)


@ON_SQLITE
@pytest.mark.parametrize("service", SLUGS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_each_edition_of_a_guide_says_the_same(
    client: PageClient, service: str, language: str
) -> None:
    pages = [client.get(f"/services/{service}/?view={view}&lang={language}").root for view in VIEWS]
    first = sentences(pages[0])
    assert all(sentences(page) == first for page in pages[1:])
    text = client.http.get(f"/services/{service}/guide.txt?lang={language}").get_data(as_text=True)
    missing = [each for each in first if each not in plain(text)]
    assert not missing, f"guide.txt of {service} lacks {missing[:3]}"
    assert figures(text) <= figures(pages[0].one("main").text) | _numbered(text)


def _numbered(text: str) -> set[str]:
    """Figures that are only the numbers of items."""
    lines = (line.strip() for line in text.splitlines())
    return {plain(m[0]) for line in lines if (m := FIGURE.match(line)) and line[0].isdigit()}


@ON_SQLITE
def test_each_view_offers_the_same_services(client: PageClient) -> None:
    offered = []
    for view in VIEWS:
        client.get(f"/?view={view}")
        found: set[str] = set()
        seen: set[str] = set()
        ahead = ["/services/"]
        while ahead:
            address = ahead.pop()
            seen.add(address)
            links = {a.get("href") for a in client.get(address).root.one("main").select("a")}
            found |= {href.split("/")[2] for href in links if _is_guide(href)}
            ahead += [a for a in links if a.startswith("/services/category/") and a not in seen]
        offered.append(found)
    assert offered[0] == offered[1] == offered[2] == set(SLUGS)


def _is_guide(href: str) -> bool:
    return href.startswith("/services/") and href.count("/") == 3 and "/category/" not in href
