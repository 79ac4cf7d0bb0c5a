"""When the records can't be reached or written, a resident reads a calm page, not a broken one."""

from __future__ import annotations

from typing import NoReturn

import pytest
from flask import Flask

from services.demo.district import demo_number
from services.demo.household import households
from services.demo.residents import RESIDENTS
from services.providers.utility import Utility
from services.storage import Database, StorageFull, StorageUnavailable
from tests.page_client import PageClient
from tests.residents import Resident
from webapp.settings import Settings


@pytest.fixture
def backend() -> str:
    """What is shown does not depend on the kind of database."""
    return "sqlite"


def test_a_signed_in_resident_is_told_when_nothing_can_be_read(
    client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/sign-in/")
    client.press(client.page.root.select("[data-demo-resident]")[0])

    def away(self: Database) -> NoReturn:
        raise StorageUnavailable("away")

    monkeypatch.setattr(Database, "read", away)
    client.get("/cases/", status=503)
    assert "12345" in client.page.text


def test_a_full_disk_is_told_and_what_was_kept_can_still_be_read(
    app: Flask, client: PageClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    client.get("/sign-in/")
    client.press(client.page.root.select("[data-demo-resident]")[0])

    def full(self: Database) -> NoReturn:
        raise StorageFull("full")

    monkeypatch.setattr(Database, "write", full)
    client.get("/sign-in/")
    client.submit({"phone": "13800138000"}, form="form[data-sign-in]", status=503)
    assert "存不下" in client.page.text
    client.get("/cases/")
    assert "王秀兰" in client.page.root.one("nav.tools").text


def test_a_paid_bill_leaves_nothing_private_open_on_the_disk(
    settings: Settings, resident: Resident
) -> None:
    resident.signs_in("wheelchair").starts("water-bill").takes_what_is_offered().pays()
    assert resident.keeps_receipt()
    kept = b"".join(path.read_bytes() for path in settings.data_dir.glob("*.db*"))
    assert b"water-bill" in kept
    private = [demo_number(place, utility) for place in range(9) for utility in Utility]
    for home in households():
        private += [home.holder, home.address]
    for person in RESIDENTS:
        private += [person.name, person.phone, person.id_number]
    for text in private:
        assert text.encode() not in kept, f"{text} lies open in the database"
