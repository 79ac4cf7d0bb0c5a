"""A page against a bare Flask hello: both servers on one core, loaded at once."""

import os
import subprocess
import sys
from collections.abc import Mapping

from tools.bench.loader import Target, count_answers
from tools.bench.servers import Running

ROUNDS = 5
ROUND_S = 2.0
WARM_UP_S = 1.0


def compare(hello: Running, house: Running, floor: Target, page: Target) -> list[float]:
    """Requests per CPU second of each round, as a ratio to the floor's."""
    count_answers([floor, page], WARM_UP_S)
    ratios = []
    for _ in range(ROUNDS):
        before = hello.cpu_s(), house.cpu_s()
        answers = count_answers([floor, page], ROUND_S)
        spent = hello.cpu_s() - before[0], house.cpu_s() - before[1]
        ratios.append((answers[1] / spent[1]) / (answers[0] / spent[0]))
    return ratios


def flask(command: str, environ: Mapping[str, str]) -> None:
    """Run one of the site's commands."""
    subprocess.run(
        [sys.executable, "-m", "flask", "--app", "wsgi", command],
        env={**os.environ, **environ},
        check=True,
        stdout=subprocess.DEVNULL,
    )
