"""The board: written once, looked at first, answered by a day, and read by whom it may."""

from __future__ import annotations

from datetime import date

import pytest
from flask import Flask

from services.clock import FixedClock
from services.people import People
from services.storage.board import PostState
from services.storage.todos import Chosen, Queue
from tests.board import FORM, SAID, answered, answers, editor, posts, takes, writes
from tests.page_client import PageClient
from tests.residents import VIEWS, Resident
from webapp.wiring import parts


@pytest.fixture
def backend() -> str:
    """What the two databases do differently is tried by the records' own tests."""
    return "sqlite"


def _somebody(app: Flask) -> Resident:
    return Resident(PageClient(app.test_client()))


@pytest.mark.parametrize("view", VIEWS)
def test_a_question_is_asked_seen_answered_and_read_by_all(
    app: Flask, resident: Resident, view: str
) -> None:
    number = posts(resident.in_view(view).signs_in("elder"))
    resident.sees(SAID, "一个工作日内会看", "工作人员看过以后，大家都可以看")
    _somebody(app).client.get(f"/board/{number}/", status=404)
    clerk = takes(editor(app), number)
    assert "存好了" in clerk.page.text
    reader = _somebody(app)
    reader.client.get(f"/board/{number}/")
    reader.sees(SAID, "水电气公司会回答，最晚 2026 年 11 月 27 日")
    answers(clerk, number, "是用得多的那一部分，每度贵一点。")
    reader.client.get("/board/")
    reader.client.follow(SAID)
    reader.sees("水电气公司回答了", "每度贵一点")
    assert "王秀兰" not in reader.page.text
    resident.client.get("/cases/notices/")
    resident.sees("您的留言由水电气公司回答，最晚 2026 年 11 月 27 日", "水电气公司回答了您的留言")
    resident.client.follow("看这件事")
    resident.sees("每度贵一点")


def test_a_private_one_is_read_by_its_author_and_clerks_only(
    app: Flask, resident: Resident
) -> None:
    number = posts(resident.signs_in("deaf"), "我家的事，只想问您。", seen_by="only-me")
    clerk = takes(editor(app), number, "only-me")
    answers(clerk, number, "可以到中心来谈。")
    for who in ("elder", "helper"):
        other = _somebody(app).signs_in(who)
        other.client.get(f"/board/{number}/", status=404)
        other.client.get("/board/mine/")
        assert "我家的事" not in other.page.text
        other.client.get("/board/ask/")
        token = other.page.root.one('[name="form_token"]')["value"]
        other.client.post(f"/board/{number}/take-back", {"form_token": token}, status=404)
    stranger = _somebody(app)
    stranger.client.get("/board/?q=我家的事")
    stranger.sees("没有找到")
    resident.client.get(f"/board/{number}/")
    resident.sees("可以到中心来谈", "只有您和工作人员")


def test_what_its_author_keeps_private_no_clerk_can_show(app: Flask, resident: Resident) -> None:
    number = posts(resident, seen_by="only-me")
    clerk = editor(app)
    clerk.get(f"/desk/board/{number}/")
    form = clerk.form("form[data-accept]")
    pairs = [pair for pair in form.sent(form.button(None)) if pair[0] != "seen-by"]
    clerk.post(f"/desk/board/{number}/accept", [*pairs, ("seen-by", "everybody")])
    _somebody(app).client.get(f"/board/{number}/", status=404)


@pytest.mark.parametrize("private", ["110101194803120009", "138-0013-8000"])
def test_numbers_of_people_are_covered_before_anything_is_kept(
    app: Flask, resident: Resident, private: str
) -> None:
    writes(resident, f"我是 {private}，为什么没有领到？")
    resident.sees("我是 ****，为什么没有领到？", "我们替您遮住的号码")
    (draft,) = [each for each in _drafts(app, resident) if "said" in each]
    assert private not in str(draft)
    resident.client.submit(form=FORM)
    with parts(app).db.read() as work:
        kept = [post.said for post in work.board.in_state(PostState.WAITING, 9)]
    assert "我是 ****，为什么没有领到？" in kept
    assert not [said for said in kept if private in said]


def test_a_number_sent_back_with_a_problem_is_covered_already(
    app: Flask, resident: Resident
) -> None:
    resident.client.get("/board/ask/")
    resident.client.submit({"said": "我是 110101194803120009。"}, form=FORM)
    resident.sees("请选一个方面", "我是 ****。")
    assert "110101194803120009" not in resident.page.text


def _drafts(app: Flask, resident: Resident) -> list[dict[str, str]]:
    token = resident.client.cookie("visitor") or ""
    drafts = parts(app).drafts.all_of(People.visitor_key(token))
    return [dict(draft.answers) for draft in drafts]


def test_scripts_and_links_are_only_text(app: Flask, resident: Resident) -> None:
    evil = (
        "<script>alert(1)</script> <a href='https://evil.example/'>点这里</a> https://evil.example/"
    )
    number = answered(app, resident, evil, evil)
    reader = _somebody(app)
    reader.client.get(f"/board/{number}/")
    reader.sees("<script>alert(1)</script>")
    main = reader.page.root.one("main")
    assert not main.select("script")
    assert not [a for a in main.select("a") if "evil" in a["href"]]
    reader.client.get("/board/")
    reader.sees("<script>")


def test_pressed_twice_it_stands_there_once(app: Flask, resident: Resident) -> None:
    writes(resident)
    form = resident.client.form(FORM)
    pairs = form.sent(form.button(None))
    for _ in range(2):
        resident.client.post("/board/ask/check", pairs)
    resident.sees("我写的留言", SAID)
    with parts(app).db.read() as work:
        waiting = [post.said for post in work.board.in_state(PostState.WAITING, 9)]
    assert waiting.count(SAID) == 1


def test_what_is_missing_is_said_at_once_and_nothing_typed_is_lost(resident: Resident) -> None:
    resident.client.get("/board/ask/")
    resident.client.submit({"said": "路灯不亮。"}, form=FORM)
    resident.sees("请选一个：问事情，还是提建议。", "请选一个方面", "请选谁可以看", "路灯不亮。")
    resident.client.get("/board/mine/")
    resident.client.follow("接着写")
    resident.sees("路灯不亮。")
    resident.client.get("/cases/")
    assert "路灯" not in resident.page.text


def test_written_before_signing_in_it_is_found_after(app: Flask, resident: Resident) -> None:
    number = posts(resident)
    resident.signs_in("blind").client.get("/board/mine/")
    resident.sees(SAID)
    answers(takes(editor(app), number), number, "是用得多的那一部分。")
    resident.client.get("/cases/notices/")
    resident.sees("回答了您的留言")


def test_taken_back_it_is_gone_for_everybody(app: Flask, resident: Resident) -> None:
    number = answered(app, resident)
    resident.client.get(f"/board/{number}/")
    resident.client.submit(form="form[data-take-back]")
    resident.sees("收回了")
    assert SAID not in resident.page.text
    for who in (resident, _somebody(app)):
        who.client.get(f"/board/{number}/", status=404)
    reader = _somebody(app)
    reader.client.get("/board/?q=第二档")
    assert not reader.page.root.select(f'main a[href="/board/{number}/"]')
    with parts(app).db.read() as work:
        post = work.board.find(number)
        assert post is not None
        assert (post.said, post.answer) == ("", "")
    assert _promised(app, number) is None


def test_due_days_are_working_days_and_stand_in_the_ledger(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    """Sunday 22 November 2026: looked at on Monday; suggestions within 15 working days."""
    number = posts(resident.signs_in("elder"), "公园里多放几把椅子。", wish="suggestion")
    assert _promised(app, number) == date(2026, 11, 23)
    takes(editor(app), number)
    assert _promised(app, number) == date(2026, 12, 11)
    clerk = answers(editor(app), number, "十二月装好。")
    assert _promised(app, number) is None
    clerk.get("/desk/board/")
    assert "公园里多放几把椅子" in clerk.page.text


def _promised(app: Flask, number: int) -> date | None:
    with parts(app).db.read() as work:
        rows = work.todos.page(Queue.BOARD, 99, Chosen())
    return next((row.due for row in rows if row.about == f"board:{number}"), None)


def test_it_is_found_by_its_words_also_from_the_site_s_search(
    app: Flask, resident: Resident
) -> None:
    number = answered(app, resident, "公园里的路灯晚上不亮，老人看不清路。", "下星期修好。")
    answered(app, _somebody(app), "图书馆星期天开门吗？", "开，上午 9 点起。")
    reader = _somebody(app)
    for asked in ("路灯", "公园的灯", "晚上看不清路"):
        reader.client.get(f"/board/?q={asked}")
        assert reader.page.root.select(f'main a[href="/board/{number}/"]'), asked
    assert "图书馆" not in reader.page.text
    reader.client.get("/search?q=公园路灯不亮")
    assert reader.page.root.select(f'main a[href="/board/{number}/"]')


def test_too_many_at_once_wait_and_lose_nothing(resident: Resident) -> None:
    for place in range(6):
        posts(resident, f"第 {place} 个问题？")
    writes(resident, "第 7 个问题？")
    resident.client.submit(form=FORM)
    resident.sees("写得太密了", "第 7 个问题？")
