"""The trail tells of every hand that was laid on it, down to a single byte."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from services.actors import SYSTEM, Actor, ActorKind
from services.deeds import Deed
from services.storage import Database, Keyring, Work
from services.storage.migrate import upgrade
from services.storage.rotation import bring_over
from services.storage.trail import TrailEntry, Wanted
from services.storage.trail_check import Fault, Found, Head, check
from services.words import words
from tests.databases import INDEX, SEALING, keyring
from tests.street import MORNING

HELPER = Actor(ActorKind.HELPER, 3, "张伟")
GUARDS = {
    "sqlite": ["trail_keeps", "trail_stays", "trail_grows"],
    "postgresql": ["trail_keeps", "trail_stays", "trail_whole"],
}
WITHOUT_WORDS = TrailEntry(SYSTEM, Deed.CASE_SEEN)


def writes(database: Database, lines: int) -> None:
    """A helper looks at cases of the resident 7."""
    for number in range(lines):
        with database.write() as work:
            why = words("他来问办到哪一步了")
            entry = TrailEntry(HELPER, Deed.CASE_SEEN, 7, f"W2026112204831{number}", why)
            work.trail.add(entry, MORNING + timedelta(minutes=number))


def found(database: Database, *heads: Head) -> set[Found]:
    return set(check(database, heads).found)


def unguarded(database: Database, *statements: str) -> None:
    """Somebody who may change tables takes the guard down first."""
    with database.engine.begin() as conn:
        for guard in GUARDS[conn.dialect.name]:
            on = " ON trail" if conn.dialect.name == "postgresql" else ""
            conn.execute(text(f"DROP TRIGGER {guard}{on}"))
        for statement in statements:
            conn.execute(text(statement))


def test_what_was_written_is_read_again(database: Database) -> None:
    writes(database, 3)
    checked = check(database, [])
    assert (checked.lines, checked.found, checked.head.number) == (3, (), 3)
    with database.read() as work:
        newest, *older = work.trail.page(Wanted(subject=7), limit=2)
    assert newest.entry.actor == HELPER
    assert newest.entry.about == "W20261122048312"
    assert newest.entry.why == words("他来问办到哪一步了")
    assert [line.id for line in older] == [2]


def test_an_undone_deed_leaves_no_line_and_no_gap(database: Database) -> None:
    writes(database, 1)
    with suppress(LookupError), database.write() as work:
        work.trail.add(WITHOUT_WORDS, MORNING)
        work.cases.by_id(0)
    writes(database, 1)
    assert check(database, []).lines == 2
    assert not found(database)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail SET actor_id = 4 WHERE id = 2",
        "UPDATE trail SET id = 9 WHERE id = 2",
        "DELETE FROM trail WHERE id = 3",
        "DELETE FROM trail",
    ],
)
def test_the_database_itself_refuses(database: Database, statement: str) -> None:
    writes(database, 3)
    with pytest.raises(DBAPIError, match="only grows"), database.engine.begin() as conn:
        conn.execute(text(statement))
    assert not found(database)


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT OR REPLACE INTO trail SELECT * FROM trail WHERE id = 2",
        "REPLACE INTO trail SELECT 3, at, deed, actor_kind, actor_id, subject_id, digest, hash,"
        " content FROM trail WHERE id = 2",
        "UPDATE trail SET rowid = 9 WHERE id = 2",
        "UPDATE OR REPLACE trail SET rowid = 3 WHERE id = 2",
    ],
)
def test_side_doors_of_sqlite_are_shut(database: Database, statement: str) -> None:
    if not database.is_sqlite:
        pytest.skip("PostgreSQL has no such statements")
    writes(database, 3)
    with pytest.raises(DBAPIError, match="only grows"), database.engine.begin() as conn:
        conn.execute(text(statement))
    assert not found(database)


def test_postgresql_does_not_empty_it(database: Database) -> None:
    if database.is_sqlite:
        pytest.skip("SQLite empties by DELETE")
    writes(database, 1)
    with pytest.raises(DBAPIError, match="only grows"), database.engine.begin() as conn:
        conn.execute(text("TRUNCATE trail"))


def test_a_database_brought_here_by_migrations_refuses_too(database_url: str) -> None:
    migrated = Database(database_url, keyring())
    upgrade(migrated)
    writes(migrated, 2)
    with pytest.raises(DBAPIError, match="only grows"), migrated.engine.begin() as conn:
        conn.execute(text("UPDATE trail SET actor_id = 4 WHERE id = 2"))
    assert not found(migrated)
    migrated.dispose()


@pytest.mark.parametrize(
    ("statements", "expected"),
    [
        (["UPDATE trail SET subject_id = 8 WHERE id = 2"], {Found(2, Fault.CHANGED)}),
        (["UPDATE trail SET deed = 'case.opened' WHERE id = 2"], {Found(2, Fault.CHANGED)}),
        (["DELETE FROM trail WHERE id = 2"], {Found(2, Fault.MISSING), Found(3, Fault.CHANGED)}),
        (["UPDATE trail SET content = NULL WHERE id = 2"], {Found(2, Fault.BARE)}),
        (
            [
                "UPDATE trail SET id = 99 WHERE id = 2",
                "UPDATE trail SET id = 2 WHERE id = 3",
                "UPDATE trail SET id = 3 WHERE id = 99",
            ],
            {Found(2, Fault.CHANGED), Found(3, Fault.CHANGED), Found(4, Fault.CHANGED)},
        ),
        (
            [
                "UPDATE trail SET content = (SELECT content FROM trail AS other WHERE id = 3)"
                " WHERE id = 2"
            ],
            {Found(2, Fault.WORDS)},
        ),
    ],
)
def test_tampering_behind_the_guard_is_found(
    database: Database, statements: list[str], expected: set[Found]
) -> None:
    writes(database, 4)
    unguarded(database, *statements)
    assert found(database) == expected


def test_each_single_byte_counts(database: Database) -> None:
    """Every byte of every column of one line, flipped, is found, and only there or just after."""
    if not database.is_sqlite:
        pytest.skip("SQLite's file can be written byte by byte")
    writes(database, 3)
    unguarded(database)
    raw = sqlite3.connect(str(database.url.database))
    columns = [row[1] for row in raw.execute("PRAGMA table_info(trail)") if row[1] != "id"]
    for column in columns:
        kept, size = raw.execute(
            f"SELECT {column}, length(CAST({column} AS BLOB)) FROM trail WHERE id = 2"
        ).fetchone()
        blob = kept if isinstance(kept, bytes) else str(kept).encode()
        for place in range(size):
            changed = bytearray(blob)
            changed[place] ^= 1
            wrong = bytes(changed) if isinstance(kept, bytes) else changed.decode()
            raw.execute(f"UPDATE trail SET {column} = ? WHERE id = 2", (wrong,))
            raw.commit()
            seen = found(database)
            assert seen, f"byte {place} of {column}"
            assert {each.number for each in seen} <= {2, 3}
        raw.execute(f"UPDATE trail SET {column} = ? WHERE id = 2", (kept,))
        raw.commit()
        assert not found(database)
    raw.close()


def test_a_trail_cut_short_is_found_by_a_kept_head(database: Database) -> None:
    writes(database, 4)
    head = check(database, []).head
    unguarded(database, "DELETE FROM trail WHERE id > 2")
    assert not found(database), "within itself it is whole"
    assert found(database, head) == {Found(4, Fault.HEAD)}


def test_a_trail_written_anew_is_found_by_a_kept_head(database: Database) -> None:
    writes(database, 2)
    head = check(database, []).head
    unguarded(database, "DELETE FROM trail")
    writes(database, 3)
    assert found(database, head) == {Found(2, Fault.HEAD)}


def test_words_are_erased_by_rule_and_the_chain_holds(database: Database) -> None:
    writes(database, 3)
    with database.write() as work:
        cut = MORNING + timedelta(minutes=2)
        work.trail.add(TrailEntry(SYSTEM, Deed.LINES_ERASED, about=cut.isoformat()), MORNING)
        assert work.trail.erase(before=cut) == 2
    assert not found(database)
    with database.read() as work:
        lines = work.trail.page(Wanted(subject=7), limit=9)
    assert [(line.erased, line.entry.actor.name) for line in lines] == [
        (False, "张伟"), (True, ""), (True, "")
    ]  # fmt: skip


def test_a_change_of_keys_does_not_break_it(database: Database) -> None:
    writes(database, 2)
    both = Keyring.from_text(f"k2:{INDEX},k1:{SEALING};index:{INDEX}")
    assert bring_over(database, both) == 2
    with_new_key = Database(database.url.render_as_string(hide_password=False), both)
    assert not found(with_new_key)
    with_new_key.dispose()


def test_writers_at_once_make_one_chain(database: Database) -> None:
    """Some add their line first and some last: whoever waits, they must not wait in a ring."""

    def look(work: Work) -> None:
        work.trail.add(TrailEntry(HELPER, Deed.CASE_SEEN, 7), MORNING)

    def change(work: Work) -> None:
        ways = {"by": "text", "letters": "large", "helper": ""}
        work.contacts.keep(bytes(32), ways, MORNING)

    def write(first: int) -> None:
        for turn in range(first, first + 8):
            with database.write() as work:
                for do in (look, change) if turn % 2 else (change, look):
                    do(work)

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(write, range(4)))
    checked = check(database, [])
    assert (checked.lines, checked.found) == (32, ())
