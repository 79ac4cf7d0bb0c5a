"""Accepted readings as a file, and back: flask readings export, flask readings import."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.page_client import PageClient
from tests.readings import ACCEPT, reports, tries
from webapp.wiring import parts


@pytest.fixture
def backend() -> str:
    """A file is the same from either database."""
    return "sqlite"


def test_accepted_readings_go_to_a_file_and_back(
    app: Flask, client: PageClient, tmp_path: Path
) -> None:
    tries(client, reports(client, "多少"), "duo1 shao4").submit(form=ACCEPT)
    run = app.test_cli_runner()
    file = tmp_path / "readings.toml"
    assert run.invoke(args=["readings", "export", str(file)]).exit_code == 0
    assert '[words]\n"多少" = "duo1 shao4"\n' in file.read_text("utf-8")
    assert run.invoke(args=["readings", "export"]).output == file.read_text("utf-8")
    more = file.read_text("utf-8") + '"还款" = "huan2 kuan3"\n\n[latin]\n"APP" = "ei1 pi1 pi1"\n'
    file.write_text(more, "utf-8")
    assert "2 readings are new" in run.invoke(args=["readings", "import", str(file)]).output
    assert "0 readings are new" in run.invoke(args=["readings", "import", str(file)]).output
    again = run.invoke(args=["readings", "export"]).output
    assert again.index("多少") < again.index("还款") < again.index('[latin]\n"APP"')


@pytest.mark.parametrize(
    "text",
    [
        '[words]\n"还款" = "huan2"\n',
        '[words]\n"还款" = "huan2 kuan3"\n"还" = "huan2"\n',
        '[words]\n"还款" = 3\n',
        '[other]\n"还款" = "huan2 kuan3"\n',
        'words = "x"\n',
        "[words\n",
    ],
)
def test_a_wrong_file_is_refused_whole(app: Flask, tmp_path: Path, text: str) -> None:
    file = tmp_path / "wrong.toml"
    file.write_text(text, "utf-8")
    done = app.test_cli_runner().invoke(args=["readings", "import", str(file)])
    assert done.exit_code == 1
    assert "wrong.toml: " in done.output
    assert parts(app).readings.corrections() == {}
