"""Where appointments can be had: places, their desks, hours and seats, read from places.toml."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, time
from functools import cache
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field, model_validator

from services.appointments.calendar import day_off, is_working_day
from services.catalogue import read
from services.guide import Part, Sentence, Slug
from services.words import Words

PLACES = Path(__file__).parent / "places.toml"
_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
On = Literal[
    "working", "daily", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday",
    "sunday",
]  # fmt: skip


class Hours(Part):
    """When a desk is open; ``extra`` hours lie before or after those of the office (延时办)."""

    on: list[On] = Field(min_length=1)
    opens: time
    closes: time
    extra: bool = False

    def apply_to(self, day: date) -> bool:
        """Whether these hours hold on ``day``.

        A weekend that is worked keeps the hours of a working day, not its own; extra hours are
        for working days only. On public holidays only what runs daily is open.
        """
        if "daily" in self.on:
            return True
        off = day_off(day)
        if "working" in self.on and off is None:
            return True
        if _WEEKDAYS[day.weekday()] not in self.on:
            return False
        weekend = day.weekday() >= _WEEKDAYS.index("saturday")
        return off is not None and not off.holiday if weekend else is_working_day(day)


class Desk(Part):
    """What is booked at a place: ``seats`` at once, the first ``priority`` of them kept back.

    ``name`` tells the desks of one service apart, such as the departments of a clinic.
    """

    service: Slug
    slug: Slug
    name: Sentence | None = None
    seats: Annotated[int, Field(ge=1, le=99)]
    priority: Annotated[int, Field(ge=0)] = 0
    minutes: Annotated[int, Field(ge=10, le=480)]
    hours: list[Hours] = Field(min_length=1)

    @model_validator(mode="after")
    def _leaves_some_to_all(self) -> Desk:
        if self.priority >= self.seats:
            raise ValueError("at least one seat must be free to all")
        return self


class Place(Part):
    """One place: how it is called, where it lies, how one gets in, and its desks."""

    slug: Slug
    name: Sentence
    address: Sentence
    entry: list[Sentence] = Field(min_length=1)
    desks: list[Desk] = Field(min_length=1)

    @property
    def said(self) -> Words:
        """Its name."""
        return Words(self.name)


class Places(Part):
    """All places of the district; ``days_ahead`` is how far ahead one can book."""

    days_ahead: Annotated[int, Field(ge=1, le=60)]
    places: list[Place] = Field(min_length=1)

    def place(self, slug: str) -> Place | None:
        """The place called ``slug``."""
        return next((place for place in self.places if place.slug == slug), None)

    def desks_of(self, service: str) -> Iterator[tuple[Place, Desk]]:
        """Every desk of a service with its place."""
        for place in self.places:
            for desk in place.desks:
                if desk.service == service:
                    yield place, desk


@cache
def load_places(path: Path = PLACES) -> Places:
    """The places in a file. Raises GuideFault, which names file and line."""
    return read(path, Places)
