"""The commands of those who run the site."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from services.journey import Applicant
from tests.residents import Resident
from webapp import create_app
from webapp.settings import Settings
from webapp.wiring import parts

NOBODY = Applicant(b"")


@pytest.fixture
def backend() -> str:
    """The commands are the same for each kind of database."""
    return "sqlite"


def test_an_empty_folder_becomes_the_demo_district(tmp_path: Path) -> None:
    app = create_app(Settings(data_dir=tmp_path / "new"))
    for command in ("migrate", "load-demo", "migrate", "load-demo"):
        done = app.test_cli_runner().invoke(args=[command])
        assert done.exit_code == 0, done.output
    with app.app_context():
        assert parts().services["water-bill"].context(NOBODY).example
    parts(app).speech.close()
    parts(app).db.dispose()


def test_settings_lists_every_variable_and_no_secret(app: Flask) -> None:
    listed = app.test_cli_runner().invoke(args=["settings"]).output
    for name in Settings.model_fields:
        assert f"NUANCHUANG_{name.upper()}=" in listed
    assert "SecretStr" not in listed


def test_rotating_the_keys_keeps_a_resident_signed_in_and_the_receipt_readable(
    tmp_path: Path, app: Flask, resident: Resident
) -> None:
    resident.signs_in("elder").starts("water-bill").takes_what_is_offered().pays()
    receipt = resident.page.address
    done = app.test_cli_runner().invoke(args=["keys", "rotate"])
    assert done.exit_code == 0, done.output
    resident.client.get(receipt)
    resident.sees("水费交好了")
    assert resident.starts("gas-bill").page.root.select('input[name="account"]')
    with app.app_context():
        assert (
            parts()
            .services["gas-bill"]
            .context(NOBODY)
            .account(resident.page.root.select('input[name="account"]')[0]["value"])
        )
