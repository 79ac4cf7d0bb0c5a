"""/word/: what a resident holds a caller's word against."""

from __future__ import annotations

import pytest
from flask import Flask

from services.clock import FixedClock
from tests.page_client import PageClient
from tests.residents import VIEWS, Resident
from webapp.wiring import parts


@pytest.fixture
def backend() -> str:
    """The words are in no database."""
    return "sqlite"


def _word(client: PageClient, which: str = "data-word") -> str:
    client.get("/word/")
    return client.page.root.one(f"[{which}]").text


@pytest.mark.parametrize("view", VIEWS)
def test_it_says_the_word_and_what_to_do_when_a_caller_does_not(
    app: Flask, resident: Resident, view: str
) -> None:
    resident.in_view(view)
    day_words = parts(app).day_words
    assert _word(resident.client) == day_words.of(day_words.today())
    resident.sees("那就是假的", "不说验证码，不转钱", "打 12345 告诉我们", "骗子也能")
    assert resident.page.root.select('a[href="tel:110"]')


def test_the_next_day_there_is_another_and_the_old_one_stays_readable(
    clock: FixedClock, resident: Resident
) -> None:
    before = _word(resident.client)
    clock.advance(days=1)
    assert _word(resident.client) != before
    resident.sees(f"11 月 22 日 星期日 {before}")


def test_only_who_signs_in_sees_a_word_of_their_own(app: Flask, resident: Resident) -> None:
    _word(resident.client)
    assert not resident.page.root.select("[data-own-word]")
    resident.sees("登录以后").signs_in("elder")
    wang = _word(resident.client, "data-own-word")
    assert wang != _word(resident.client)
    assert resident.client.http.get("/word/").headers["Cache-Control"] == "no-store"
    other = Resident(PageClient(app.test_client())).signs_in("blind")
    assert _word(other.client, "data-own-word") != wang


def test_the_text_message_with_a_code_says_the_word(app: Flask, resident: Resident) -> None:
    day_words = parts(app).day_words
    resident.client.get("/sign-in/")
    resident.client.submit({"phone": "199 0000 0001"}, form="form[data-sign-in]")
    with parts(app).db.read() as work:
        (text,) = work.messages.newest("19900000001", 5)
    assert f"今天的暗号：{day_words.of(day_words.today())}。" in text


def test_it_is_found_by_what_people_call_it(resident: Resident) -> None:
    for said in ("暗号", "骗子", "诈骗电话"):
        resident.client.get(f"/search?q={said}")
        assert resident.page.root.select('h3 a[href="/word/"]'), said
