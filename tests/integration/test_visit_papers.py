"""What a visitor carries on paper: forms filled in ahead, in print, braille and sound."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from tests.clerks import clerk_browser
from tests.fake_voice import give_fake_voice
from tests.page_client import PageClient
from tests.residents import Resident
from tests.visits import DAY, at_door, has_booked, visit_of
from webapp.editions.making import MAKERS

pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture(autouse=True)
def _voice(app: Flask, tmp_path: Path) -> None:
    """What speaks in these tests."""
    give_fake_voice(app, tmp_path / "said")


def door_of(app: Flask, **given: str) -> tuple[PageClient, int]:
    """A visitor at a door that was booked so."""
    number = visit_of(app, has_booked(app, **given))
    return at_door(app, number, clerk_browser(app, "visitor")), number


def form_text(visitor: PageClient, number: int) -> str:
    return visitor.http.get(f"/desk/visits/{number}/form.txt").get_data(as_text=True)


def test_the_form_is_filled_in_with_what_is_known(app: Flask) -> None:
    text = form_text(*door_of(app))
    for known in ("姓名：王秀兰", "地址：枫桥路 12 弄 3 号 401 室", "身份证号：1101**********0002"):
        assert known in text
    for piece in ("户口：在上海 / 在别的地方", "说“同意”", "来的人是刘洋（2002）", "本人的身份证"):
        assert piece in text


def test_a_form_that_was_begun_at_home_goes_on_where_it_stood(
    app: Flask, resident: Resident
) -> None:
    resident.signs_in("elder").in_view("elder").starts("senior-allowance").answers_page()
    text = form_text(*door_of(app))
    known, _, still = text.partition("还要问您的")
    assert "户口：" in known
    assert "户口：" not in still


def test_nothing_known_of_the_booker_stands_on_the_form_of_somebody_else(app: Flask) -> None:
    text = form_text(*door_of(app, name="王大山"))
    assert "姓名：王大山" in text
    assert "1101" not in text


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_form_and_bag_come_in_every_edition(app: Flask, language: str) -> None:
    visitor, number = door_of(app)
    for base in (f"/desk/visits/{number}/", f"/desk/visits/pack/{DAY}/"):
        for file in MAKERS:
            answer = visitor.http.get(f"{base}{file}?lang={language}")
            assert answer.status_code == 200, (base, file)
            assert answer.headers["Cache-Control"] == "no-store"


def test_the_bag_names_the_doors_in_their_order(app: Flask) -> None:
    visitor, _ = door_of(app)
    noon = f"fengqiao-visitors.visitors.{DAY}.1330"
    other = has_booked(app, "blind", time=noon, name="李建国", address="枫桥路 2 号 101 室")
    at_door(app, visit_of(app, other), visitor)
    text = visitor.http.get(f"/desk/visits/pack/{DAY}/bag.txt").get_data(as_text=True)
    assert "一共 2 家" in text
    assert text.index("第 1 家：11 月 24 日 星期二 上午 9 点") < text.index(
        "第 2 家：11 月 24 日 星期二 下午 1 点 30 分"
    )
    assert "姓名：王秀兰" in text
    assert "姓名：李建国" in text
