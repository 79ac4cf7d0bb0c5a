"""Whether pages cost the same with a million cases as with a thousand."""

import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from statistics import median

from flask.testing import FlaskClient

from services.clock import SystemClock
from tools.bench.filling import filled
from tools.bench.table import heading, line

FEW, MANY = 1_000, 1_000_000
AT_MOST = 1.2
ROUNDS = 60
WARM_UP = 10


def measured_pages() -> dict[str, str]:
    """What is measured, and its address for a resident with cases of the last two years."""
    year = SystemClock().now().year
    return {
        "all services": "/services/",
        "home, which offers what is most used": "/",
        "my cases": "/cases/",
        "my cases called 送饭": "/cases/?q=送饭",
        f"my cases of {year}": f"/cases/?q={year}年",
        "my cases by the digits of a reference": "/cases/?q=000007",
    }


def measure_cases(few: int = FEW, many: int = MANY) -> bool:
    """Measure, print; whether every page stays within AT_MOST of itself."""
    with tempfile.TemporaryDirectory() as folder:
        small, large = (filled(Path(folder) / str(number), number) for number in (few, many))
        title = f"processor ms a page, {few} and {many} cases"
        return same_cost(title, small.client, large.client, measured_pages())


def same_cost(title: str, small: FlaskClient, large: FlaskClient, pages: Mapping[str, str]) -> bool:
    """Measure pages of a small and a large site, print; whether each stays within AT_MOST."""
    good = True
    heading(title, "small  large  ratio")
    for name, address in pages.items():
        first, second = _compare(small, large, address)
        ratio = second / first
        good = good and ratio <= AT_MOST
        line(name, f"{first:.2f}  {second:.2f}  {ratio:.2f}", f"<= {AT_MOST}", ratio <= AT_MOST)
    return good


def _compare(small: FlaskClient, large: FlaskClient, address: str) -> tuple[float, float]:
    """Median milliseconds of both, taking turns so that what disturbs one disturbs the other."""
    spent: tuple[list[float], list[float]] = ([], [])
    for turn in range(WARM_UP + ROUNDS):
        for client, figures in zip((small, large), spent, strict=True):
            before = time.process_time()
            answer = client.get(address)
            took = (time.process_time() - before) * 1000
            if answer.status_code != 200:
                raise SystemExit(f"{address} answers {answer.status_code}")
            if turn >= WARM_UP:
                figures.append(took)
    return median(spent[0]), median(spent[1])
