"""A page in its kept frame is the page as it is rendered whole."""

import re

import pytest
from flask import Flask

from tests.page_client import PageClient
from tests.residents import LANGUAGES, VIEWS, Resident
from webapp import rendering

PLACES = (
    "/",
    "/search?q=%E6%B0%B4%E8%B4%B9&more=a+b",
    "/search?q=%3Cb%3E%22",
    "/help/",
    "/listen/?page=/help/",
    "/cases/",
    "/services/water-bill/apply/account",
)


def shown(app: Flask, client: PageClient, address: str) -> str:
    app.extensions["public-pages"].forget()
    text = client.http.get(address).get_data(as_text=True)
    return re.sub(r'name="(form_token|once)" value="[^"]*"', "", text)


@pytest.fixture
def backend() -> str:
    """Nothing here depends on the database."""
    return "sqlite"


@pytest.mark.parametrize(("view", "language"), [*zip(VIEWS, LANGUAGES, strict=True)])
def test_a_kept_frame_changes_nothing(
    app: Flask, resident: Resident, monkeypatch: pytest.MonkeyPatch, view: str, language: str
) -> None:
    resident.client.http.get(f"/?view={view}&lang={language}")
    for signed_in in (False, True):
        if signed_in:
            resident.signs_in("elder")
            resident.client.http.get("/services/water-bill/apply/")
        framed = [shown(app, resident.client, place) for place in PLACES]
        with monkeypatch.context() as patch:
            patch.setattr(rendering, "can_be_framed", lambda: False)
            whole = [shown(app, resident.client, place) for place in PLACES]
        assert framed == whole
