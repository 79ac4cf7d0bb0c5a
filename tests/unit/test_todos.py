"""The desk's ledger: one row a promise, the most overdue first, taken by one clerk, never slow."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from threading import Barrier, Thread

import pytest
from sqlalchemy import event

from services.actors import Actor, ActorKind
from services.desk import todos
from services.desk.todos import Queue, Spot, Todo
from services.storage import Database
from services.storage.todos import Chosen
from services.words import words
from tests.site import NOW

TODAY = todos.today(NOW)
NEXT = words("看材料，做决定。")
LI, ZHAO = Actor(ActorKind.CLERK, 7, "李红"), Actor(ActorKind.CLERK, 8, "赵军")
ALL = Chosen()


def put(database: Database, about: str, days: int | None, queue: Queue = Queue.CASES) -> None:
    """Promise something ``days`` from today."""
    due = None if days is None else TODAY + timedelta(days=days)
    with database.write() as work:
        todos.put(work, queue, about, NEXT, due, NOW, 5)


def rows(database: Database, chosen: Chosen = ALL, queue: Queue = Queue.CASES) -> list[Todo]:
    """The first rows of a queue."""
    with database.read() as work:
        return todos.page(work, queue, 50, chosen).rows


def names(found: list[Todo]) -> list[str]:
    """What rows are about."""
    return [row.about for row in found]


def test_overdue_ones_come_first_and_those_without_a_day_last(database: Database) -> None:
    for about, days in (("someday", None), ("tomorrow", 1), ("late", -3), ("later", -1)):
        put(database, about, days)
    put(database, "elsewhere", -9, Queue.BOARD)
    found = rows(database)
    assert names(found) == ["late", "later", "tomorrow", "someday"]
    assert [todos.is_overdue(row, NOW) for row in found] == [True, True, False, False]
    assert (found[0].next, found[0].subject, found[3].due) == (NEXT, 5, None)


def test_a_new_promise_about_the_same_thing_takes_the_place_of_the_old_one(
    database: Database,
) -> None:
    put(database, "case", -3)
    with database.write() as work:
        assert todos.take(work, rows(database)[0].id, LI)
    put(database, "case", 9)
    (row,) = rows(database)
    assert (row.due, row.holder) == (TODAY + timedelta(days=9), "李红")


def test_what_is_settled_is_gone_and_may_be_promised_again(database: Database) -> None:
    put(database, "case", 1)
    with database.write() as work:
        assert todos.settle(work, Queue.CASES, "case", NOW)
        assert not todos.settle(work, Queue.CASES, "case", NOW)
    assert rows(database) == []
    put(database, "case", 2)
    assert names(rows(database)) == ["case"]


def test_only_one_of_two_clerks_takes_a_row(database: Database) -> None:
    put(database, "case", 1)
    number = rows(database)[0].id
    took: list[bool] = []
    ready = Barrier(2)

    def grab(clerk: Actor) -> None:
        ready.wait()
        with database.write() as work:
            took.append(todos.take(work, number, clerk))

    both = [Thread(target=grab, args=(clerk,)) for clerk in (LI, ZHAO)]
    for each in both:
        each.start()
    for each in both:
        each.join()
    assert sorted(took) == [False, True]


def test_only_whoever_has_it_gives_it_back(database: Database) -> None:
    put(database, "case", 1)
    number = rows(database)[0].id
    with database.write() as work:
        assert todos.take(work, number, LI)
        assert todos.take(work, number, LI), "once more by the same clerk changes nothing"
        assert not todos.give_back(work, number, ZHAO)
    assert names(rows(database, Chosen(clerk_id=7))) == ["case"]
    with database.write() as work:
        assert todos.give_back(work, number, LI)
    assert rows(database, Chosen(clerk_id=7)) == []
    assert rows(database)[0].holder is None


def test_leafing_to_the_end_and_back_shows_each_row_once(database: Database) -> None:
    for number in range(7):
        put(database, f"case {number}", number // 3)
    seen: list[str] = []
    spot: Spot | None = None
    pages: list[list[str]] = []
    with database.read() as work:
        while True:
            page = todos.page(work, Queue.CASES, 3, ALL, after=spot)
            pages.append(names(page.rows))
            seen += names(page.rows)
            spot = page.after
            if spot is None:
                break
        back = todos.page(work, Queue.CASES, 3, ALL, before=page.before)
    assert seen == [f"case {number}" for number in range(7)]
    assert names(back.rows) == pages[-2]
    assert back.before is not None
    assert back.after is not None


def test_how_many_are_open_and_overdue(database: Database) -> None:
    for number in range(5):
        put(database, f"case {number}", number - 2)
    with database.read() as work:
        counted = todos.counts(work, Queue.CASES, NOW)
    assert (counted.open, counted.overdue) == (5, 2)


def test_what_is_late_is_told_once_and_again_only_for_a_new_promise(database: Database) -> None:
    for about, days in (("late", -1), ("today", 0), ("someday", None)):
        put(database, about, days)
    put(database, "cases:late", -1, Queue.MISSED)
    with database.write() as work:
        (late,) = work.todos.late(TODAY, 10)
        assert late.about == "late", "and what has escalated does not escalate again"
        work.todos.escalated(late.id, NOW)
    with database.write() as work:
        assert work.todos.late(TODAY, 10) == []
    put(database, "late", -1)
    with database.write() as work:
        assert names(work.todos.late(TODAY, 10)) == ["late"]


def test_what_is_next_cannot_be_read_without_the_keys(database: Database) -> None:
    put(database, "case", 1)
    with database.engine.connect() as conn:
        kept = conn.exec_driver_sql("SELECT next FROM todos").scalar_one()
    assert "看材料".encode() not in bytes(kept)


@pytest.fixture
def plans(database: Database) -> Iterator[list[str]]:
    """How the database finds what is asked for in this test, line by line."""
    found: list[str] = []
    asking = "EXPLAIN QUERY PLAN" if database.engine.dialect.name == "sqlite" else "EXPLAIN"

    @event.listens_for(database.engine, "before_cursor_execute")
    def explain(_conn: object, cursor: object, sql: str, given: object, *_: object) -> None:
        if sql.startswith("SELECT") and "FROM todos" in sql:
            cursor.execute(f"{asking} {sql}", given)  # type: ignore[attr-defined]
            found.extend(str(line) for line in cursor.fetchall())  # type: ignore[attr-defined]

    yield found
    event.remove(database.engine, "before_cursor_execute", explain)


def test_a_page_of_a_long_queue_is_read_from_an_index(database: Database, plans: list[str]) -> None:
    _many(database, 3_000)
    middle = Spot(TODAY + timedelta(days=15), 0)
    with database.read() as work:
        for chosen in (ALL, Chosen(clerk_id=7), Chosen(due_before=TODAY)):
            plans.clear()
            todos.page(work, Queue.CASES, 20, chosen, after=middle)
            todos.page(work, Queue.CASES, 20, chosen, before=middle)
            told = "\n".join(plans)
            assert "ix_todos_open" in told
            assert "B-TREE" not in told
            assert "Sort" not in told


def _many(database: Database, number: int) -> None:
    """Rows as they come in a month."""
    with database.write() as work:
        for each in range(number):
            due: date = TODAY + timedelta(days=each % 30)
            todos.put(work, Queue.CASES, f"case {each}", NEXT, due, NOW)
    if database.engine.dialect.name == "postgresql":
        with database.engine.connect() as conn:
            conn.exec_driver_sql("ANALYZE todos")
