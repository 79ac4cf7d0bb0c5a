"""The way from door to door: promised hours first, then what lies nearest."""

from __future__ import annotations

from datetime import datetime

from services.cases import DISTRICT_TIME
from services.visits.route import Stop, in_order


def stop(number: int, hours: str, address: str, ward: str = "fengqiao", exact: bool = True) -> Stop:
    """A door with its hours, such as ``9-11``, on one Tuesday."""
    starts, ends = (
        datetime(2026, 11, 24, int(hour), tzinfo=DISTRICT_TIME) for hour in hours.split("-")
    )
    return Stop(number, starts, ends, exact, ward, address)


def order(*stops: Stop) -> list[int]:
    return [one.id for one in in_order(stops)]


def test_promised_hours_come_first_and_then_house_numbers() -> None:
    late = stop(1, "13-15", "枫桥路 2 号")
    far, near = stop(2, "9-11", "枫桥路 100 号"), stop(3, "9-11", "枫桥路 9 号 2 室")
    assert order(late, far, near) == [3, 2, 1]


def test_numbers_are_numbers_not_letters() -> None:
    assert order(stop(1, "9-11", "枫桥路 12 弄 10 号"), stop(2, "9-11", "枫桥路 12 弄 9 号")) == [
        2,
        1,
    ]


def test_who_waits_half_a_day_comes_behind_the_nearest_door_of_that_half() -> None:
    first, second = stop(1, "9-11", "枫桥路 8 号"), stop(2, "10-12", "枫桥路 90 号")
    noon = stop(3, "13-15", "枫桥路 20 号")
    asked = stop(4, "8-12", "枫桥路 88 号", exact=False)
    assert order(noon, asked, second, first) == [1, 2, 4, 3]


def test_another_road_is_farther_than_any_number_and_another_ward_farther_still() -> None:
    road, ward = stop(1, "9-11", "大连路 20 号"), stop(2, "10-12", "枫桥路 20 号", ward="nuanyang")
    same = stop(3, "11-12", "枫桥路 999 号")
    asked = stop(4, "8-12", "枫桥路 20 号", exact=False)
    assert order(road, ward, same, asked) == [1, 2, 3, 4]


def test_half_days_without_a_promised_hour_keep_their_place_in_the_day() -> None:
    morning = stop(1, "8-12", "枫桥路 5 号", exact=False)
    noon = stop(2, "13-15", "枫桥路 5 号")
    assert order(noon, morning) == [1, 2]


def test_an_address_without_numbers_has_its_place_too() -> None:
    assert order(stop(2, "9-11", "枫桥村"), stop(1, "9-11", "枫桥村 3 号")) == [2, 1]
