"""How long a decision on an allowance takes once the rules are loaded."""

import time
from datetime import date
from statistics import median

from services.subsidies.decisions import ALLOWANCES, decide
from services.subsidies.facts import Facts
from tools.bench.table import heading, line

AT_MOST_MS = 5.0
TIMES = 50
SOMEBODY = Facts(born=date(1948, 3, 12), certificate=True, grade=2, household="margin")
DAY = date(2026, 11, 22)


def measure_decisions() -> bool:
    """Measure, print; whether the slowest allowance is fast enough."""
    begun = time.process_time()
    decide(ALLOWANCES[0], SOMEBODY, DAY)
    loaded = (time.process_time() - begun) * 1000
    heading("processor ms a decision on an allowance", "median  [slowest kind]")
    line("the first one, which loads the rules", f"{loaded:.0f}", "", True)
    each = [_ms(allowance) for allowance in ALLOWANCES]
    good = max(each) <= AT_MOST_MS
    line("after that", f"{median(each):.2f}    [{max(each):.2f}]", f"<= {AT_MOST_MS}", good)
    return good


def _ms(allowance: str) -> float:
    begun = time.process_time()
    for _ in range(TIMES):
        decide(allowance, SOMEBODY, DAY)
    return (time.process_time() - begun) * 1000 / TIMES
