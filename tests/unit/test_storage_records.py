"""People, sessions, codes, drafts and attempts are kept, found and let go, on both databases."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import bindparam, select

from services.storage import Database
from services.storage.attempts import LARGEST
from services.storage.codes import RightCode
from services.storage.drafts import drafts
from services.storage.people import NewPerson, Person
from services.storage.quick import QuickSelect
from services.storage.sessions import token_hash
from services.words import Money, words

NOW = datetime(2026, 11, 22, 1, 12, tzinfo=UTC)
ANYONE, PERSON, OTHER = b"a" * 32, b"p" * 32, b"o" * 32
WANG = NewPerson("19900000001", "王秀兰", "110101194803120007", date(1948, 3, 12), "elder")


def kept(database: Database, new: NewPerson = WANG) -> Person:
    with database.write() as work:
        return work.people.find_or_add(new, NOW)


def test_a_person_is_found_by_phone_number_and_key(database: Database) -> None:
    person = kept(database)
    assert (person.name, person.birth_date) == ("王秀兰", date(1948, 3, 12))
    with database.read() as work:
        assert work.people.find(person.id) == person
        assert work.people.by_phone("19900000001") == person
        assert work.people.by_id_number("110101194803120007") == person
        assert work.people.by_demo_key("elder") == person
        assert work.people.by_phone("19900000009") is None


def test_the_same_phone_is_the_same_person(database: Database) -> None:
    first = kept(database)
    assert kept(database, NewPerson("19900000001")) == first


def test_a_session_leads_to_its_person_and_tells_why_it_ended(database: Database) -> None:
    person = kept(database)
    with database.write() as work:
        for token in ("phone", "tablet", "kiosk"):
            work.sessions.start(token, person.id, "code", "linux", "mark", NOW)
    with database.read() as work:
        found = work.sessions.find("phone")
        assert found is not None
        assert (found.person, found.last_seen_at, found.ended_at) == (person, NOW, None)
        assert work.sessions.find("Phone") is None
    with database.write() as work:
        assert work.sessions.end("phone", "elsewhere", NOW)
        assert not work.sessions.end("phone", "signed-out", NOW)
        work.sessions.end_all(person.id, "signed-out", NOW)
    with database.read() as work:
        ended = [work.sessions.find(token) for token in ("phone", "tablet", "kiosk")]
    assert [one and one.ended_why for one in ended] == ["elsewhere", "signed-out", "signed-out"]


def test_a_session_that_is_used_stays(database: Database) -> None:
    person = kept(database)
    mark = token_hash("mark")
    with database.write() as work:
        work.sessions.start("used", person.id, "code", "", "mark", NOW)
        work.sessions.start("left", person.id, "code", "", "mark", NOW)
        later = NOW + timedelta(hours=2)
        assert work.sessions.mark_anew("used", "mark", mark, "new", later)
        assert not work.sessions.mark_anew("used", "mark", mark, "newer", later)
        work.sessions.sweep(NOW + timedelta(hours=1))
    with database.read() as work:
        assert work.sessions.find("used") is not None
        assert work.sessions.find("left") is None


def test_a_code_counts_its_tries_and_belongs_to_one_browser(database: Database) -> None:
    with database.write() as work:
        work.codes.replace(ANYONE, RightCode("19900000001"), "111111", NOW)
        work.codes.replace(ANYONE, RightCode("19900000002"), "123456", NOW + timedelta(minutes=5))
    with database.write() as work:
        assert not work.codes.count_try(OTHER, "123456")
        assert not work.codes.count_try(ANYONE, "111111")
        assert work.codes.count_try(ANYONE, "123456") == RightCode("19900000002")
        pending = work.codes.find(ANYONE)
    assert pending is not None
    assert (pending.phone, pending.tries) == ("19900000002", 2)
    with database.write() as work:
        work.codes.sweep(NOW + timedelta(minutes=5))
        assert work.codes.find(ANYONE) is not None
        work.codes.sweep(NOW + timedelta(minutes=6))
        assert work.codes.find(ANYONE) is None


def test_a_draft_keeps_its_key_through_changes(database: Database) -> None:
    with database.write() as work:
        first = work.drafts.save(ANYONE, "water-bill", {"account": "3021"}, NOW)
        second = work.drafts.save(ANYONE, "water-bill", {"account": "3022", "bills": [1]}, NOW)
        work.drafts.save(ANYONE, "gas-bill", {}, NOW + timedelta(minutes=1))
    assert second.once == first.once
    with database.read() as work:
        assert work.drafts.find(ANYONE, "water-bill") == second
        assert second.answers == {"account": "3022", "bills": [1]}
        assert [draft.service for draft in work.drafts.all_of(ANYONE)] == ["gas-bill", "water-bill"]
        assert work.drafts.find(OTHER, "water-bill") is None
    with database.write() as work:
        work.drafts.delete(ANYONE, "water-bill")
        again = work.drafts.save(ANYONE, "water-bill", {}, NOW)
    assert again.once != first.once


def test_adopted_drafts_lose_nothing_newer(database: Database) -> None:
    later = NOW + timedelta(minutes=1)
    with database.write() as work:
        work.drafts.save(ANYONE, "water-bill", {"from": "browser"}, later)
        work.drafts.save(PERSON, "water-bill", {"from": "person"}, NOW)
        work.drafts.save(ANYONE, "gas-bill", {"from": "browser"}, NOW)
        work.drafts.save(PERSON, "gas-bill", {"from": "person"}, later)
        work.drafts.save(ANYONE, "electricity-bill", {"from": "browser"}, NOW)
        work.drafts.adopt(ANYONE, PERSON)
    with database.read() as work:
        assert work.drafts.all_of(ANYONE) == []
        mine = {draft.service: draft.answers["from"] for draft in work.drafts.all_of(PERSON)}
    assert mine == {"water-bill": "browser", "gas-bill": "person", "electricity-bill": "browser"}


def test_an_attempt_comes_back_as_typed(database: Database) -> None:
    page = "/services/water-bill/apply/account"
    typed = {"account": ["３０２１\n abc"], "bills": ["1", "2"]}
    problem = words("还差 %(amount)s", amount=Money(3105))
    with database.write() as work:
        work.attempts.keep(ANYONE, page, {"account": ["first"]}, {}, None, NOW)
        work.attempts.keep(ANYONE, page, typed, {"account": problem}, words("请再看一看"), NOW)
    with database.read() as work:
        kept_attempt = work.attempts.find(ANYONE, page)
        assert work.attempts.find(OTHER, page) is None
    assert kept_attempt is not None
    assert kept_attempt.typed == typed
    assert kept_attempt.problems == {"account": problem}
    assert kept_attempt.notice == words("请再看一看")
    with database.write() as work:
        work.attempts.drop(ANYONE, page)
        assert work.attempts.find(ANYONE, page) is None


def test_an_attempt_is_small_whatever_was_sent(database: Database) -> None:
    typed = {f"field{n}": ["长" * 10_000] * 3 for n in range(50)}
    with database.write() as work:
        work.attempts.keep(ANYONE, "/x", typed, {}, None, NOW)
        kept_attempt = work.attempts.find(ANYONE, "/x")
    assert kept_attempt is not None
    assert kept_attempt.typed["field0"][0] == "长" * 10_000
    assert sum(len(v) for values in kept_attempt.typed.values() for v in values) <= LARGEST


def test_naive_times_are_refused(database: Database) -> None:
    naive = datetime(2026, 11, 22)  # noqa: DTZ001 - the point of the test
    with pytest.raises(Exception, match="aware"), database.write() as work:
        work.drafts.save(ANYONE, "water-bill", {}, naive)


def test_a_quick_select_says_what_the_usual_way_says(database: Database) -> None:
    with database.write() as work:
        for service in ("gas-bill", "water-bill"):
            work.drafts.save(ANYONE, service, {}, NOW)
    statement = select(drafts.c.service, drafts.c.updated_at).order_by(drafts.c.service)
    mine = statement.where(drafts.c.owner_key == bindparam("owner"), drafts.c.updated_at >= NOW)
    wanted = QuickSelect(mine.limit(5))
    with database.read() as work:
        rows = wanted.rows(work.conn, owner=ANYONE)
        assert rows == [tuple(row) for row in work.conn.execute(statement)]
        assert rows == [("gas-bill", NOW), ("water-bill", NOW)]
        assert wanted.row(work.conn, owner=ANYONE) == rows[0]
        assert wanted.rows(work.conn, owner=OTHER) == []
        assert wanted.row(work.conn, owner=OTHER) is None
