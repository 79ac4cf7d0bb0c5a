"""A page left open too long: any button brings it back, says why, and keeps what is there."""

from __future__ import annotations

import pytest

from tests.clerks import clerk_id, is_let_in
from tests.residents import Resident

SAID = "打开得太久"


@pytest.fixture
def backend() -> str:
    """What is said does not depend on the kind of database."""
    return "sqlite"


@pytest.fixture(autouse=True)
def _later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every form of this file was open for too long."""
    monkeypatch.setattr("webapp.security.TOKEN_SECONDS", -1)


def _books(resident: Resident, monkeypatch: pytest.MonkeyPatch) -> str:
    """Book a window while forms still hold; returns the receipt's address."""
    with monkeypatch.context() as fresh:
        fresh.setattr("webapp.security.TOKEN_SECONDS", 3600)
        resident.signs_in("elder").starts("hall-appointment").takes_what_is_offered().sends()
    return resident.page.address.split("?")[0]


@pytest.mark.parametrize("button", ["withdraw", "change"])
def test_a_question_before_a_change_says_why_it_comes_back(
    resident: Resident, monkeypatch: pytest.MonkeyPatch, button: str
) -> None:
    receipt = _books(resident, monkeypatch)
    resident.client.get(f"{receipt}{button}")
    resident.client.submit(form=f'form[action$="/{button}"]')
    resident.sees(SAID)
    assert resident.page.address.split("?")[0].endswith(f"/{button}")


def test_a_button_without_a_page_of_its_own_leads_to_the_page_it_stands_on(
    resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = _books(resident, monkeypatch)
    resident.client.post(f"{receipt}pay", {})
    resident.sees(SAID)
    assert resident.page.address.split("?")[0] == receipt


def test_messages_that_were_not_marked_say_why(resident: Resident) -> None:
    resident.client.post("/cases/notices/", {})
    resident.sees(SAID)


def test_a_scanned_code_stays_in_its_field(resident: Resident) -> None:
    client = resident.client
    is_let_in(client, clerk_id(client.http.application, "hall"))
    client.get("/desk/verify/")
    resident.client.submit({"code": "NC1.ABC"}, form="form[data-verify]")
    resident.sees(SAID)
    assert resident.page.root.one("#code")["value"] == "NC1.ABC"


def test_settings_chosen_and_not_kept_are_still_chosen(resident: Resident) -> None:
    resident.client.get("/settings/")
    resident.client.submit({"text_percent": "200"}, form="form[data-preview]")
    resident.sees(SAID)
    assert resident.page.root.one('[name="text_percent"][checked]')["value"] == "200"
    resident.client.get("/settings/aids/")
    resident.client.submit({"rate": "75", "aids": ["cross"]}, form="form[data-preview]")
    resident.sees(SAID)
    assert resident.page.root.one("#rate option[selected]")["value"] == "75"
    assert [n["value"] for n in resident.page.root.select('[name="aids"][checked]')] == ["cross"]
