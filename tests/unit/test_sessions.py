"""Sessions: how long they last, which browser they belong to, and what a stolen cookie is worth."""

from datetime import UTC, datetime

import pytest

from services.clock import FixedClock
from services.deeds import Deed
from services.demo.residents import load_residents
from services.sessions import (
    FRESH,
    Arrival,
    Browser,
    Sessions,
    SignedIn,
    Standing,
    Way,
    owner_key,
)
from services.storage import Database
from services.storage.people import Person
from services.storage.trail import Wanted

NOW = datetime(2026, 11, 22, 1, 12, tzinfo=UTC)
HERE, THERE = Arrival(b"h" * 32), Arrival(b"t" * 32)


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock(NOW)


@pytest.fixture
def sessions(database: Database, clock: FixedClock) -> Sessions:
    with database.write() as work:
        load_residents(work, NOW)
    return Sessions(database, clock)


def signs_in(database: Database, sessions: Sessions, arrival: Arrival = HERE) -> SignedIn:
    with database.write() as work:
        person = work.people.by_demo_key("deaf")
        assert person is not None
        return sessions.start(work, person, Way.CODE, arrival)


def browser(signed_in: SignedIn, system: str = "") -> Browser:
    return Browser(signed_in.token, signed_in.mark, system)


def test_signing_out_ends_every_session(database: Database, sessions: Sessions) -> None:
    phone = signs_in(database, sessions)
    tablet = signs_in(database, sessions, THERE)
    sessions.end_all(phone.person)
    for device in (phone, tablet):
        assert sessions.look(browser(device)).standing is Standing.OVER


def test_a_session_in_use_stays_and_an_idle_one_lapses(
    database: Database, sessions: Sessions, clock: FixedClock
) -> None:
    here = browser(signs_in(database, sessions))
    for _ in range(3):
        clock.advance(hours=20)
        found = sessions.look(here)
        assert found.standing is Standing.LIVE
        here = Browser(here.token, found.new_mark or here.mark)
    clock.advance(days=1, seconds=1)
    assert sessions.look(here).standing is Standing.LAPSED
    assert sessions.look(Browser(here.token, "another")).standing is Standing.OVER


def test_a_lapsed_session_knows_its_person_in_its_own_browser_only(
    database: Database, sessions: Sessions, clock: FixedClock
) -> None:
    here = signs_in(database, sessions)
    clock.advance(days=2)
    assert sessions.look(browser(here)).person == here.person
    assert sessions.look(Browser(here.token)).person is None


def told(database: Database, person: Person) -> list[str]:
    with database.read() as work:
        return [notice.said.msgid for notice in work.notices.of(owner_key(person.id), 9)]


@pytest.mark.parametrize("mark", ["", "x" * 32])
def test_a_token_copied_to_another_browser_ends_the_session_and_tells_its_owner(
    database: Database, sessions: Sessions, mark: str
) -> None:
    here = signs_in(database, sessions)
    thief = sessions.look(Browser(here.token, mark))
    assert (thief.standing, thief.person) == (Standing.ELSEWHERE, None)
    owner = sessions.look(browser(here))
    assert (owner.standing, owner.person) == (Standing.ELSEWHERE, here.person)
    sessions.look(Browser(here.token, mark))
    (letter,) = told(database, here.person)
    assert "另一台机器" in letter
    with database.read() as work:
        lines = work.trail.page(Wanted(subject=here.person.id), 9)
    assert Deed.SESSION_STOPPED in {line.entry.deed for line in lines}


def test_both_cookies_on_another_system_end_the_session(
    database: Database, sessions: Sessions
) -> None:
    here = signs_in(database, sessions, Arrival(HERE.owner, None, "linux"))
    assert sessions.look(browser(here, "linux")).standing is Standing.LIVE
    assert sessions.look(browser(here)).standing is Standing.LIVE
    assert sessions.look(browser(here, "windows")).standing is Standing.ELSEWHERE


def test_both_cookies_on_the_same_system_are_noticed_once_the_mark_has_changed(
    database: Database, sessions: Sessions, clock: FixedClock
) -> None:
    stolen = browser(signs_in(database, sessions))
    clock.advance(minutes=11)
    found = sessions.look(stolen)
    assert found.new_mark is not None
    assert sessions.look(Browser(stolen.token, found.new_mark)).standing is Standing.LIVE
    clock.advance(minutes=2)
    assert sessions.look(stolen).standing is Standing.ELSEWHERE


def test_requests_under_way_while_the_mark_changes_go_through(
    database: Database, sessions: Sessions, clock: FixedClock
) -> None:
    before = browser(signs_in(database, sessions))
    clock.advance(minutes=11)
    mark = sessions.look(before).new_mark
    assert mark is not None
    assert sessions.look(before).new_mark is None
    assert sessions.look(Browser(before.token, mark)).standing is Standing.LIVE
    clock.advance(seconds=30)
    assert sessions.look(before).standing is Standing.LIVE


def test_an_answer_that_got_lost_with_its_new_mark_shuts_nobody_out(
    database: Database, sessions: Sessions, clock: FixedClock
) -> None:
    before = browser(signs_in(database, sessions))
    for _ in range(3):
        clock.advance(minutes=11)
        found = sessions.look(before)
        assert found.standing is Standing.LIVE
    assert found.new_mark is not None
    assert sessions.look(Browser(before.token, found.new_mark)).standing is Standing.LIVE


def test_a_proof_grows_old_and_is_renewed_in_the_same_session(
    database: Database, sessions: Sessions, clock: FixedClock
) -> None:
    here = signs_in(database, sessions)
    assert sessions.look(browser(here)).proved_until == NOW + FRESH
    clock.advance(minutes=40)
    again = signs_in(database, sessions, Arrival(HERE.owner, here.token))
    assert again.token == here.token
    assert sessions.look(browser(again)).proved_until == clock.now() + FRESH
