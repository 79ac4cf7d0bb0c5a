"""Queues through their pages: overdue first, taken and given back, leafed through, as a table."""

from __future__ import annotations

from datetime import date, timedelta
from io import BytesIO

import pytest
from flask import Flask
from openpyxl import load_workbook

from services.clock import FixedClock
from services.desk.todos import MOST_COUNTED, Queue
from services.words import words
from tests.clerks import clerk_browser, new_clerk
from tests.desk import handed_over, promise, trail_of
from tests.html_tree import Node
from tests.page_client import PageClient
from tests.residents import VIEWS
from webapp.wiring import parts

TODAY = date(2026, 11, 22)
MISSED = "/desk/queues/missed/"
EVIL = "=1+2"


@pytest.fixture
def backend() -> str:
    """How rows are kept is tested on both databases elsewhere."""
    return "sqlite"


def rows_of(client: PageClient) -> list[str]:
    """The text of each row on the screen."""
    return [row.text for row in client.page.root.select(".queue li")]


def button_of(client: PageClient, row: int) -> Node:
    """The button of a row."""
    return client.page.root.select(".queue li")[row].one("button")


def buttons_for(client: PageClient, reference: str) -> list[Node]:
    """The buttons of the row about a case."""
    return [b for b in client.page.root.select(".queue button") if reference[9:] in b.text]


def button_for(client: PageClient, reference: str) -> Node:
    """The one button of the row about a case."""
    (button,) = buttons_for(client, reference)
    return button


def fill(app: Flask, number: int, queue: Queue = Queue.MISSED) -> None:
    """Rows that are due one a day, the first ones overdue."""
    for each in range(number):
        due = TODAY + timedelta(days=each - 2)
        promise(app, queue, f"board:{each}", words("第 %(n)s 件", n=each), due)


@pytest.mark.parametrize("view", VIEWS)
def test_each_row_says_what_is_next_who_does_it_and_by_when(app: Flask, view: str) -> None:
    fill(app, 4)
    promise(app, Queue.MISSED, "board:99", words("不急的"), None)
    clerk = clerk_browser(app, "supervisor")
    clerk.get(f"{MISSED}?view={view}")
    assert "一共 5 件" in clerk.page.text
    assert "2 件过了日子" in clerk.page.text
    first, *_, last = rows_of(clerk)
    for told in ("第 0 件", "还没有人接", "2026 年 11 月 20 日", "过了 2 天"):
        assert told in first
    assert "没有定日子" in last
    assert "过了" not in last


def test_what_i_take_is_mine_until_i_give_it_back(app: Flask) -> None:
    fill(app, 2)
    mine, other = clerk_browser(app, "supervisor"), new_clerk(app, "supervisor")
    for clerk in (mine, other):
        clerk.get(MISSED)
    mine.press(button_of(mine, 0))
    assert "接下了" in mine.page.text
    assert "孙丽（2004）" in rows_of(mine)[0]
    other.press(button_of(other, 0))
    assert "晚了一步" in other.page.text
    mine.get(f"{MISSED}?mine=1")
    assert len(rows_of(mine)) == 1
    mine.press(button_of(mine, 0))
    mine.get(f"{MISSED}?mine=1")
    assert "这里现在没有要办的" in mine.page.text
    assert trail_of(app, "board:0") == [("clerk", "todo.taken"), ("clerk", "todo.given-back")]


def test_the_supervisor_frees_what_a_colleague_has_taken(app: Flask, clock: FixedClock) -> None:
    reference = handed_over(app, clock, "elder", "day-care")
    reviewer, second = clerk_browser(app, "reviewer"), new_clerk(app, "reviewer")
    supervisor = clerk_browser(app, "supervisor")
    reviewer.get("/desk/queues/cases/")
    reviewer.press(button_for(reviewer, reference))
    second.get("/desk/queues/cases/")
    assert not buttons_for(second, reference), "it is another's"
    supervisor.get("/desk/queues/cases/")
    supervisor.press(button_for(supervisor, reference))
    second.get("/desk/queues/cases/")
    second.press(button_for(second, reference))
    assert "接下了" in second.page.text


def test_nobody_takes_a_row_of_a_queue_they_may_not_see(app: Flask) -> None:
    fill(app, 1)
    with parts(app).db.read() as work:
        missed = work.todos.find(Queue.MISSED, "board:0")
    assert missed is not None
    clerk = clerk_browser(app, "reviewer")
    clerk.get("/desk/queues/cases/")
    token = clerk.page.root.select('.queue [name="form_token"]')[0].get("value")
    clerk.post("/desk/queues/cases/", {"form_token": token, "id": str(missed.id)})
    assert "晚了一步" in clerk.page.text
    for odd in ("", "0", "-1", "x", "9" * 30):
        clerk.post("/desk/queues/cases/", {"form_token": token, "id": odd}, status=400)
    with parts(app).db.read() as work:
        assert work.todos.by_id(missed.id) == missed


def test_leafing_goes_on_and_comes_back(app: Flask) -> None:
    fill(app, 25)
    clerk = clerk_browser(app, "supervisor")
    clerk.get(MISSED)
    assert len(rows_of(clerk)) == 20
    clerk.follow("后一页")
    assert len(rows_of(clerk)) == 5
    assert not [link for link in clerk.page.root.select("a") if link.text == "后一页"]
    clerk.follow("前一页")
    assert "第 0 件" in rows_of(clerk)[0]
    for odd in ("after=1", "after=2026-13-45.1", "before=2026-11-22.x"):
        clerk.get(f"{MISSED}?{odd}")
        assert "第 0 件" in rows_of(clerk)[0]


def test_a_very_long_queue_is_not_counted_to_its_end(app: Flask) -> None:
    fill(app, MOST_COUNTED + 1)
    clerk = clerk_browser(app, "supervisor")
    clerk.get(MISSED)
    assert "一共 1000 件以上" in clerk.page.text


def test_a_queue_is_a_table_in_which_nothing_is_a_formula(app: Flask, clock: FixedClock) -> None:
    reference = handed_over(app, clock, "elder", "day-care")
    promise(app, Queue.CASES, "thing", words("%(said)s", said=EVIL), TODAY - timedelta(days=3))
    clerk = clerk_browser(app, "supervisor")
    clerk.get("/desk/queues/cases/")
    (link,) = [each for each in clerk.page.root.select("a") if "表格文件" in each.text]
    response = clerk.http.get(link.get("href"))
    assert response.headers["Cache-Control"] == "private, no-store"
    sheet = load_workbook(BytesIO(response.data)).active
    assert sheet is not None
    heads, *rows = sheet.iter_rows()
    assert [cell.value for cell in heads][2:5] == ["下一步", "谁在办", "最晚哪天"]
    (evil,) = [row for row in rows if row[2].value == EVIL]
    assert evil[2].data_type == "s", "a cell that Excel would compute"
    assert evil[5].value == 3
    (case,) = [row for row in rows if row[0].value == f"{reference[:9]} {reference[9:]}"]
    assert case[1].value == "申请日托"
    assert str(case[4].value) == "2026-11-27 00:00:00"
    assert ("clerk", "queue.exported") in trail_of(app, "cases")
    assert clerk.http.get("/desk/queues/nothing/table.xlsx").status_code == 404


def test_an_address_cut_short_leads_to_what_is_there(app: Flask) -> None:
    clerk = clerk_browser(app, "supervisor")
    for cut, there in (("/desk/queues/", "/desk/"), ("/desk/ratings/", "/desk/queues/ratings/")):
        clerk.get(cut)
        assert clerk.page.address == there


def test_a_row_leads_only_where_the_clerk_may_go(app: Flask, clock: FixedClock) -> None:
    reference = handed_over(app, clock, "elder", "day-care")
    promise(app, Queue.MISSED, f"cases:{reference}", words("请找人办"), TODAY)
    promise(app, Queue.MISSED, f"visits:{reference}", words("请找人去"), TODAY)
    clerk = clerk_browser(app, "supervisor")
    clerk.get(MISSED)
    case, visit = clerk.page.root.select(".queue li")
    assert [a.get("href") for a in case.select("h2 a")] == [f"/desk/cases/{reference}/"]
    assert not visit.select("h2 a"), "the supervisor goes on no visits"
    assert "申请日托" in visit.text
