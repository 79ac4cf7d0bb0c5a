"""The list of my cases: a page at a time, searched by reference, everyday name and month."""

from __future__ import annotations

import pytest
from flask import Flask

from services.clock import FixedClock
from services.journey import Applicant
from services.storage.cases import CaseState, NewCase
from tests.residents import Resident
from webapp.wiring import parts

SERVICES = ("water-bill", "gas-bill", "electricity-bill")
ME, OTHER = b"m" * 32, b"o" * 32


def open_cases(app: Flask, clock: FixedClock, owner: bytes, number: int, first: int = 0) -> None:
    """Cases of an owner, one a day, taking turns among the services."""
    with parts(app).db.write() as work:
        for at in range(first, first + number):
            reference = f"W{clock.now():%Y%m%d}{at:06d}"
            new = NewCase(
                reference, SERVICES[at % 3], owner, None, reference.encode(), CaseState.OPEN, {}
            )
            work.cases.add(new, clock.now())
            clock.advance(days=1)


def page(app: Flask, typed: str = "", owner: bytes = ME, **where: int) -> list[int]:
    """The running numbers of the cases on a page of six."""
    found = parts(app).case_list.page(Applicant(owner, None), 6, typed, **where)
    return [int(case.reference[-6:]) for case in found.cases]


def test_one_leafs_through_all_and_back(app: Flask, clock: FixedClock) -> None:
    open_cases(app, clock, ME, 14)
    open_cases(app, clock, OTHER, 3, first=50)
    leaf = parts(app).case_list
    me = Applicant(ME, None)
    first = leaf.page(me, 6)
    assert first.newer is None
    second = leaf.page(me, 6, before=first.older)
    third = leaf.page(me, 6, before=second.older)
    assert third.older is None
    shown = [int(c.reference[-6:]) for each in (first, second, third) for c in each.cases]
    assert shown == list(range(13, -1, -1))
    assert leaf.page(me, 6, after=third.newer) == second
    back = leaf.page(me, 6, after=second.newer)
    assert (back.cases, back.newer) == (first.cases, None)


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("W20261124 000002", [2]),
        ("w20261124000002", [2]),
        ("000003", [3]),
        ("煤气费", [10, 7, 4, 1]),
        ("shuifei", [9, 6, 3, 0]),
        ("2026年12月", [11, 10, 9]),
        ("12 月", [11, 10, 9]),
        ("2026-12 煤气费", [10]),
        ("2027年", []),
        ("飞船", []),
        ("Z99999999999999", []),
    ],
)
def test_one_finds_ones_own(app: Flask, clock: FixedClock, typed: str, found: list[int]) -> None:
    open_cases(app, clock, ME, 12)
    clock.advance(days=20)
    assert page(app, typed) == found


def test_nobody_finds_the_cases_of_others(app: Flask, clock: FixedClock) -> None:
    open_cases(app, clock, OTHER, 3)
    assert page(app, "煤气费") == []
    assert page(app, "000001") == []
    assert page(app, before=10**9) == []


def test_a_case_of_a_person_is_found_from_another_browser(app: Flask, clock: FixedClock) -> None:
    with parts(app).db.write() as work:
        for at, (owner, person) in enumerate([(ME, None), (OTHER, 7), (ME, 7), (OTHER, 8)]):
            new = NewCase(
                f"W20261122{at:06d}",
                "gas-bill",
                owner,
                person,
                bytes([at]) * 32,
                CaseState.OPEN,
                {},
            )
            work.cases.add(new, clock.now())
    found = parts(app).case_list.page(Applicant(ME, 7), 6)
    assert [int(case.reference[-6:]) for case in found.cases] == [2, 1, 0]


def test_the_page_has_the_field_and_what_was_found(resident: Resident) -> None:
    resident.signs_in("elder").starts("water-bill").takes_what_is_offered().pays()
    client = resident.client
    client.get("/cases/?q=水费")
    assert client.page.root.one("#case-q")["value"] == "水费"
    assert client.page.root.select('#main a[href^="/cases/W"]')
    client.get("/cases/?q=煤气费")
    assert "您办的事里没有找到" in client.page.root.one("#main").text
    client.follow("看全部办过的")
    assert client.page.root.select('#main a[href^="/cases/W"]')


@pytest.mark.parametrize(
    "asked", ["before=x", "before=-1", "after=9999999", "q=%25%27", "q=W20261122048317"]
)
def test_a_strange_address_is_answered_calmly(resident: Resident, asked: str) -> None:
    resident.signs_in("elder").client.get(f"/cases/?{asked}")
