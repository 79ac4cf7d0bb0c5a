"""What is committed stays, what fails leaves nothing, and nothing private lies open on the disk."""

import threading
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from services.demo.residents import RESIDENTS, load_residents
from services.storage import Database, StorageFull, StorageUnavailable
from services.storage.codes import RightCode
from services.storage.errors import plain_error
from services.storage.people import NewPerson
from services.words import words
from tests.databases import keyring

NOW = datetime(2026, 11, 22, 1, 12, tzinfo=UTC)
OWNER = b"a" * 32
PERSON = NewPerson("19900000001", "王秀兰", "110101194803120007", date(1948, 3, 12))
ADDRESS = "和平里街道暖阳小区 8 号楼 2 单元 301"


def test_a_failed_change_leaves_nothing(database: Database) -> None:
    def fails_half_way() -> None:
        with database.write() as work:
            work.people.find_or_add(PERSON, NOW)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fails_half_way()
    with database.read() as work:
        assert work.people.by_phone(PERSON.phone) is None


def test_a_reader_sees_what_was_committed_since(database: Database) -> None:
    with database.read() as work:
        assert work.people.by_phone(PERSON.phone) is None
        with database.write() as change:
            change.people.find_or_add(PERSON, NOW)
        assert work.people.by_phone(PERSON.phone) is not None


def test_a_reader_after_a_failure_starts_afresh(database: Database) -> None:
    with pytest.raises(RuntimeError), database.read():
        raise RuntimeError
    with database.read() as work:
        assert work.people.find(1) is None


def test_two_tabs_that_sign_in_at_once_are_one_person(database: Database) -> None:
    ids: list[int] = []
    start = threading.Barrier(4)

    def sign_in() -> None:
        start.wait()
        with database.write() as work:
            ids.append(work.people.find_or_add(PERSON, NOW).id)

    threads = [threading.Thread(target=sign_in) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 4
    assert len(set(ids)) == 1


def test_sqlite_is_set_up_to_keep_what_it_says_it_kept(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'a.db'}", keyring())
    with database.read() as work:
        pragma = work.conn.exec_driver_sql
        assert pragma("PRAGMA journal_mode").scalar() == "wal"
        assert pragma("PRAGMA synchronous").scalar() == 2  # FULL
        assert pragma("PRAGMA foreign_keys").scalar() == 1
    database.dispose()


def test_a_full_disk_is_told_apart(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'a.db'}", keyring())
    database.create_all()

    def fills_the_disk() -> None:
        with database.write() as work:
            pages = work.conn.exec_driver_sql("PRAGMA page_count").scalar()
            work.conn.exec_driver_sql(f"PRAGMA max_page_count={pages}")
            for number in range(500):
                answers = {"text": "长" * 2_000}
                work.drafts.save(OWNER, f"service-{number}", answers, NOW)

    with pytest.raises(StorageFull):
        fills_the_disk()
    with database.read() as work:
        assert work.drafts.all_of(OWNER) == []
    database.dispose()


@pytest.mark.parametrize(
    ("error", "told"),
    [
        (psycopg.errors.DiskFull(), StorageFull),
        (psycopg.errors.AdminShutdown(), StorageUnavailable),
        (psycopg.OperationalError("connection refused"), StorageUnavailable),
        (psycopg.errors.UndefinedTable(), type(None)),
        (ValueError(), type(None)),
    ],
)
def test_what_postgresql_says_is_told_plainly(error: Exception, told: type) -> None:
    assert type(plain_error(error)) is told


@pytest.mark.parametrize("url", ["sqlite:////nowhere/at/all/a.db", "postgresql://x@127.0.0.1:1/x"])
def test_records_out_of_reach_are_told_so(url: str) -> None:
    database = Database(url, keyring())
    with pytest.raises(StorageUnavailable), database.read() as work:
        work.people.find(1)
    with pytest.raises(StorageUnavailable), database.write() as work:
        work.people.find(1)
    database.dispose()


def test_nothing_private_lies_open_in_the_file(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'a.db'}", keyring())
    database.create_all()
    with database.write() as work:
        people = load_residents(work, NOW)
        work.people.find_or_add(NewPerson("13800138000", "赵钱孙李"), NOW)
        for person in people.values():
            work.sessions.start(f"token-of-{person.name}", person.id, "code", "", "mark", NOW)
        work.drafts.save(OWNER, "water-bill", {"address": ADDRESS, "account": "302100017"}, NOW)
        work.attempts.keep(OWNER, "/x", {"phone": ["13800138000"]}, {}, words(ADDRESS), NOW)
        work.codes.replace(OWNER, RightCode("13800138000"), "640213", NOW + timedelta(minutes=5))
        work.messages.keep("13800138000", "640213", NOW)
    with database.read() as work:
        work.conn.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
    database.dispose()
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert len(kept) > 10_000
    private = ["13800138000", "赵钱孙李", "302100017", "640213", ADDRESS]
    for resident in RESIDENTS:
        private += [resident.name, resident.phone, resident.id_number]
        private.append(resident.birth_date.isoformat())
    for text in private:
        assert text.encode() not in kept, f"{text} lies open in the database file"
        assert text.encode("utf-16-le") not in kept
