"""The desk's sign-in: password and one-time code, one press in a demo, and the end of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from services.clock import FixedClock
from services.desk import todos
from services.desk.todos import Queue
from services.storage.todos import Chosen
from services.words import words
from tests.clerks import clerk_browser, clerk_id, closes_account, signs_in_as
from tests.desk import promise
from tests.page_client import PageClient
from webapp.settings import Settings
from webapp.wiring import parts

SIGN_IN = "工作人员登录"


@pytest.fixture
def backend() -> str:
    """The door is the same for either database."""
    return "sqlite"


def test_a_clerk_who_is_not_signed_in_comes_back_to_the_page_they_wanted(
    client: PageClient,
) -> None:
    client.get("/desk/readings/?page=0")
    assert client.page.h1 == SIGN_IN
    client.press(client.page.root.one('[data-demo-clerk="editor"]'))
    assert client.page.h1 == "大家说念错的地方"


def test_each_clerk_sees_the_rooms_of_the_role(client: PageClient) -> None:
    signs_in_as(client, "hall")
    assert "陈静" in client.page.text
    assert "核对电子卡" in client.page.main_text
    assert "念错" not in client.page.main_text
    client.get("/desk/readings/", status=403)
    assert client.page.h1 == "您的岗位不做这件事"


def test_an_open_page_of_a_closed_account_does_nothing_more(app: Flask) -> None:
    clerk = clerk_browser(app, "hall")
    clerk.get("/desk/verify/")
    closes_account(app, clerk_id(app, "hall"))
    clerk.submit({"code": "anything"}, form="form[data-verify]")
    assert clerk.page.h1 == SIGN_IN


def test_a_clerk_who_went_away_signs_in_again_and_finds_what_was_typed(
    app: Flask, clock: FixedClock
) -> None:
    clerk = clerk_browser(app, "hall")
    clerk.get("/desk/verify/")
    clock.advance(minutes=61)
    clerk.submit({"code": "half a code"}, form="form[data-verify]")
    assert clerk.page.h1 == SIGN_IN
    clerk.press(clerk.page.root.one('[data-demo-clerk="hall"]'))
    assert clerk.page.h1 == "核对电子卡"
    assert "half a code" in clerk.page.html


def test_a_day_of_work_ends_even_at_a_machine_in_use(app: Flask, clock: FixedClock) -> None:
    clerk = clerk_browser(app, "hall")
    for _ in range(13):
        clock.advance(minutes=55)
        clerk.get("/desk/verify/")
    assert clerk.page.h1 == "核对电子卡"
    clock.advance(minutes=55)
    clerk.get("/desk/verify/")
    assert clerk.page.h1 == SIGN_IN


def test_signing_out_ends_the_session_itself(app: Flask) -> None:
    clerk = clerk_browser(app, "hall")
    token = clerk.cookie("desk")
    clerk.press(clerk.page.root.one('form[action="/desk/sign-out"] button'))
    assert clerk.page.h1 == SIGN_IN
    assert token is not None
    clerk.http.set_cookie("desk", token)
    clerk.get("/desk/")
    assert clerk.page.h1 == SIGN_IN


def test_a_cookie_that_was_taken_to_another_system_opens_nothing(app: Flask) -> None:
    windows = {"User-Agent": "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"}
    clerk, thief = PageClient(app.test_client()), PageClient(app.test_client())
    clerk.http.environ_base["HTTP_USER_AGENT"] = windows["User-Agent"]
    signs_in_as(clerk, "hall")
    thief.http.set_cookie("desk", clerk.cookie("desk") or "")
    thief.get("/desk/", headers={"User-Agent": "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0)"})
    assert thief.page.h1 == SIGN_IN
    clerk.get("/desk/")
    assert clerk.page.h1 == SIGN_IN, "the session itself is over"


def test_invented_clerks_end_with_the_demo(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    clerk = clerk_browser(app, "hall")
    clerk.get(SIGN_IN_PAGE := "/desk/sign-in/")
    form = {"clerk": "hall", "form_token": clerk.form("form[data-desk-sign-in]").sent(None)[0][1]}
    monkeypatch.setattr(Settings, "demo", False)
    clerk.get("/desk/")
    assert clerk.page.h1 == SIGN_IN
    assert not clerk.page.root.select("[data-demo-clerk]")
    clerk.post(SIGN_IN_PAGE, form, status=404)


def test_the_front_page_names_what_waits_and_what_is_mine_first(app: Flask) -> None:
    today = parts(app).desk.queues.today()
    promise(app, Queue.CASES, "later", words("看材料"), today)
    promise(app, Queue.CASES, "late", words("回电话"), today - timedelta(days=2))
    clerk = clerk_browser(app, "reviewer")
    assert "先办这些" not in clerk.page.text
    for name in ("later", "late"):
        with parts(app).db.write() as work:
            found = todos.page(work, Queue.CASES, 50, Chosen()).rows
            todo = next(row for row in found if row.about == name)
            account = work.clerks.by_demo_key("reviewer")
            assert account is not None
            assert todos.take(work, todo.id, account.clerk.actor)
    clerk.get("/desk/")
    taken = [row.text for row in clerk.page.root.select("[data-taken] li")]
    assert "回电话" in taken[0]
    assert "过了 2 天" in taken[0]
    assert "看材料" in taken[1]
    assert "件过了日子" in clerk.page.main_text
