"""At the counter: a clerk finds who stands there, says why, and acts with their own name on it."""

from __future__ import annotations

import pytest
from flask import Flask

from services.clock import FixedClock
from services.deeds import Deed
from services.demo.residents import RESIDENTS
from services.desk.counter import SEARCHES
from services.storage.trail import Wanted
from tests.clerks import clerk_browser, new_clerk
from tests.desk import handed_over
from tests.page_client import PageClient
from tests.residents import VIEWS, Resident
from webapp.wiring import parts

COUNTER, FIND, BEGIN = "/desk/counter/", "form[data-find]", "form[data-begin]"
WANG = next(each for each in RESIDENTS if each.key == "elder")


@pytest.fixture
def backend() -> str:
    """Pages do not depend on the database."""
    return "sqlite"


def finds(clerk: PageClient, who: str) -> PageClient:
    """Look somebody up."""
    clerk.get(COUNTER)
    clerk.submit({"who": who}, form=FIND)
    return clerk


def sits_down(clerk: PageClient) -> PageClient:
    """Act for 王秀兰, who stands there and agrees."""
    finds(clerk, WANG.phone)
    clerk.submit({"why": "eyes", "here": ["yes"]}, form=BEGIN)
    return clerk


def lines_about(app: Flask, who: str) -> list[Deed]:
    """What the trail tells a resident about clerks: deed by deed, the oldest first."""
    with parts(app).db.read() as work:
        person = work.people.by_demo_key(who)
        assert person is not None
        lines = work.trail.page(Wanted(subject=person.id, others=True), 50)
    return [line.entry.deed for line in lines][::-1]


@pytest.mark.parametrize("view", VIEWS)
def test_a_resident_is_found_by_card_phone_or_receipt(
    app: Flask, clock: FixedClock, view: str
) -> None:
    reference = handed_over(app, clock, "elder", "day-care")
    clerk = clerk_browser(app, "hall")
    before = lines_about(app, "elder").count(Deed.PERSON_SOUGHT)
    for typed in (WANG.id_number, "199 0000 0001", f"{reference[:9]} {reference[9:]}"):
        clerk.get(f"{COUNTER}?view={view}")
        finds(clerk, typed)
        assert "是这位居民吗？" in clerk.page.text
        assert "王秀兰" in clerk.page.text
        assert WANG.id_number not in clerk.page.text
        assert WANG.phone not in clerk.page.text
    assert lines_about(app, "elder").count(Deed.PERSON_SOUGHT) == before + 3


def test_nobody_is_found_by_a_wrong_number(app: Flask) -> None:
    clerk = clerk_browser(app, "hall")
    for typed, said in (
        ("", "请填身份证号、手机号，或者凭证号"),
        ("19912345678", "没有找到这位居民"),
        ("110101194803120003", "请再看一看"),
        ("W20261122000000", "没有登记是谁的"),
        ("12", "手机号是 11 位"),
    ):
        finds(clerk, typed)
        assert "error-summary" in clerk.page.ids, typed
        assert said in clerk.page.text or typed == "110101194803120003"
        assert not clerk.page.root.select(BEGIN)


def test_without_the_resident_s_consent_nobody_acts(app: Flask) -> None:
    clerk = finds(clerk_browser(app, "hall"), WANG.phone)
    clerk.submit({"why": "eyes"}, form=BEGIN)
    assert "要居民本人在窗口、同意了" in clerk.page.text
    assert "王秀兰" in clerk.page.text, "who was found is not lost"
    assert clerk.cookie("acting") is None


def test_what_is_done_at_the_counter_names_the_clerk(app: Flask, resident: Resident) -> None:
    clerk = Resident(sits_down(clerk_browser(app, "hall")))
    clerk.sees("王秀兰")
    clerk.starts("day-care").takes_what_is_offered().sends()
    reference = clerk.case_reference.replace(" ", "")
    resident.signs_in("elder").client.get(f"/cases/{reference}/")
    resident.sees("窗口的陈静（2001）替您办的")
    assert Deed.ACTING_BEGUN in lines_about(app, "elder")
    reviewer = new_clerk(app, "reviewer", number="3005")
    reviewer.get(f"/desk/cases/{reference}/")
    assert "陈静（2001）" in reviewer.page.text


def test_who_sent_it_for_the_resident_does_not_decide_it(app: Flask, clock: FixedClock) -> None:
    clerk = Resident(sits_down(new_clerk(app, "hall", "reviewer")))
    clerk.starts("day-care").takes_what_is_offered().sends()
    reference = clerk.case_reference.replace(" ", "")
    clock.advance(minutes=11)
    parts(app).outbox.drain()
    clerk.client.get(f"/desk/cases/{reference}/")
    clerk.sees("这件事是您替居民交的")
    assert not clerk.page.root.select("form[data-decide]")


def test_nobody_acts_for_themselves(app: Flask) -> None:
    clerk = new_clerk(app, "hall", id_number=WANG.id_number)
    finds(clerk, WANG.phone)
    clerk.submit({"why": "asked", "here": ["yes"]}, form=BEGIN)
    assert "这是您自己" in clerk.page.text
    assert clerk.cookie("acting") is None


def test_a_clerk_who_leafs_through_residents_is_stopped(app: Flask) -> None:
    clerk = clerk_browser(app, "hall")
    clerk.get(COUNTER)
    pairs = clerk.form(FIND).fill({"who": WANG.phone}).sent(None)
    for _ in range(SEARCHES.times):
        clerk.http.post(COUNTER, data=dict(pairs))
    finds(clerk, WANG.phone)
    assert "分钟再试" in clerk.page.text
