"""Fixtures of the browser tests: one Chromium a worker, one live site a test."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.browser.chromium import chromium
from tests.browser.live import LiveSite, served


@pytest.fixture
def backend() -> str:
    """The database does not show in a browser: SQLite alone will do here."""
    return "sqlite"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """One Chromium for all tests of this worker."""
    with chromium() as running:
        yield running


@pytest.fixture
def live(app: Flask, browser: Browser) -> Iterator[LiveSite]:
    """The site of this test, served on loopback; its windows are closed with it."""
    with served(app) as site:
        yield site
        # A page left reading would read on, and take its time from every later test.
        for window in browser.contexts:
            for page in window.pages:
                page.unroute_all(behavior="ignoreErrors")
            window.unroute_all(behavior="ignoreErrors")
            window.close()
