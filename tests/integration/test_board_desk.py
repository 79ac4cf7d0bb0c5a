"""The board at the desk: who may do what, two at once, answers, and questions made common."""

from __future__ import annotations

import pytest
from flask import Flask

from services.deeds import Deed
from tests.board import SAID, answered, answers, editor, posts, takes
from tests.clerks import clerk_browser
from tests.page_client import PageClient
from tests.residents import VIEWS, Resident

COMMON = "form[data-common]"


@pytest.fixture
def backend() -> str:
    """What the two databases do differently is tried by the records' own tests."""
    return "sqlite"


def _reads(app: Flask, number: int, status: int = 200) -> str:
    client = PageClient(app.test_client())
    return client.get(f"/board/{number}/", status=status).text


@pytest.mark.parametrize("role", ["hall", "visitor", "reviewer", "operator"])
def test_a_clerk_without_the_board_is_told_so(app: Flask, resident: Resident, role: str) -> None:
    number = posts(resident)
    clerk = clerk_browser(app, role)
    clerk.get("/desk/board/", status=403)
    clerk.get(f"/desk/board/{number}/", status=403)


def test_of_two_clerks_the_second_is_told_what_the_first_did(
    app: Flask, resident: Resident
) -> None:
    number = posts(resident)
    first, second = editor(app), clerk_browser(app, "supervisor")
    for clerk in (first, second):
        clerk.get(f"/desk/board/{number}/")
    first.submit({"department": "street", "seen-by": "everybody"}, form="form[data-accept]")
    second.submit({"reason": "elsewhere"}, form="form[data-refuse]")
    assert "刚才有别的工作人员处理过了" in second.page.text
    assert "街道办事处会回答" in second.page.text
    assert SAID in _reads(app, number)


def test_a_refused_one_says_why_to_its_author_and_to_nobody_else(
    app: Flask, resident: Resident
) -> None:
    number = posts(resident.signs_in("elder"), "买一送一，加我。")
    clerk = editor(app)
    clerk.get(f"/desk/board/{number}/")
    clerk.submit({}, form="form[data-refuse]")
    assert "请选一个原因" in clerk.page.text
    clerk.submit({"reason": "advertising"}, form="form[data-refuse]")
    resident.client.get(f"/board/{number}/")
    resident.sees("没有收下", "这像是广告")
    resident.client.get("/cases/notices/")
    resident.sees("您的留言没有收下")
    _reads(app, number, status=404)


def test_an_empty_answer_and_one_to_what_nobody_took_are_refused(
    app: Flask, resident: Resident
) -> None:
    number = posts(resident)
    clerk = takes(editor(app), number)
    answers(clerk, number, "  ")
    assert "error-summary" in clerk.page.ids
    answers(clerk, number, "打 021-12345678 找张先生，他的手机 13800138000。")
    text = _reads(app, number)
    assert "021-12345678" in text, "the telephone of an office is what people need"
    assert "13800138000" not in text


def test_a_better_answer_takes_the_place_of_the_first(app: Flask, resident: Resident) -> None:
    number = answered(app, resident, answer="不知道。")
    answers(editor(app), number, "多用的那一部分，每度贵 5 分钱。")
    text = _reads(app, number)
    assert "每度贵 5 分钱" in text
    assert "不知道" not in text


def test_hidden_again_it_leaves_the_list_the_search_and_the_guide(
    app: Flask, resident: Resident
) -> None:
    number = answered(app, resident)
    clerk = _made_common(editor(app), number)
    takes(clerk, number, "only-me")
    _reads(app, number, status=404)
    reader = PageClient(app.test_client())
    for page in ("/board/", "/board/?q=第二档", "/services/electricity-bill/"):
        assert SAID not in reader.get(page).text


def _made_common(clerk: PageClient, number: int) -> PageClient:
    clerk.get(f"/desk/board/{number}/")
    given = {"service": "electricity-bill", "ask": SAID, "common-answer": "用得多的部分。"}
    clerk.submit(given, form=COMMON)
    return clerk


@pytest.mark.parametrize("view", VIEWS)
def test_an_answer_becomes_a_common_question_of_a_guide(
    app: Flask, resident: Resident, view: str
) -> None:
    number = answered(app, resident)
    clerk = _made_common(editor(app), number)
    assert "放进办事指南了" in clerk.page.text
    reader = Resident(PageClient(app.test_client())).in_view(view)
    reader.client.get("/services/electricity-bill/")
    reader.sees(SAID, "用得多的部分。")
    plain = reader.client.http.get("/services/electricity-bill/guide.txt").get_data(as_text=True)
    assert SAID in plain, "whoever reads another edition gets it too"
    english = Resident(PageClient(app.test_client())).in_language("en")
    english.client.get("/services/electricity-bill/")
    assert SAID not in english.page.text
    clerk.get(f"/desk/board/{number}/")
    clerk.submit(form="form[data-uncommon]")
    gone = reader.client.http.get("/services/electricity-bill/guide.txt?lang=zh-Hans")
    assert SAID not in gone.get_data(as_text=True)


def test_a_guide_that_is_not_there_is_refused(app: Flask, resident: Resident) -> None:
    number = answered(app, resident)
    clerk = editor(app)
    clerk.get(f"/desk/board/{number}/")
    clerk.submit({"service": "", "ask": SAID, "common-answer": "有。"}, form=COMMON)
    assert "请选放进哪一份办事指南" in clerk.page.text
    assert "有。" in clerk.page.root.one("#common-answer").text


def test_a_look_at_a_private_post_and_each_change_leave_a_line(
    app: Flask, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    from services.storage.trail import TrailEntry, TrailRecords

    lines: list[TrailEntry] = []
    add = TrailRecords.add

    def noted(self: TrailRecords, entry: TrailEntry, now: object) -> None:
        lines.append(entry)
        add(self, entry, now)  # type: ignore[arg-type]

    monkeypatch.setattr(TrailRecords, "add", noted)
    number = posts(resident.signs_in("elder"), seen_by="only-me")
    answers(takes(editor(app), number, "only-me"), number, "可以。")
    here = [line for line in lines if line.about == f"board:{number}"]
    deeds = {line.deed for line in here}
    wanted = {Deed.BOARD_ASKED, Deed.BOARD_SEEN, Deed.BOARD_TAKEN, Deed.BOARD_ANSWERED}
    assert deeds >= wanted
    assert len({line.subject for line in here}) == 1
    assert {line.actor.kind for line in here} == {"resident", "clerk"}
