"""What is over its time, or whose person asks for it, is gone everywhere; the chain stays whole."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from services.clock import FixedClock
from services.retention import CASE_YEARS, TRAIL_YEARS, Retention, StillOpen
from services.sessions import owner_key
from services.storage.base import metadata
from services.storage.cases import Case, CaseState
from services.storage.database import load_tables
from services.storage.erasure import RULES
from services.storage.trail import Wanted
from services.storage.trail_check import check
from tests.residents import Resident
from webapp.wiring import Parts, parts

YEAR = timedelta(days=366)
# Columns that tell whose a row is.
OF_SOMEBODY = {"person_id", "owner", "owner_key", "subject_id"}


@pytest.fixture
def backend() -> str:
    """The stricter of the two about what hangs on what."""
    return "postgresql"


def test_each_table_with_something_of_a_person_has_its_rule() -> None:
    load_tables()
    missing = {
        name
        for name, table in metadata.tables.items()
        if name not in RULES
        and (
            any(column.info.get("private") for column in table.c)
            or OF_SOMEBODY & set(table.c.keys())
        )
    }
    assert not missing, f"say in services/storage/erasure.py what becomes of {missing}"
    assert set(RULES) <= set(metadata.tables), "a rule for a table that is gone"


def applied_and_withdrawn(resident: Resident) -> None:
    resident.signs_in("elder")
    resident.finishes("water-fault").withdraws()


def person_id(joined: Parts) -> int:
    with joined.db.read() as work:
        person = work.people.by_demo_key("elder")
    assert person is not None
    return person.id


def cases_of(joined: Parts, person: int) -> list[Case]:
    with joined.db.read() as work:
        return work.cases.of(owner_key(person), person, 9)


def test_who_asks_to_be_forgotten_is_found_nowhere(app: Flask, resident: Resident) -> None:
    applied_and_withdrawn(resident)
    resident.starts("gas-safety-check").answers_page()
    joined = parts(app)
    person = person_id(joined)
    Retention(joined.db, joined.clock).forget(person)

    resident.client.get("/cases/")
    resident.sees("登录以后，能看到您在别处办的事。")
    with joined.db.read() as work:
        gone = work.people.find(person)
        assert gone is not None
        assert (gone.name, gone.phone, gone.id_number, gone.birth_date) == ("", "", None, None)
        assert work.people.by_phone("19900000001") is None
        texts = _all_private_text(joined)
    assert not [text for text in texts if "王秀兰" in text or "19900000001" in text]
    assert not check(joined.db, []).found
    with joined.db.read() as work:
        lines = work.trail.page(Wanted(subject=person), 50)
    assert [line.erased for line in lines] == [False, *[True] * (len(lines) - 1)]


# The books of the utility are its own, and this grant's helper keeps what he did.
OTHERS_BOOKS = {"ledger_accounts"}


def _all_private_text(joined: Parts) -> list[str]:
    found = []
    for table in metadata.sorted_tables:
        if table.name in OTHERS_BOOKS:
            continue
        for column in table.c:
            if not column.info.get("private"):
                continue
            with joined.db.read() as work:
                blobs = work.conn.scalars(select(column).where(column.is_not(None))).all()
            place = f"{table.name}.{column.name}"
            found += [joined.db.keys.open(blob, place) for blob in blobs]
    return found


def test_nobody_is_forgotten_under_a_case_that_is_open(app: Flask, resident: Resident) -> None:
    resident.signs_in("elder").finishes("water-fault")
    joined = parts(app)
    with pytest.raises(StillOpen, match="1 cases"):
        Retention(joined.db, joined.clock).forget(person_id(joined))
    resident.client.get("/cases/")
    resident.sees("报修")


def test_old_words_and_old_cases_go_by_themselves(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    applied_and_withdrawn(resident)
    joined = parts(app)
    person = person_id(joined)
    retention = Retention(joined.db, FixedClock(clock.now() + TRAIL_YEARS * YEAR))
    erased = retention.sweep()
    assert erased.lines > 0
    assert retention.sweep().lines == 0, "what is erased is not erased again"
    assert len(cases_of(joined, person)) == 1
    late = Retention(joined.db, FixedClock(clock.now() + CASE_YEARS * YEAR))
    assert late.sweep().cases > 0
    assert late.sweep().cases == 0
    assert not cases_of(joined, person)
    assert not check(joined.db, []).found


def test_an_open_case_outlives_every_term(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    resident.signs_in("elder").finishes("water-fault")
    joined = parts(app)
    Retention(joined.db, FixedClock(clock.now() + CASE_YEARS * YEAR)).sweep()
    assert [case.state for case in cases_of(joined, person_id(joined))] == [CaseState.OPEN]
