"""Home, catalogue, guides, search and settings, as a resident meets them."""

from __future__ import annotations

import pytest
from flask import Flask

from a11y.display import DEFAULT, SCHEMES
from a11y.modes import MODES
from services.catalogue import load_catalogue
from tests.page_client import PageClient

SLUGS = [entry.slug for entry in load_catalogue().entries]
PAGES = ("/", "/services/", "/settings/", "/help/", "/sitemap/", "/accessibility/", "/shortcuts/")
FORM = "form[data-preview]"


def entries(client: PageClient, view: str) -> list[str]:
    page = client.get(f"/?view={view}")
    return [node.get("href") for node in page.tagged("a") if node.get("class") == "pane"]


@pytest.mark.parametrize("view", MODES)
def test_home_offers_as_many_entries_as_its_view_and_none_is_dead(
    client: PageClient, view: str
) -> None:
    offered = entries(client, view)
    assert len(offered) == MODES[view].home_entries
    assert "/services/category/allowances/" in offered
    for address in offered:
        client.get(address)


@pytest.mark.parametrize("view", MODES)
@pytest.mark.parametrize("address", PAGES)
def test_no_view_loses_a_way(client: PageClient, view: str, address: str) -> None:
    page = client.get(f"{address}?view={view}")
    links = {node.get("href").split("?")[0] for node in page.tagged("a")}
    assert {"/settings/", "/help/", "/sitemap/", "/accessibility/", "/listen/"} <= links
    switches = [node for node in page.tagged("a") if "view=" in node.get("href")]
    assert [node.get("aria-current") for node in switches].count("true") == 1
    assert len(switches) >= len(MODES)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
@pytest.mark.parametrize("slug", SLUGS)
@pytest.mark.parametrize("language", ["zh-Hans", "zh-Hant", "en"])
def test_a_guide_says_all_and_leads_in(client: PageClient, slug: str, language: str) -> None:
    guide = load_catalogue().entry(slug)
    assert guide is not None
    words = guide.guide(language)
    page = client.get(f"/services/{slug}/?lang={language}")
    for said in (words.name, words.takes, words.cost, words.phones[0].label):
        assert said in page.text
    assert f"/services/{slug}/apply/" in {node.get("href") for node in page.tagged("a")}
    folded = page.root.one("main").select("details")
    assert len([n for n in folded if n.get("id") != "editions"]) == len(words.questions)


def test_an_unverified_price_says_so(client: PageClient) -> None:
    assert "以当地公布为准" in client.get("/services/water-bill/?lang=zh-Hans").text


@pytest.mark.parametrize("address", ["/services/nothing/", "/services/../", "/nothing"])
def test_what_is_not_there_says_so(client: PageClient, address: str) -> None:
    client.get(address, status=404)


@pytest.mark.parametrize("scheme", [scheme.value for scheme in SCHEMES])
def test_settings_are_kept_and_shown_on_every_page(client: PageClient, scheme: str) -> None:
    client.get("/settings/?lang=zh-Hans")
    chosen = {"text_percent": "225", "scheme": scheme}
    assert "存好了" in client.submit(chosen, form=FORM).text
    root = client.get("/services/").tagged("html")[0]
    assert (root.get("data-text"), root.get("data-scheme")) == ("225", scheme)
    assert client.cookie("display") == f"225.normal.normal.{scheme}.system.100.80.go-on.big"


def test_rubbish_in_settings_changes_nothing(client: PageClient) -> None:
    client.get("/settings/")
    token = client.page.root.one(f"{FORM} [name=form_token]").get("value")
    rubbish = {"text_percent": "9000", "scheme": "<b>", "view": "nobody", "lang": "xx"}
    client.post("/settings/", {**rubbish, "form_token": token})
    assert client.cookie("display") == DEFAULT.to_cookie()
    assert client.cookie("view") in (None, "standard")


@pytest.mark.parametrize("query", ["煤气", "mqf", "x" * 3000, "<script>", "😀"])
def test_search_always_answers_with_somewhere_to_go(client: PageClient, query: str) -> None:
    page = client.get(f"/search?q={query}")
    ways = [node.get("href") for node in page.root.one("main").select("a")]
    assert any(way.startswith("/services/") for way in ways)
    assert not [node for node in page.tagged("script") if not node.get("src")]


def test_public_pages_may_be_kept_and_settings_may_not(app: Flask, client: PageClient) -> None:
    assert "public" in client.http.get("/services/").headers["Cache-Control"]
    assert "public" not in client.http.get("/settings/").headers["Cache-Control"]
