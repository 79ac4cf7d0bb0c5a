"""Keys are changed under a running site: nothing sealed is lost, everybody is still found."""

import base64
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, select, update

from services.storage import Database, Keyring, SealBroken, Work, rotation
from services.storage.base import metadata
from services.storage.codes import RightCode
from services.storage.crypto import format_keys, parse_keys
from services.storage.database import load_tables
from services.storage.people import NewPerson, persons
from services.storage.rotation import Rotation, rotate_keys
from tests.databases import keyring

NOW = datetime(2026, 11, 22, 1, 12, tzinfo=UTC)
OWNER = b"a" * 32


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    return tmp_path / "secret" / "keys"


@pytest.fixture
def site(database_url: str, key_file: Path) -> Iterator[Database]:
    """A site with three residents, a draft and a code, its keys in a file."""
    database = Database(database_url, Keyring.from_file(key_file))
    database.create_all()
    with database.write() as work:
        for number in (1, 2, 3):
            phone = f"1990000000{number}"
            born = date(1948, 3, number)
            work.people.find_or_add(NewPerson(phone, f"居民{number}", f"ID{number}", born), NOW)
        work.drafts.save(OWNER, "water-bill", {"account": "30210001"}, NOW)
        work.codes.replace(OWNER, RightCode("19900000001"), "123456", NOW + timedelta(minutes=5))
    yield database
    database.dispose()


def all_is_there(database: Database) -> None:
    with database.read() as work:
        found = work.people.by_phone("19900000002")
        assert found is not None
        assert (found.name, found.birth_date) == ("居民2", date(1948, 3, 2))
        assert work.people.by_id_number("ID3") is not None
        draft = work.drafts.find(OWNER, "water-bill")
        assert draft is not None
        assert draft.answers == {"account": "30210001"}


def test_a_running_site_goes_on_through_a_rotation(site: Database, key_file: Path) -> None:
    other = Database(
        str(site.url.render_as_string(hide_password=False)), Keyring.from_file(key_file)
    )
    old = key_file.read_text()
    assert rotate_keys(other, key_file) == Rotation(rows=5, key_id="k2")
    all_is_there(site)
    all_is_there(other)
    with site.write() as work:
        assert work.codes.count_try(OWNER, "123456")
    with site.read() as work:
        sealed = work.conn.execute(select(persons.c.name, persons.c.phone_hash)).all()
    old_ring = Keyring.from_text(old)
    assert all(site.keys.is_current(row.name) for row in sealed)
    assert old_ring.fingerprint("phone", "19900000001") not in {row.phone_hash for row in sealed}
    other.dispose()


def test_old_keys_are_dropped_one_rotation_later(site: Database, key_file: Path) -> None:
    first = parse_keys(key_file.read_text())
    rotate_keys(site, key_file)
    assert set(parse_keys(key_file.read_text()).sealing) == {"k2", "k1"}
    rotate_keys(site, key_file)
    last = parse_keys(key_file.read_text())
    assert list(last.sealing) == ["k3", "k2"]
    assert not set(first.index) & set(last.index)
    all_is_there(site)


def test_a_rotation_that_was_broken_off_is_finished_by_the_next(
    site: Database, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rotation, "BATCH", 1)
    whole = rotation._bring_over_span
    done: list[int] = []

    def dies_on_the_way(*args: object) -> int:
        done.append(whole(*args))  # type: ignore[arg-type]
        if len(done) == 2:
            raise KeyboardInterrupt
        return done[-1]

    monkeypatch.setattr(rotation, "_bring_over_span", dies_on_the_way)
    with pytest.raises(KeyboardInterrupt):
        rotate_keys(site, key_file)
    all_is_there(site)
    monkeypatch.setattr(rotation, "_bring_over_span", whole)
    rotate_keys(site, key_file)
    all_is_there(site)
    assert rotation.bring_over(site, Keyring.from_file(key_file)) == 0


def test_photos_are_brought_over_a_few_at_a_time(
    site: Database, key_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with site.write() as work:
        kept = [work.photos.add(OWNER, "水表.jpg", b"picture", NOW) for _ in range(12)]
    whole = rotation._bring_over_span
    changed: list[int] = []

    def counted(work: Work, keys: Keyring, table: Table, first: Any, last: Any) -> int:
        changed.append(whole(work, keys, table, first, last) if table.name == "photos" else 0)
        return changed[-1]

    monkeypatch.setattr(rotation, "_bring_over_span", counted)
    rotate_keys(site, key_file)
    assert sum(changed) == len(kept)
    assert max(changed) <= 5
    with site.read() as work:
        assert all(work.photos.find(key) is not None for key in kept)


def test_a_damaged_row_stops_the_rotation_before_a_key_is_lost(
    site: Database, key_file: Path
) -> None:
    with site.write() as work:
        sealed = work.conn.execute(select(persons.c.name).where(persons.c.id == 3)).scalar_one()
        damaged = sealed[:-1] + bytes([sealed[-1] ^ 1])
        work.conn.execute(update(persons).where(persons.c.id == 3).values(name=damaged))
    before = parse_keys(key_file.read_text())
    with pytest.raises(SealBroken):
        rotate_keys(site, key_file)
    after = parse_keys(key_file.read_text())
    assert before.sealing.items() <= after.sealing.items()
    assert set(before.index) <= set(after.index)


def test_keys_from_settings_are_brought_over_without_a_file(
    database: Database, tmp_path: Path
) -> None:
    with database.write() as work:
        work.people.find_or_add(NewPerson("19900000001", "王秀兰"), NOW)
    assert rotate_keys(database, tmp_path / "none") == Rotation(rows=0, key_id="k1")
    by_hand = ",".join(("k2:" + base64.b64encode(b"n" * 32).decode(), format_keys(keyring().keys)))
    url = database.url.render_as_string(hide_password=False)
    restarted = Database(url, Keyring.from_text(by_hand))
    assert rotate_keys(restarted, tmp_path / "none") == Rotation(rows=1, key_id="k2")
    with restarted.read() as work:
        assert work.people.by_phone("19900000001") is not None
    restarted.dispose()


def test_every_table_with_private_columns_can_be_rotated() -> None:
    load_tables()
    for table in metadata.sorted_tables:
        for column in table.c:
            if column.info.get("private"):
                assert "id" in table.c, f"{table.name}: rotation walks rows by id"
            kind, of = column.info.get("fingerprint", (None, None))
            if of is not None:
                assert kind, f"{column}: a fingerprint made of {of} needs its kind"
                assert table.c[of].info.get("private"), f"{column}: {of} is not a private column"
