"""The board's records on both databases: sealed, changed once a version, found by pieces."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import text

from services.board.asking import DRAFT, EVERYBODY, SAID, SEEN_BY, TOPIC, WISH, BoardDoor
from services.board.reading import BoardReader, words_of
from services.clock import FixedClock
from services.contact import Contact, contact_of
from services.journey import Applicant
from services.notices import Kind, notify
from services.storage import Database
from services.storage.board import NewPost, PostState
from services.storage.board_public import CommonQuestion
from services.storage.errors import Conflict
from services.words import words
from tests.site import NOW

OWNER = b"o" * 32
POST = NewPost(OWNER, None, "question", "street", "street", True, "zh-Hans", date(2026, 12, 1), "")
ANSWERS = {WISH: "question", TOPIC: "street", SAID: "路灯不亮。", SEEN_BY: EVERYBODY}


def shown(database: Database, said: str, topic: str = "street") -> int:
    """A post that everybody may read."""
    with database.write() as work:
        number = work.board.add(replace(POST, said=said, topic=topic), NOW)
        work.board.change(number, 1, {"state": PostState.OPEN.value, "shown": True})
        work.public_board.index(number, words_of(said))
    return number


def test_what_is_written_is_sealed_also_when_it_is_public(database: Database) -> None:
    shown(database, "公园里的路灯不亮。")
    with database.read() as work:
        kept = work.conn.execute(text("SELECT said FROM board_posts")).scalar_one()
    assert "路灯".encode() not in bytes(kept)


def test_a_version_is_changed_once(database: Database) -> None:
    number = shown(database, "路灯不亮。")
    with database.write() as work:
        work.board.change(number, 2, {"answer": "修好了。"})
    with pytest.raises(Conflict), database.write() as work:
        work.board.change(number, 2, {"answer": "不修。"})
    with database.read() as work:
        post = work.board.find(number)
    assert post is not None
    assert (post.answer, post.version) == ("修好了。", 3)


def test_pages_follow_each_other_without_gaps(database: Database) -> None:
    numbers = [shown(database, f"第 {place} 件事。") for place in range(5)]
    reader = BoardReader(database, FixedClock(NOW))
    first = reader.page(size=2)
    second = reader.page(before=first.before, size=2)
    third = reader.page(before=second.before, size=2)
    listed = [post.id for page in (first, second, third) for post in page.posts]
    assert listed == numbers[::-1]
    assert third.before is None
    assert reader.page("site").posts == []


def test_the_post_with_more_of_the_words_comes_first(database: Database) -> None:
    one = shown(database, "公园里的路灯不亮。")
    shown(database, "公园几点开门？")
    shown(database, "水费怎么交？")
    reader = BoardReader(database, FixedClock(NOW))
    assert reader.find("公园路灯")[0].id == one
    assert len(reader.find("公园路灯")) == 2
    assert reader.find("，。！") == []
    with database.write() as work:
        work.public_board.index(one, ())
    assert [post.id for post in reader.find("路灯")] == []


def test_a_post_gives_one_common_question_and_takes_it_back(database: Database) -> None:
    number = shown(database, "路灯不亮。")
    first = CommonQuestion("water-bill", number, "zh-Hans", "问", "答")
    second = replace(first, service="gas-bill", answer="又答")
    with database.write() as work:
        work.public_board.make_common(first)
        work.public_board.make_common(second)
        assert work.public_board.common_of("water-bill") == []
        assert work.public_board.common_of("gas-bill") == [second]
        assert work.public_board.drop_common(number)
        assert not work.public_board.drop_common(number)


def test_sent_by_two_tabs_at_once_it_is_kept_once(database: Database) -> None:
    with database.write() as work:
        draft = work.drafts.save(OWNER, DRAFT, ANSWERS, NOW)
    door, ready = BoardDoor(database, FixedClock(NOW)), Barrier(2)
    numbers: list[int | None] = []

    def send() -> None:
        ready.wait()
        numbers.append(door.send(Applicant(OWNER), draft, "zh-Hans", ""))

    tabs = [Thread(target=send) for _ in range(2)]
    for tab in tabs:
        tab.start()
    for tab in tabs:
        tab.join()
    assert sorted(number is None for number in numbers) == [False, True]
    with database.read() as work:
        assert len(work.board.of(OWNER, 9)) == 1


def test_letters_of_a_day_are_asked_for_once(database: Database) -> None:
    """A later letter has its own row; an earlier one is left alone."""
    with database.write() as work:
        work.contacts.keep(
            OWNER, {"by": "phone", "letters": "large", "helper": "", "post": "路 1 号"}, NOW
        )
        assert contact_of(work, OWNER) == Contact("phone", "large", "", "路 1 号")
        for days in (0, 0, 1):
            at = NOW + timedelta(days=days)
            notify(work, OWNER, 7, None, words("好了。"), at, kind=Kind.NEWS)
        due = work.conn.execute(text("SELECT order_key FROM outbox WHERE task = 'letter'"))
        assert sorted(due.scalars()) == ["7-2026-11-22", "7-2026-11-23"]
