"""Clerks who sign in through a real identity provider, a process of its own."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from flask import Flask
from pydantic import SecretStr

from services.clock import FixedClock
from tests.clerks import clerk_browser, clerk_id, closes_account
from tests.databases import TEST_KEYS
from tests.loopback.identity import LoopbackIdentity, identity_provider
from tests.page_client import PageClient
from tests.site import Districts, demo_site
from webapp.settings import Settings
from webapp.wiring import parts

LEAVE = "/desk/sign-in/oidc/"


@pytest.fixture(scope="module")
def provider() -> Iterator[LoopbackIdentity]:
    """The city's provider for its clerks."""
    with identity_provider() as running:
        for clerk in ("chen", "zhao"):
            running.knows(clerk)
        yield running


@pytest.fixture
def app(provider: LoopbackIdentity, districts: Districts, tmp_path: Path) -> Iterator[Flask]:
    """A site whose clerks may sign in there, on the day of the provider's own clock."""
    folder = tmp_path / "data"
    settings = Settings(
        data_dir=folder,
        database_url=districts.sqlite(folder),
        keys=SecretStr(TEST_KEYS),
        speech_engine="off",
        public_url="http://localhost",
        staff_oidc_issuer=provider.origin,
        staff_oidc_client_id="nuanchuang-desk",
        staff_oidc_secret=SecretStr("agreed"),
    )
    site = demo_site(settings, FixedClock(datetime.now(UTC)))
    yield site
    parts(site).db.dispose()


def goes(browser: PageClient, provider: LoopbackIdentity, who: str, leave: str = LEAVE) -> str:
    """Away to the provider, sign in there as somebody, and back; the heading one comes to."""
    back = urlsplit(provider.signs_in(browser.redirect_of(leave), who))
    browser.get(f"{back.path}?{back.query}")
    return browser.page.h1


def test_a_clerk_links_once_and_then_signs_in_there(app: Flask, provider: LoopbackIdentity) -> None:
    clerk, other = clerk_browser(app, "hall"), PageClient(app.test_client())
    assert goes(other, provider, "chen") == "工作人员登录"
    assert "还没有连到工作人员账号" in other.page.text
    clerk.get("/desk/own/")
    assert goes(clerk, provider, "chen") == "我的账号"
    assert "连上了" in clerk.page.text
    other.get("/desk/verify/")
    leave = next(n["href"] for n in other.page.tagged("a") if "统一身份认证" in n.label)
    assert goes(other, provider, "chen", leave) == "核对电子卡"
    closes_account(app, clerk_id(app, "hall"))
    assert goes(PageClient(app.test_client()), provider, "chen") == "工作人员登录"


def test_somebody_elses_identity_is_not_taken(app: Flask, provider: LoopbackIdentity) -> None:
    hall, reviewer = clerk_browser(app, "hall"), clerk_browser(app, "reviewer")
    goes(hall, provider, "zhao")
    goes(reviewer, provider, "zhao")
    assert "已经连到别的账号了" in reviewer.page.text
    anybody = PageClient(app.test_client())
    assert goes(anybody, provider, "zhao") == "工作台"
    assert "陈静" in anybody.page.text


def test_a_way_back_counts_once_and_in_its_own_browser(
    app: Flask, provider: LoopbackIdentity
) -> None:
    clerk, thief = clerk_browser(app, "hall"), PageClient(app.test_client())
    goes(clerk, provider, "chen")
    thief.get("/desk/sign-in/")
    back = urlsplit(provider.signs_in(clerk.redirect_of(LEAVE), "chen"))
    thief.get(f"{back.path}?{back.query}")
    assert thief.page.h1 == "工作人员登录"
    thief.get("/desk/")
    assert thief.page.h1 == "工作人员登录"
    thief.get(f"{back.path}?state=x&code=y")
    assert "已经不能用了" in thief.page.text
