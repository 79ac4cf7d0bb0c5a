"""axe-core over every page: no violation, nothing left undecided.

`make test` sees each state once, `make conformance` in every view and language.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.browser.axe import Finding, findings
from tests.browser.live import LiveSite, served
from tests.page_catalogue import Visit, everything, in_turn
from tests.page_client import PageClient
from tests.residents import Resident

pytestmark = pytest.mark.browser
WIDTH = 390
WITHOUT_READINGS = """heading => {
  const copy = heading.cloneNode(true);
  copy.querySelectorAll("rt").forEach((reading) => reading.remove());
  return copy.textContent;
}"""
EXPLAINED = Path("docs/conformance/incomplete.toml")


def explained_rules() -> set[tuple[str, str]]:
    """The undecided findings that a person has looked at: pairs of rule and state."""
    entries = tomllib.loads(EXPLAINED.read_text("utf-8")).get("finding", [])
    return {(entry["rule"], state) for entry in entries for state in entry["states"]}


def look(visit: Visit, live: LiveSite, browser: Browser, resident: Resident) -> list[Finding]:
    """Reach a state with the plain client, then let axe judge it in Chromium."""
    visit.make(resident)
    with live.context(browser, WIDTH) as context:
        live.hand_over(resident.client, context)
        page = context.new_page()
        page.goto(resident.page.address)
        heading = " ".join(page.locator("h1").evaluate(WITHOUT_READINGS).split())
        assert heading == resident.page.h1, f"Chromium shows {heading!r} instead"
        # A window as tall as the page: what is pinned then covers nothing that axe must see.
        tall = int(page.evaluate("document.documentElement.scrollHeight"))
        page.set_viewport_size({"width": WIDTH, "height": max(tall, 720)})
        return findings(page)


def check(visit: Visit, found: list[Finding]) -> None:
    """Raises AssertionError naming each violation, and what is undecided but not explained."""
    sure = [f"{f.rule} at {f.target}: {f.message}" for f in found if f.sure]
    assert not sure, f"{visit.name}:\n" + "\n".join(sure)
    known = explained_rules()
    open_questions = [f for f in found if (f.rule, visit.state.name) not in known]
    listed = "\n".join(f"{f.rule} at {f.target}: {f.message}" for f in open_questions)
    assert not open_questions, (
        f"{visit.name}: axe could not decide; look, mend it or explain it in {EXPLAINED}:\n{listed}"
    )


@pytest.mark.parametrize("visit", in_turn(), ids=lambda visit: visit.name)
def test_axe_finds_nothing(
    visit: Visit, live: LiveSite, browser: Browser, resident: Resident
) -> None:
    check(visit, look(visit, live, browser, resident))


@pytest.mark.conformance
@pytest.mark.parametrize("visit", everything(), ids=lambda visit: visit.name)
def test_axe_finds_nothing_anywhere(
    visit: Visit, live: LiveSite, browser: Browser, resident: Resident
) -> None:
    check(visit, look(visit, live, browser, resident))


@pytest.mark.conformance
def test_no_explanation_is_stale(fresh_sites: Iterator[Flask], browser: Browser) -> None:
    """What axe now decides needs no explanation any more."""
    wanted = explained_rules()
    states = {state for _rule, state in wanted}
    still: set[tuple[str, str]] = set()
    for visit in [visit for visit in everything() if visit.state.name in states]:
        site = next(fresh_sites)
        with served(site) as live:
            found = look(visit, live, browser, Resident(PageClient(site.test_client())))
        still |= {(f.rule, visit.state.name) for f in found if not f.sure}
    assert wanted <= still, f"no longer found, take out of {EXPLAINED}: {sorted(wanted - still)}"
