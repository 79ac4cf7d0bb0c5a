"""How long the accounts of a week take for 10,000 residents, and whether pages notice."""

import multiprocessing
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from multiprocessing.sharedctypes import Synchronized
from multiprocessing.synchronize import Event
from pathlib import Path
from statistics import quantiles

from services.actors import Actor, ActorKind
from services.clock import SystemClock
from services.deeds import Deed
from services.demo.district import load_demo
from services.storage.people import NewPerson
from services.storage.trail import TrailEntry
from services.weekly import WEEK, Weekly, bounds, monday_of
from services.words import Money, words
from tools.bench.servers import serving
from tools.bench.table import heading, line
from tools.bench.visitor import Visitor
from webapp import create_app
from webapp.cli import NICE
from webapp.settings import Settings
from webapp.wiring import parts

RESIDENTS = 10_000
AT_MOST_S = 60.0
AT_MOST = 1.2
# The job goes and stands still in turns, so that what else slows the machine slows both.
SLICE_S = 1.0
THINKS_S = 0.005
# Of so many pages one is a sign-in, which writes to the same tables as the job.
WRITES = 5
TOGETHER = 500
STEP = "/services/water-bill/apply/"
HELPER = Actor(ActorKind.HELPER, 900_000, "张伟")
CLERK = Actor(ActorKind.CLERK, 1, "陈静（2001）")


def measure_accounts(residents: int = RESIDENTS) -> bool:
    """Measure, print; whether both figures hold."""
    heading(f"accounts of a week for {residents} residents, beside pages", "")
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        settings = Settings(data_dir=Path(folder))
        fill(settings, residents)
        environ = {"NUANCHUANG_DATA_DIR": folder}
        house = stack.enter_context(serving("wsgi:app", None, environ, threads=4))
        go, done = multiprocessing.Event(), multiprocessing.Event()
        spent = multiprocessing.Value("d", 0.0)
        job = multiprocessing.Process(target=_make, args=(settings, go, done, spent))
        job.start()
        still, going = _pages(house.port, go, done)
        job.join()
        good = job.exitcode == 0 and spent.value <= AT_MOST_S
        line("made, each told once", f"{spent.value:.1f} s", f"<= {AT_MOST_S:.0f} s", good)
        return _compare(still, going) and good


def fill(settings: Settings, residents: int) -> None:
    """A site whose residents were each helped and looked at last week."""
    joined = parts(create_app(settings))
    joined.db.create_all()
    load_demo(joined.db, joined.clock)
    now = joined.clock.now()
    moment = bounds(monday_of(now) - WEEK)[0] + timedelta(days=2)
    paid = words("一共 %(amount)s", amount=Money(8600))
    for first in range(0, residents, TOGETHER):
        with joined.db.write() as work:
            for number in range(first, min(first + TOGETHER, residents)):
                person = work.people.find_or_add(NewPerson(f"198{number:08}"), now).id
                about = f"E20250101{number:06}"
                for entry in (
                    TrailEntry(HELPER, Deed.CASE_OPENED, person, about),
                    TrailEntry(HELPER, Deed.CASE_PAID, person, about, paid),
                    TrailEntry(CLERK, Deed.CASE_SEEN, person, about),
                ):
                    work.trail.add(entry, moment)
    joined.db.dispose()


def _make(settings: Settings, go: Event, done: Event, spent: "Synchronized[float]") -> None:
    """The worker's job, which stands still between two transactions while it may not go."""
    os.nice(NICE)
    joined = parts(create_app(settings))
    stood = 0.0

    def rest(seconds: float) -> None:
        nonlocal stood
        time.sleep(seconds)
        before = time.perf_counter()
        go.wait()
        stood += time.perf_counter() - before

    go.wait()
    began = time.perf_counter()
    Weekly(joined.db, SystemClock()).make(rest)
    spent.value = time.perf_counter() - began - stood
    done.set()


def _pages(port: int, go: Event, done: Event) -> tuple[list[float], list[float]]:
    """Milliseconds of pages while the job stands still, and while it goes."""
    resident = Visitor(port)
    resident.press(resident.get("/sign-in/"), "data-demo-resident", "elder")
    times: tuple[list[float], list[float]] = ([], [])
    for turn, goes in enumerate(_slices(go, done)):
        before = time.perf_counter()
        if turn % WRITES:
            resident.get(STEP)
        else:
            other = Visitor(port)
            other.press(other.get("/sign-in/"), "data-demo-resident", "deaf")
        times[goes].append((time.perf_counter() - before) * 1000)
        time.sleep(THINKS_S)
    return times


def _slices(go: Event, done: Event) -> Iterator[bool]:
    """Whether the job goes, once a page, until it is done and has stood still as often."""
    while True:
        goes = not go.is_set()
        (go.set if goes else go.clear)()
        until = time.perf_counter() + SLICE_S
        while time.perf_counter() < until:
            if done.is_set():
                return
            yield goes


def _compare(still: list[float], going: list[float]) -> bool:
    first, second = (quantiles(each, n=100)[98] for each in (still, going))
    shown = f"{first:.1f}  {second:.1f}  {second / first:.2f}"
    good = second <= AT_MOST * first
    line(f"ms of a page, p99 of {len(still)} and {len(going)}", shown, f"<= {AT_MOST}", good)
    return good
