"""Many processes want few seats: sold is capacity, nobody has two, what is freed is sold again."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from pathlib import Path

from services.journey import SubmissionRefused
from services.storage import Database
from tests.appointments import books, slots_of, small_hall
from tests.databases import keyring

PROCESSES = 8
RESIDENTS = 14
SEATS = 5
HALL = small_hall(SEATS, priority=2)


def _clerk(url: str, number: int, start: float) -> list[list[object]]:
    """One process: each resident asks for each time; every second seat is given back at once.

    Returns slot, name and seat of what was sold and kept.
    """
    db = Database(url, keyring())
    slots = slots_of(HALL)
    kept: list[list[object]] = []
    time.sleep(max(start - time.time(), 0))
    for turn in range(RESIDENTS):
        # Each process goes through the residents in another order, so that all meet all.
        name = f"resident {(turn * 3 + number * 5) % RESIDENTS}"
        for slot in slots if number % 2 else reversed(slots):
            try:
                case_id, seat = books(db, slot, name, priority=True)
            except SubmissionRefused:
                continue
            if (turn + number) % 2:
                with db.write() as work:
                    assert work.bookings.free(case_id)
            else:
                kept.append([slot.key, name, seat])
    db.dispose()
    return kept


def _rush(url: str) -> list[list[object]]:
    """All processes at the same moment; what they sold together."""
    start = time.time() + 2
    command = [sys.executable, "-m", "tests.integration.test_seats_at_once", url]
    clerks = [
        subprocess.Popen(
            [*command, str(number), str(start)],
            stdout=subprocess.PIPE,
            text=True,
            cwd=Path(__file__).parents[2],
        )
        for number in range(PROCESSES)
    ]
    outputs = [clerk.communicate(timeout=120)[0] for clerk in clerks]
    assert all(clerk.returncode == 0 for clerk in clerks)
    return [row for output in outputs for row in json.loads(output)]


def _sell_what_is_left(db: Database) -> list[list[object]]:
    """After the rush, latecomers take what is left until somebody is refused."""
    sold: list[list[object]] = []
    for slot in slots_of(HALL):
        try:
            for number in range(SEATS + 1):
                name = f"late {number}"
                sold.append([slot.key, name, books(db, slot, name, priority=True)[1]])
        except SubmissionRefused:
            continue
    return sold


def test_many_processes_sell_each_seat_once(database: Database, database_url: str) -> None:
    """Each seat is held by exactly one resident, none by two, and none stays unsold."""
    sold = [*_rush(database_url), *_sell_what_is_left(database)]
    slots = slots_of(HALL)
    assert len({(slot, seat) for slot, _, seat in sold}) == len(sold), "a seat was sold twice"
    assert len({(slot, name) for slot, name, _ in sold}) == len(sold), "somebody holds two"
    assert len(sold) == SEATS * len(slots)
    with database.read() as work:
        taken = work.bookings.taken(["small.window"], slots[0].starts_at, slots[-1].ends_at)
        assert [taken[slot.key].all for slot in slots] == [SEATS] * len(slots)
        assert all(work.bookings.seats(slot.key) == {1, 2, 3, 4, 5} for slot in slots)


if __name__ == "__main__":
    address, which, begin = sys.argv[1:]
    print(json.dumps(_clerk(address, int(which), float(begin))))
