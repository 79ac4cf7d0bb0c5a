"""Whether a queue of the desk pages as fast with 100,000 open rows as with 1,000."""

import json
import tempfile
import time
from pathlib import Path

from flask.testing import FlaskClient
from sqlalchemy import text

from services.clock import SystemClock
from services.demo.staff import load_staff
from services.desk import todos
from services.desk.todos import Queue
from services.storage.todos import Spot
from services.words import to_json, words
from tools.bench.cases import same_cost
from tools.bench.table import line
from webapp import create_app
from webapp.desk.guard import COOKIE
from webapp.desk.queue_rows import spot_in_address
from webapp.settings import Settings
from webapp.wiring import parts

FEW, MANY = 1_000, 100_000
CLERK = "supervisor"
PAGE = f"/desk/queues/{Queue.MISSED}/"
# A clerk waits for the whole queue as a table; pages of others are served meanwhile.
TABLE_SECONDS = 60
# Rows that are due day after day, half of them overdue.
_ROWS = """
INSERT INTO todos (queue, about, due, put_at, next)
WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :number)
SELECT :queue, 'cases:' || i, date('now', (i % 100 - 50) || ' days'),
    '2026-01-01 00:00:00.000000', :next
FROM n"""


def measure_queues(few: int = FEW, many: int = MANY) -> bool:
    """Measure, print; whether each page costs the same, and the table is there in time."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = (desk_with(Path(folder) / str(number), number) for number in (few, many))
        title = f"processor ms a page of a queue, {few} and {many} open rows"
        good = same_cost(title, small, large, measured_pages())
        begun = time.process_time()
        size = len(large.get(f"{PAGE}table.xlsx").data)
        seconds = time.process_time() - begun
        shown = f"{seconds:.1f} processor s, {size / 1e6:.1f} MB"
        line(f"{many} rows as a table", shown, f"<= {TABLE_SECONDS} s", seconds <= TABLE_SECONDS)
        return good and seconds <= TABLE_SECONDS


def measured_pages() -> dict[str, str]:
    """What is measured, and its address."""
    middle = spot_in_address(Spot(todos.today(SystemClock().now()), 0))
    return {
        "its first page": PAGE,
        "a page in its middle": f"{PAGE}?after={middle}",
        "the page before that": f"{PAGE}?before={middle}",
        "what I have taken of it": f"{PAGE}?mine=1",
    }


def desk_with(folder: Path, number: int) -> FlaskClient:
    """A supervisor's browser at a desk with this many open rows in one queue."""
    folder.mkdir()
    app = create_app(Settings(data_dir=folder))
    site = parts(app)
    site.db.create_all()
    with site.db.write() as work:
        load_staff(work, site.clock.now())
        account = work.clerks.by_demo_key(CLERK)
        assert account is not None  # just kept
        work.clerk_sessions.start("t" * 32, account.clerk.id, site.clock.now())
    said = json.dumps(to_json(words("看材料，做决定")), ensure_ascii=False)
    values = {
        "number": number,
        "queue": Queue.MISSED.value,
        "next": site.db.keys.seal(said, "todos.next"),
    }
    with site.db.engine.begin() as connection:
        connection.execute(text(_ROWS), values)
        connection.execute(text("ANALYZE"))
    client = app.test_client()
    client.set_cookie(COOKIE, "t" * 32)
    return client
