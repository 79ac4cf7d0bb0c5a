"""A case is followed to its end: what happened, what is next, who has it, how one is told."""

import pytest
from flask import Flask

from services.clock import FixedClock
from services.progress import ask_for_more, finish, refuse
from services.providers.sms import SmsRefused
from services.storage.cases import Case
from services.words import words
from tests.page_client import PageClient
from tests.residents import VIEWS, Resident
from webapp.wiring import parts

# 22 November 2026 is a Sunday: five working days end on the Friday after.
DUE = "2026 年 11 月 27 日"
PHONE = "19900000001"


def _applies(resident: Resident, service: str = "day-care") -> str:
    """Somebody applies; the receipt's address."""
    resident.starts(service).takes_what_is_offered().sends()
    return resident.page.address


def _drained(app: Flask) -> None:
    with app.app_context():
        parts().outbox.drain()


def _case(app: Flask, resident: Resident) -> Case:
    with parts(app).db.read() as work:
        case = work.cases.by_reference(resident.case_reference.replace(" ", ""))
    assert case is not None
    return case


@pytest.mark.parametrize("view", VIEWS)
def test_an_application_is_followed_from_sending_to_the_office(
    app: Flask, clock: FixedClock, resident: Resident, view: str
) -> None:
    receipt = _applies(resident.in_view(view).signs_in("elder"))
    resident.sees("已经送出，正在办", "您送出了，我们收好了", "最晚哪天", DUE)
    resident.sees("上午 9 点 22 分以后，这件事会交给街道的照护工作人员", "撤回这次申请")
    assert "一共" not in resident.page.text
    assert len(resident.page.root.select(".timeline time[datetime]")) == 1
    clock.advance(minutes=10)
    _drained(app)
    resident.client.get(receipt)
    resident.sees("已经收到，正在办", "（演示）收到了，正在办", DUE)
    assert not resident.page.root.select('a[href$="/withdraw"]')
    resident.client.get("/cases/")
    resident.sees("申请日托：已经收到，正在办", "办好了会告诉您", f"最晚 {DUE}")


def test_taking_back_says_what_happens_and_speaks_of_no_money(resident: Resident) -> None:
    receipt = _applies(resident.signs_in("elder"))
    resident.client.follow("撤回这次申请")
    resident.sees("要撤回这次申请吗？", "上午 9 点 22 分以前都来得及", "撤回以后就不办了")
    for word in ("退还", "账单", "交费"):
        assert word not in resident.page.main_text
    resident.client.submit(form='form[action$="/withdraw"]')
    resident.sees("已经撤回，没有办", "您撤回了，不办了")
    assert "接下来" not in resident.page.text
    resident.client.get(f"{receipt}withdraw")
    assert resident.page.address.rstrip("/") == receipt.rstrip("/")


def test_a_page_left_open_too_long_says_that_it_is_too_late(
    clock: FixedClock, resident: Resident
) -> None:
    _applies(resident.signs_in("elder"))
    resident.client.follow("撤回这次申请")
    clock.advance(minutes=10)
    resident.client.submit(form='form[action$="/withdraw"]')
    resident.sees("不能撤回了", "12345", "已经送出，正在办")


def test_what_a_clerk_does_is_told(app: Flask, clock: FixedClock, resident: Resident) -> None:
    receipt = _applies(resident.signs_in("elder"))
    case = _case(app, resident)
    with parts(app).db.write() as work:
        ask_for_more(work, case, clock.now(), words("医院的证明"))
    resident.client.get(receipt)
    resident.sees("还缺一些东西，请您补上", "还缺一些东西：医院的证明", "请把缺的东西补上")
    assert DUE not in resident.page.text, "no day is promised while the office waits"
    with parts(app).db.write() as work:
        finish(work, _case(app, resident), clock.now())
        refuse(work, work.cases.by_id(case.id), clock.now(), words("太晚了"))
    resident.client.get(receipt)
    resident.sees("办好了")
    assert "太晚了" not in resident.page.text
    resident.client.get("/cases/notices/")
    resident.sees("有 2 条还没看过", "医院的证明", "办好了")


def test_a_refusal_says_why(app: Flask, clock: FixedClock, resident: Resident) -> None:
    receipt = _applies(resident.signs_in("elder"))
    with parts(app).db.write() as work:
        refuse(work, _case(app, resident), clock.now(), words("太晚了"))
    resident.client.get(receipt)
    resident.sees("这一次没有办成", "原因：太晚了")


def test_a_paid_bill_has_a_timeline_too(app: Flask, clock: FixedClock, resident: Resident) -> None:
    resident.signs_in("elder").starts("gas-bill").takes_what_is_offered().pays()
    resident.sees("付好钱了")
    clock.advance(minutes=10)
    _drained(app)
    resident.client.get(resident.page.address)
    resident.sees("公司收到了，记在您的户上")


def test_letters_are_counted_read_and_linked(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    resident.client.get("/cases/notices/")
    resident.sees("还没有消息")
    _applies(resident.signs_in("elder"))
    clock.advance(minutes=10)
    _drained(app)
    resident.client.get("/cases/")
    resident.client.follow("给我的消息：有 1 条还没看")
    resident.sees("新", "收到了，正在办")
    resident.client.submit(form='form[action="/cases/notices/"]')
    assert "有 1 条" not in resident.page.text
    resident.client.follow("看这件事")
    resident.sees("已经收到，正在办")
    resident.signs_in("deaf").client.get("/cases/notices/")
    resident.sees("还没有消息")


def test_what_a_browser_sent_before_signing_in_is_told_to_the_person(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    _applies(resident, "water-fault")
    clock.advance(minutes=10)
    _drained(app)
    resident.client.get("/cases/notices/")
    resident.sees("收到了，正在办")
    with parts(app).db.read() as work:
        assert not work.messages.newest(PHONE, 1), "nobody's phone is known"
    resident.signs_in("elder").client.get("/cases/notices/")
    resident.sees("收到了，正在办")


def test_the_text_message_says_nothing_private_in_the_resident_s_language(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    _applies(resident.in_language("en").signs_in("elder"))
    clock.advance(minutes=10)
    _drained(app)
    with parts(app).db.read() as work:
        (text,) = work.messages.newest(PHONE, 5)
    reference = resident.case_reference.replace(" ", "")
    assert reference in text
    for private in ("王秀兰", "日托", "day care", "正在办"):
        assert private.lower() not in text.lower()


def test_a_code_is_still_found_after_another_message(
    app: Flask, clock: FixedClock, client: PageClient, resident: Resident
) -> None:
    _applies(resident.signs_in("elder"))
    clock.advance(minutes=10)
    client.get("/sign-out/")
    client.submit(form="form[data-sign-out]")
    client.get("/sign-in/")
    client.submit({"phone": PHONE}, form="form[data-sign-in]")
    _drained(app)
    client.get("/sign-in/code/")
    code = client.page.root.one("[data-example]").text
    assert len(code) == 6
    client.submit({"code": code}, form="form[data-sign-in]")
    client.get("/cases/")
    resident.sees("申请日托")


def test_a_message_that_is_refused_is_sent_later_and_holds_nothing_up(
    app: Flask, clock: FixedClock, resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    from services.providers.sms_screen import ScreenSms

    receipt = _applies(resident.signs_in("elder"))
    clock.advance(minutes=10)

    def refuses(self: ScreenSms, phone: str, text: str) -> None:
        raise SmsRefused("busy")

    with monkeypatch.context() as patched:
        patched.setattr(ScreenSms, "send", refuses)
        _drained(app)
    resident.client.get(receipt)
    resident.sees("已经收到，正在办")
    with app.app_context():
        assert parts().outbox.waiting() == 1
    clock.advance(minutes=1)
    _drained(app)
    with parts(app).db.read() as work:
        assert len(work.messages.newest(PHONE, 5)) == 1
