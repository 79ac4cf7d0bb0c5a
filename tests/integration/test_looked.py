"""Residents read who looked at what is theirs, and what was done for them; nobody else does."""

import re

import pytest
from flask import Flask

from services.actors import Actor, ActorKind
from services.clock import FixedClock
from services.deeds import LOOKS, SAID, Deed
from services.retention import Retention
from services.storage.trail import TrailEntry
from services.words import words
from tests.clerks import clerk_browser
from tests.helpers import acting_helper
from tests.page_client import PageClient
from tests.residents import Resident
from webapp.wiring import parts

LOOKED = "/looked/"


@pytest.fixture
def backend() -> str:
    """The trail itself is tested on both."""
    return "sqlite"


def other(app: Flask) -> Resident:
    """Somebody at a browser of their own."""
    return Resident(PageClient(app.test_client()))


def person_id(app: Flask, who: str) -> int:
    with parts(app).db.read() as work:
        person = work.people.by_demo_key(who)
    assert person is not None
    return person.id


def test_every_kind_of_line_is_said_in_words() -> None:
    assert set(SAID) == set(Deed)
    assert {deed for deed in Deed if deed.value.endswith(".seen")} <= LOOKS


def test_a_clerks_look_at_a_case_is_there_with_name_and_link(
    app: Flask, resident: Resident
) -> None:
    resident.signs_in("blind").finishes("water-fault")
    address = resident.page.address.split("?")[0]
    reference = address.strip("/").split("/")[-1]
    resident.client.get(LOOKED)
    resident.sees("还没有别人看过")
    for _ in range(2):
        clerk_browser(app, "reviewer").get(f"/desk/cases/{reference}/")
    resident.client.get(LOOKED)
    resident.sees("工作人员 赵敏（2003）", "看了您办的事", "（这一天 2 次）")
    resident.client.follow("看“自来水报修”")
    assert resident.page.address.split("?")[0] == address


def test_nobody_else_reads_it(app: Flask, resident: Resident) -> None:
    resident.signs_in("elder").client.get(LOOKED)
    resident.sees("帮手 张伟")
    stranger = other(app).signs_in("deaf")
    stranger.client.get(LOOKED)
    stranger.sees("还没有别人看过")
    assert "张伟" not in stranger.page.main_text
    assert other(app).client.redirect_of(LOOKED).startswith("/sign-in/")


def test_pages_go_back_line_by_line(app: Flask, resident: Resident) -> None:
    blind = person_id(app, "blind")
    for number in range(14):
        with parts(app).db.write() as work:
            clerk = Actor(ActorKind.CLERK, number, f"{number}号窗口")
            entry = TrailEntry(clerk, Deed.CASES_SEEN, blind, why=words("您打电话来问"))
            work.trail.add(entry, parts(app).clock.now())
    resident.in_view("elder").signs_in("blind").client.get(LOOKED)
    seen: list[str] = []
    while True:
        seen += [node.text for node in resident.page.root.select("#main .letters li")]
        if "看早一点的" not in resident.page.main_text:
            break
        resident.client.follow("看早一点的")
    assert len(seen) == 14
    assert all(f"{13 - place}号窗口" in text for place, text in enumerate(seen))
    resident.client.get(f"{LOOKED}?before=x")


def test_what_is_erased_by_its_term_says_so(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    later = FixedClock(clock.now())
    later.advance(minutes=4 * 366 * 24 * 60)
    Retention(parts(app).db, later).sweep()
    resident.signs_in("elder").client.get(LOOKED)
    resident.sees("您的一位帮手", "名字和原因按规定清除了")
    assert "张伟" not in resident.page.main_text


def test_a_week_is_told_on_its_page_and_in_every_edition(app: Flask, resident: Resident) -> None:
    resident.signs_in("elder").client.get("/accounts/")
    resident.client.follow("2026 年 11 月 9 日开始的一个星期")
    resident.sees("帮手 张伟：看了 1 次您的资料。", "在窗口找了您的登记", "12345")
    base = resident.page.address.split("?")[0]
    text = resident.client.http.get(f"{base}account.txt")
    assert "帮手 张伟：看了 1 次您的资料。" in text.get_data(as_text=True)
    assert text.headers["Cache-Control"] == "no-store"
    assert resident.client.http.get(f"{base}braille.brf").status_code == 200
    stranger = other(app).signs_in("helper")
    for address in (base, f"{base}account.txt", f"{base}braille.brf"):
        assert stranger.client.http.get(address).status_code == 404
    assert stranger.client.http.get("/accounts/2026-13-40/").status_code == 404


def test_the_week_comes_first_in_the_form_that_was_chosen(resident: Resident) -> None:
    resident.signs_in("elder").client.get("/settings/contact/")
    resident.client.submit(
        {"contact-by": "phone", "contact-letters": "braille"}, form="form[data-contact]"
    )
    resident.client.get("/accounts/")
    resident.client.follow("2026 年 11 月 9 日开始的一个星期")
    link = next(node for node in resident.page.tagged("a") if "braille.brf" in node["href"])
    assert link.text == "照您选的样子看这份账"


def test_what_a_helper_did_is_told_at_once_and_in_the_account_of_the_week(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    helper = acting_helper(app)
    helper.starts("gas-bill").takes_what_is_offered().pays()
    paid = re.search(r"一共 ([\d.]+ 元)", helper.page.main_text)
    assert paid is not None
    helper.client.get("/cases/")
    resident.signs_in("elder").client.get(LOOKED)
    resident.sees("帮手 张伟：付了钱", paid[0], "看了您办过哪些事", "打开了替您填写的一页")

    clock.advance(minutes=8 * 24 * 60)
    parts(app).weekly.make(lambda _: None)
    resident.signs_in("elder").client.get("/cases/notices/")
    resident.sees(f"帮手 张伟：替您办了 1 件事，一共交了 {paid[1]}。")
    week = next(a for a in resident.page.tagged("a") if a["href"].startswith("/accounts/"))
    resident.client.get(week["href"])
    resident.sees(f"帮手 张伟：办了“交燃气费”，付了 {paid[1]}。")


def test_what_one_does_oneself_is_not_told(resident: Resident) -> None:
    resident.signs_in("deaf").finishes("gas-bill")
    resident.client.get("/cases/")
    resident.client.get(LOOKED)
    resident.sees("还没有别人看过")


def test_a_supervisor_reads_the_trail_and_is_in_it(app: Flask, resident: Resident) -> None:
    resident.signs_in("blind").finishes("water-fault")
    reference = resident.case_reference
    desk = clerk_browser(app, "supervisor")
    desk.get("/desk/trail/")
    assert "还没有核对过" in desk.page.main_text
    desk.submit({"case": reference}, form="#main form")
    assert "送出了一件事" in desk.page.main_text
    assert "李*国" in desk.page.main_text
    assert "李建国" not in desk.page.main_text
    resident.client.get(LOOKED)
    resident.sees("工作人员 孙丽（2004）", "查了谁看过您的资料")
    desk.submit({"case": "W1", "day": "昨天的昨天"}, form="#main form")
    assert desk.page.root.one("#error-summary")
    desk.submit({"case": "", "day": "2026 年 11 月 22 日", "clerk": "2004"}, form="#main form")
    assert "孙丽（2004）" in desk.page.main_text
    desk.submit({"case": "", "day": "", "clerk": "9999"}, form="#main form")
    assert "没有这样的记录" in desk.page.main_text
    parts(app).audit.verify()
    desk.get("/desk/trail/")
    assert "没有被改过" in desk.page.main_text


def test_commands_check_erase_and_forget(app: Flask) -> None:
    runner = app.test_cli_runner()
    whole = runner.invoke(args=["trail", "verify"])
    assert (whole.exit_code, "Whole" in whole.output) == (0, True)
    assert runner.invoke(args=["trail", "erase"]).exit_code == 0
    assert runner.invoke(args=["trail", "forget", "--phone", "19900000002"]).exit_code == 0
    again = runner.invoke(args=["trail", "forget", "--phone", "19900000002"])
    assert (again.exit_code, "nobody has this number" in again.output) == (1, True)
    with parts(app).db.engine.begin() as conn:
        conn.exec_driver_sql("DROP TRIGGER trail_keeps")
        conn.exec_driver_sql("UPDATE trail SET actor_id = 77 WHERE id = 2")
    broken = runner.invoke(args=["trail", "verify"])
    assert (broken.exit_code, "line 2 does not follow" in broken.output) == (1, True)
