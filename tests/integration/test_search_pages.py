"""The search page and the site map as a resident meets them."""

from __future__ import annotations

import tomllib
from urllib.parse import quote

import pytest
from flask import Flask

from services.finding import MOST_RESULTS
from services.shelves import CATEGORIES, EVENTS
from tests.inventory.tree import ROOT
from tests.page_client import PageClient
from webapp.wiring import parts


def search(client: PageClient, typed: str, more: str = "") -> str:
    return client.get(f"/search?q={quote(typed)}{more}").root.one("#main").text


def links(client: PageClient) -> list[str]:
    return [node["href"] for node in client.page.root.select("#main a")]


def headings(client: PageClient) -> int:
    return len(client.page.root.select("#main h3"))


def test_a_result_leads_straight_to_doing_it(client: PageClient) -> None:
    text = search(client, "煤气费")
    assert "大家也叫它“煤气费”" in text
    assert {"/services/gas-bill/", "/services/gas-bill/apply/"} <= set(links(client))


def test_the_words_stay_in_the_field(client: PageClient) -> None:
    search(client, "煤气费")
    assert client.page.root.one("#q")["value"] == "煤气费"


@pytest.mark.parametrize("view", ["standard", "elder", "care"])
def test_the_first_few_are_shown_and_the_rest_one_press_away(client: PageClient, view: str) -> None:
    search(client, "补贴", f"&view={view}")
    room = 12 if view == "standard" else 6
    assert headings(client) == room if view != "standard" else headings(client) <= room
    if view != "standard":
        client.follow("看更多")
        assert room < headings(client) <= MOST_RESULTS


def test_nothing_found_offers_a_person(client: PageClient) -> None:
    text = search(client, "zzzzqq")
    assert "没有找到" in text
    assert "/help/" in links(client)
    # Nothing comes near either, so what people often do is offered.
    assert sum(href.startswith("/services/") for href in links(client)) >= 3


def test_nothing_found_offers_what_comes_nearest(client: PageClient) -> None:
    search(client, "煤炉")
    assert "/services/gas-bill/apply/" in links(client)


def test_a_question_leads_to_its_answer(client: PageClient) -> None:
    search(client, "这个月水费为什么多了")
    there = next(href for href in links(client) if "#question-" in href)
    path, _, anchor = there.partition("#")
    assert "水费" in client.get(path).root.one(f"#{anchor}").text


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "' OR 1=1 --", "😀" * 50, "a" * 10_000]
)
def test_strange_words_are_answered_calmly(client: PageClient, typed: str) -> None:
    search(client, typed)


def test_search_answers_in_the_language_of_the_page(client: PageClient) -> None:
    assert "Pay a gas bill" in search(client, "煤气费", "&lang=en")


def test_the_site_map_lists_everything(app: Flask, client: PageClient) -> None:
    client.get("/sitemap/")
    listed = set(links(client))
    assert {f"/services/{entry.slug}/" for entry in parts(app).catalogue.entries} <= listed
    assert {f"/services/category/{slug}/" for slug in CATEGORIES} <= listed
    assert {f"/life/{slug}/" for slug in EVENTS} <= listed
    routes = tomllib.loads((ROOT / "tests/inventory/routes.toml").read_text("utf-8"))
    for line in routes["everyone"]:
        method, address = line.split()
        # The table of components is for those who build the site, keys.json for their machines.
        if method == "GET" and "<" not in address and address[-1] in "/h":
            assert address in listed, f"{address} is missing: add it to webapp/places.py"
