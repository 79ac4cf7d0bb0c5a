"""Every page in every state passes the Nu HTML conformance checker, in one run of Java."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tests.page_catalogue import STATES, Visit
from tests.page_client import PageClient
from tests.residents import LANGUAGES, VIEWS, Resident

VNU = Path(".venv/share/vnu")
MISSING = "The HTML checker or Java is missing; make test installs both."


@pytest.fixture
def checker() -> list[str]:
    """The command that checks files."""
    jars = sorted(VNU.glob("vnu-*.jar"))
    java = shutil.which("java")
    assert jars, MISSING
    assert java, MISSING
    # Its style checker is older than @container and min(); tests/unit holds the style sheets.
    options = ["--errors-only", "--format", "gnu", "--filterpattern", "CSS: .*"]
    return [java, "-jar", str(jars[-1]), *options]


def test_every_page_is_valid(
    fresh_sites: Iterator[Flask], checker: list[str], tmp_path: Path
) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for turn, state in enumerate(STATES):
        view, language = VIEWS[turn % len(VIEWS)], LANGUAGES[turn // len(VIEWS) % len(LANGUAGES)]
        resident = Resident(PageClient(next(fresh_sites).test_client()))
        Visit(state, view, language).make(resident)
        (pages / f"{state.name}-{view}-{language}.html").write_text(resident.page.html, "utf-8")
    told = subprocess.run([*checker, str(pages)], capture_output=True, text=True, check=False)
    faults = told.stderr.replace(str(pages), "").strip()
    assert not faults, f"the HTML conformance checker says:\n{faults[:4000]}"
    assert told.returncode == 0
