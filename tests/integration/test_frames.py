"""A page in its kept frame is the page as it is rendered whole."""

import re

import pytest
from flask import Flask

from tests.page_client import PageClient
from tests.residents import LANGUAGES, VIEWS, Resident
from webapp import public_pages, rendering

PLACES = (
    "/",
    "/search?q=%E6%B0%B4%E8%B4%B9&more=a+b",
    "/search?q=%3Cb%3E%22",
    "/help/",
    "/listen/?page=/help/",
    "/cases/",
    "/services/water-bill/apply/account",
    "/desk/sign-in/",
)


def shown(client: PageClient, address: str) -> str:
    text = client.http.get(address).get_data(as_text=True)
    return re.sub(r'name="(form_token|once)" value="[^"]*"', "", text)


@pytest.fixture
def backend() -> str:
    """Nothing here depends on the database."""
    return "sqlite"


@pytest.mark.parametrize(("view", "language"), [*zip(VIEWS, LANGUAGES, strict=True)])
def test_a_kept_frame_changes_nothing(
    resident: Resident, monkeypatch: pytest.MonkeyPatch, view: str, language: str
) -> None:
    monkeypatch.setattr(public_pages, "_keepable", lambda headers: False)
    resident.client.http.get(f"/?view={view}&lang={language}")
    for signed_in in (False, True):
        if signed_in:
            resident.signs_in("elder")
            resident.client.http.get("/services/water-bill/apply/")
        framed = [shown(resident.client, place) for place in PLACES]
        with monkeypatch.context() as patch:
            patch.setattr(rendering, "can_be_framed", lambda: False)
            whole = [shown(resident.client, place) for place in PLACES]
        assert framed == whole


def test_a_step_is_nobody_elses_and_never_repeats_a_token(app: Flask) -> None:
    """What one resident's step shows is not shown to another; the same step twice, two tokens."""
    seen = {}
    for key in ("elder", "blind"):
        client = PageClient(app.test_client())
        Resident(client).signs_in(key)
        client.http.get("/services/water-bill/apply/")
        step = "/services/water-bill/apply/account"
        pages = [client.http.get(step).get_data(as_text=True) for _ in range(2)]
        tokens = {re.findall(r'name="form_token" value="([^"]+)"', page)[0] for page in pages}
        assert len(tokens) == 2
        seen[key] = re.findall(r'name="account" value="(\d+)"', pages[1])
        assert seen[key] == re.findall(r'name="account" value="(\d+)"', pages[0])
    assert seen["elder"]
    assert seen["blind"]
    assert not set(seen["elder"]) & set(seen["blind"])
