"""Guides on a phone, on paper and as plain text: the same page, view and language."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from services.qr import qr_picture, svg_file
from tests.page_client import PageClient
from tests.residents import LANGUAGES, VIEWS
from webapp.wiring import parts

# What a guide says does not hang on the kind of database.
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.mark.parametrize(("view", "language"), list(zip(VIEWS, LANGUAGES, strict=True)))
def test_the_qr_code_opens_the_same_page_view_and_language(
    client: PageClient, view: str, language: str
) -> None:
    answer = client.http.get(f"/services/water-bill/qr.svg?view={view}&lang={language}")
    address = f"http://localhost/services/water-bill/?view={view}&lang={language}"
    assert answer.mimetype == "image/svg+xml"
    assert answer.get_data(as_text=True) == svg_file(qr_picture(address))
    assert "style" not in answer.get_data(as_text=True), "no style that the policy would drop"


def test_a_made_up_view_falls_back_to_the_one_in_use(client: PageClient) -> None:
    client.get("/?view=elder&lang=zh-Hans")
    odd = client.http.get("/services/water-bill/qr.svg?view=<b>&lang=xx").get_data()
    good = client.http.get("/services/water-bill/qr.svg?view=elder&lang=zh-Hans").get_data()
    assert odd == good


def test_another_host_never_gets_into_a_kept_edition(client: PageClient) -> None:
    page = "/services/water-bill/guide.txt"
    evil = client.http.get(page, headers={"Host": "evil.example"}).get_data(as_text=True)
    assert "http://evil.example/" in evil
    assert "evil" not in client.http.get(page).get_data(as_text=True)


def test_the_text_is_numbered_and_holds_no_markup(client: PageClient) -> None:
    answer = client.http.get("/services/water-bill/guide.txt?lang=zh-Hans")
    text = answer.get_data(as_text=True)
    assert answer.content_type == "text/plain; charset=utf-8"
    assert answer.headers["Content-Language"] == "zh-Hans"
    assert text.startswith("交水费\n\n")
    assert re.search(r"^1\. 谁可以办\n1\.1\. ", text, re.MULTILINE)
    assert not re.search(r"<\w|&\w+;|None|%\(", text)
    assert "户号" in text.split("会问您这些")[1].split("\n\n")[0]
    assert text.endswith("http://localhost/services/water-bill/\n")


def test_the_text_speaks_the_language_in_use(client: PageClient) -> None:
    client.get("/?lang=en")
    answer = client.http.get("/services/water-bill/guide.txt")
    assert answer.headers["Content-Language"] == "en"


@pytest.mark.parametrize("edition", ["guide.txt", "qr.svg", "print/"])
@pytest.mark.parametrize("slug", ["nothing", "..", "Water-Bill"])
def test_there_is_no_edition_of_an_unknown_service(
    client: PageClient, slug: str, edition: str
) -> None:
    assert client.http.get(f"/services/{slug}/{edition}").status_code == 404


@pytest.mark.parametrize("view", VIEWS)
def test_the_large_print_says_all_that_the_text_says(client: PageClient, view: str) -> None:
    client.get(f"/?view={view}")
    printed = "".join(client.get("/services/water-bill/print/").main_text.split())
    text = client.http.get("/services/water-bill/guide.txt").get_data(as_text=True)
    for line in text.splitlines():
        said = "".join(re.sub(r"^\d+\.(\d+\.)? ", "", line).split())
        assert said in printed


@pytest.mark.parametrize(("view", "points"), [("standard", "18"), ("elder", "24"), ("care", "24")])
def test_the_large_print_has_two_sizes(client: PageClient, view: str, points: str) -> None:
    client.get(f"/?view={view}")
    client.get("/services/water-bill/print/?size=1000")
    assert client.page.root.one("[data-points]")["data-points"] == points
    other = "24" if points == "18" else "18"
    client.follow(f"打成 {other} 点的字")
    assert client.page.root.one("[data-points]")["data-points"] == other


def test_every_service_has_its_editions(app: Flask, client: PageClient) -> None:
    for entry in parts(app).catalogue.entries:
        for edition in ("guide.txt", "qr.svg"):
            answer = client.http.get(f"/services/{entry.slug}/{edition}")
            assert answer.status_code == 200, f"{entry.slug}/{edition}"
