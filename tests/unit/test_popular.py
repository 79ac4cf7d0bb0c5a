"""What is offered first: the most used of late, never so few that it would tell who."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from services.catalogue import Catalogue, load_catalogue
from services.clock import FixedClock
from services.popular import FEWEST, KEPT, Popular
from services.storage import Database
from services.storage.cases import CaseState, NewCase


@dataclass
class Street:
    """Neighbours who send things in."""

    db: Database
    clock: FixedClock
    sent: int = 0

    def send(self, service: str, number: int) -> None:
        with self.db.write() as work:
            for _ in range(number):
                self.sent += 1
                mark = self.sent.to_bytes(32)
                new = NewCase(
                    f"S20261122{self.sent:06d}", service, mark, None, mark, CaseState.OPEN, {}
                )
                work.cases.add(new, self.clock.now())


@pytest.fixture(scope="module")
def catalogue() -> Catalogue:
    return load_catalogue()


@pytest.fixture
def street(database: Database, clock: FixedClock) -> Street:
    return Street(database, clock)


@pytest.fixture
def popular(street: Street, catalogue: Catalogue) -> Popular:
    return Popular(street.db, street.clock, catalogue)


def test_without_cases_it_is_the_order_of_the_catalogue(
    popular: Popular, catalogue: Catalogue
) -> None:
    assert popular.top(3) == list(catalogue.entries[:3])


def test_the_most_used_comes_first(popular: Popular, street: Street) -> None:
    street.send("gas-bill", FEWEST)
    street.send("senior-card", FEWEST + 1)
    assert [entry.slug for entry in popular.top(2)] == ["senior-card", "gas-bill"]


def test_a_few_cases_tell_nothing(popular: Popular, street: Street, catalogue: Catalogue) -> None:
    street.send("legal-aid", FEWEST - 1)
    assert popular.top(3) == list(catalogue.entries[:3])


def test_it_is_counted_anew_after_an_hour(popular: Popular, street: Street) -> None:
    before = popular.top(1)
    street.send("senior-card", FEWEST)
    assert popular.top(1) == before
    street.clock.advance(seconds=KEPT.total_seconds())
    assert [entry.slug for entry in popular.top(1)] == ["senior-card"]


def test_records_out_of_reach_leave_the_order_of_the_catalogue(
    catalogue: Catalogue, clock: FixedClock, database: Database
) -> None:
    database.dispose()
    away = Database("postgresql://nobody@127.0.0.1:1/none", database.keys)
    assert Popular(away, clock, catalogue).top(2) == list(catalogue.entries[:2])
