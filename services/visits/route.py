"""The order in which a visitor goes from door to door; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from services.words import words

RULE = words(
    "顺序怎么排：先看约好的时间。只约了上午或者下午的，排在同一条路、门牌号最近的一家后面。"
    "时间一样的，按街道、路名、门牌号排。没有地图，远近只看门牌号，您可以自己换。"
)
_NUMBER = re.compile(r"\d+")


@dataclass(frozen=True)
class Stop:
    """A door: when somebody waits behind it, and where it is. ``id`` is the visit's."""

    id: int
    starts_at: datetime
    ends_at: datetime
    exact: bool
    ward: str
    address: str

    @property
    def road(self) -> str:
        """What stands before the first number of the address."""
        return _NUMBER.split(self.address, maxsplit=1)[0].strip()

    @property
    def numbers(self) -> tuple[int, ...]:
        """Lane, house, floor and room, as far as they are given."""
        return tuple(int(number) for number in _NUMBER.findall(self.address))


def in_order(stops: Sequence[Stop]) -> list[Stop]:
    """The way from stop to stop by RULE."""
    route = sorted((stop for stop in stops if stop.exact), key=_by_time)
    for stop in sorted((stop for stop in stops if not stop.exact), key=_by_time):
        hosts = [one for one in route if stop.starts_at <= one.starts_at < stop.ends_at]
        if hosts:
            nearest = min(hosts, key=lambda host: _distance(host, stop))
            route.insert(route.index(nearest) + 1, stop)
        else:
            later = (place for place, one in enumerate(route) if one.starts_at >= stop.ends_at)
            route.insert(next(later, len(route)), stop)
    return route


def _by_time(stop: Stop) -> tuple[datetime, str, str, tuple[int, ...], int]:
    return (stop.starts_at, stop.ward, stop.road, stop.numbers, stop.id)


def _distance(one: Stop, other: Stop) -> tuple[bool, bool, int]:
    """Another subdistrict is farther than another road, that is farther than any number."""
    apart = abs(next(iter(one.numbers), 0) - next(iter(other.numbers), 0))
    return (one.ward != other.ward, one.road != other.road, apart)
