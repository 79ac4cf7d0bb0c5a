"""`make bench`: one table of speed, weight and scale with the targets beside them."""

import os
import sys
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from statistics import median

from tools.bench.accounts import measure_accounts
from tools.bench.cases import measure_cases
from tools.bench.comparing import compare, flask
from tools.bench.deciding import measure_decisions
from tools.bench.finding import measure_search
from tools.bench.loader import Target
from tools.bench.queues import measure_queues
from tools.bench.servers import cores, serving
from tools.bench.speech import measure_speech
from tools.bench.table import heading, line
from tools.bench.visitor import Visitor
from tools.bench.weigh import weigh

GUIDE = "/services/water-bill/"
STEP = "/services/water-bill/apply/"
WEIGHED = [f"{page}?view={view}" for page in ("/", GUIDE) for view in ("standard", "elder", "care")]
FIRST_VIEW_BYTES = 14_600
SCRIPT_BYTES = 20_000
# The player and the aids, fetched when somebody first wants them.
ON_DEMAND_BYTES = 20_000


@dataclass(frozen=True)
class Row:
    """A page under load: its request, the status it answers, and the ratio to reach."""

    name: str
    request: bytes
    status: int
    at_least: float


def main() -> int:
    """Measure the parts named, or all; print the table; 1 if a figure that must hold does not."""
    parts = {
        "pages": measure_pages,
        "search": measure_search,
        "decisions": measure_decisions,
        "cases": measure_cases,
        "queues": measure_queues,
        "accounts": measure_accounts,
        "speech": measure_speech,
    }
    asked = sys.argv[1:] or list(parts)
    if unknown := set(asked) - parts.keys():
        raise SystemExit(f"no part {', '.join(unknown)}; there are {', '.join(parts)}")
    good = [parts[name]() for name in asked]
    return 0 if all(good) else 1


def measure_pages() -> bool:
    """Pages against a bare Flask hello, and what they weigh; whether the bytes are in bounds."""
    serve_core, load_core = cores()
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        environ = {"NUANCHUANG_DATA_DIR": folder}
        for command in ("migrate", "load-demo"):
            flask(command, environ)
        hello = stack.enter_context(serving("tools.bench.hello:app", serve_core, {}))
        house = stack.enter_context(serving("wsgi:app", serve_core, environ))
        os.sched_setaffinity(0, {load_core})
        floor = Target(hello.port, Visitor(hello.port).request("/"), 200)
        heading("requests per CPU second, ratio to a bare Flask hello", "median  [low..high]")
        for row in _rows(house.port):
            ratios = compare(hello, house, floor, Target(house.port, row.request, row.status))
            measured = f"{median(ratios):.2f}    [{min(ratios):.2f}..{max(ratios):.2f}]"
            line(row.name, measured, f">= {row.at_least}", median(ratios) >= row.at_least)
        return _weights(house.port)


def _rows(port: int) -> list[Row]:
    stranger = Visitor(port)
    guide = stranger.get(GUIDE)
    if "etag" not in guide.headers:
        raise SystemExit(f"{GUIDE} carries no ETag, so there is no 304 to measure")
    again = {"If-None-Match": guide.headers["etag"]}
    resident = Visitor(port)
    resident.press(resident.get("/sign-in/"), "data-demo-resident", "elder")
    step = resident.get(STEP)
    if step.status != 200 or "session" not in resident.cookies:
        raise SystemExit(f"{step.address} answers {step.status}: nobody is signed in")
    return [
        Row("public guide page", stranger.request(GUIDE), 200, 0.7),
        Row("304 of the same page", stranger.request(GUIDE, **again), 304, 0.8),
        Row("signed-in step page", resident.request(step.address), 200, 0.35),
    ]


def _weights(port: int) -> bool:
    weights = [weigh(port, address) for address in WEIGHED]
    heaviest = max(weights, key=lambda weight: weight.first_view)
    most_scripts = max(weights, key=lambda weight: weight.scripts)
    most_later = max(weights, key=lambda weight: weight.on_demand)
    heading("bytes as a browser asks; a first view with heads and what blocks it", "heaviest")
    good = True
    for name, page, found, at_most in (
        ("first view", heaviest.address, heaviest.first_view, FIRST_VIEW_BYTES),
        ("all scripts", most_scripts.address, most_scripts.scripts, SCRIPT_BYTES),
        ("scripts wished for", most_later.address, most_later.on_demand, ON_DEMAND_BYTES),
    ):
        good = good and found <= at_most
        line(f"{name} of {page}", str(found), f"<= {at_most}", found <= at_most)
    return good


if __name__ == "__main__":
    sys.exit(main())
