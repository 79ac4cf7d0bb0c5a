"""The shape of a guide: what a service's own words must say, strictly checked when read."""

from __future__ import annotations

import re
from datetime import date
from typing import Annotated, Any, Self

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    field_validator,
    model_validator,
)

from services.providers.utility import Utility
from services.sanitising import plain, rich
from services.shelves import CATEGORIES, EVENTS

# The questions that any service may use (services/requests/bank.py has them), and what else an
# [[asks]] may say.
COMMON = (
    *("name", "id-number", "birth-date", "phone", "address", "bank-account", "day", "part-of-day"),
    *("papers-by", "result-by", "notes", "photo", "account", "reading", "helper"),
)
KINDS = ("choice", "choices", "text", "long", "digits", "date", "photo")
SECTIONS = ("need", "person", "when", "result")
# As many as the views with one question on a page show at once.
MOST_OPTIONS = 6
_MODULE = re.compile(r"[a-z_]+(\.[a-z_]+)+")


def _sentence(text: str) -> str:
    """A sentence that is translated before it is drawn: no markup, and no places for values."""
    if set("<>&%") & set(text):
        raise ValueError("a question's words hold no < > & or %")
    return text


def _one_of(known: Any) -> AfterValidator:
    def check(value: str) -> str:
        if value not in known:
            raise ValueError(f"{value!r} is not one of {', '.join(known)}")
        return value

    return AfterValidator(check)


Plain = Annotated[str, Field(min_length=1), AfterValidator(plain)]
Rich = Annotated[str, Field(min_length=1), AfterValidator(rich)]
Sentence = Annotated[str, Field(min_length=1), AfterValidator(_sentence)]
Slug = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]


class Part(BaseModel):
    """A part of a guide: unknown keys are refused, so that a misspelt one is found."""

    model_config = ConfigDict(extra="forbid", frozen=True, arbitrary_types_allowed=True)


class Question(Part):
    """A question residents ask, and its answer."""

    ask: Plain
    answer: Rich


class Fact(Part):
    """A rule with its source; an unverified one is shown with 以当地公布为准."""

    words: Rich
    source: Plain
    verified: bool


class Basis(Part):
    """A document that the service rests on, and the day it was made or took effect.

    An unverified one, such as one known only by its title, is shown with 以当地公布为准.
    """

    title: Plain
    date: date
    source: Annotated[str, Field(pattern=r"^(https?://\S+)?$")] = ""
    verified: bool = True


class Phone(Part):
    """A number to ring, and whom it reaches."""

    number: Annotated[str, Field(pattern=r"^[0-9]{3,12}$")]
    label: Plain


class Ask(Part):
    """The words of a question that only this service asks; ``options`` by their value."""

    label: Sentence
    name: Sentence
    hint: Sentence | None = None
    example: Sentence | None = None
    options: dict[Slug, Sentence] = {}


class Guide(Part):
    """One service in one language. Every text field is safe markup, except those of ``asks``."""

    name: Plain
    note: Plain
    summary: Rich
    who: list[Rich] = Field(min_length=1)
    gives: list[Rich] = Field(min_length=1)
    bring: list[Rich] = Field(min_length=1)
    takes: Plain
    cost: Plain
    where: list[Rich] = Field(min_length=1)
    steps: list[Rich] = Field(min_length=2)
    # Nobody is left with a single way in: each has one without a telephone and one from home.
    ways: list[Rich] = Field(min_length=2)
    basis: list[Basis] = Field(min_length=1)
    facts: list[Fact] = []
    questions: list[Question] = Field(min_length=3)
    phones: list[Phone] = Field(min_length=1)
    synonyms: list[str] = Field(min_length=3)
    asks: dict[Slug, Ask] = {}


class Asked(Part):
    """One question of a service without a module of its own, in its place on the path.

    ``use`` names one of the common questions (services/requests/bank.py); else ``slug`` and
    ``kind`` describe it and each language's ``asks`` gives its words. ``when`` holds the answers
    (question slug to values) that call for it.
    """

    use: Slug | None = None
    slug: Slug | None = None
    kind: Annotated[str, _one_of(KINDS)] | None = None
    section: Annotated[str, _one_of(SECTIONS)] | None = None
    options: list[Slug] = Field(default=[], max_length=MOST_OPTIONS)
    optional: bool = False
    when: dict[Slug, list[str]] = {}

    @model_validator(mode="after")
    def _is_one_question(self) -> Self:
        if (self.use is None) == (self.slug is None):
            raise ValueError("a question has either use, or a slug of its own")
        if (self.slug is None) != (self.kind is None):
            raise ValueError("a question of its own has a slug and a kind")
        if self.slug in COMMON:
            raise ValueError(f"{self.slug!r} is a common question: write use instead of slug")
        if (self.kind in ("choice", "choices")) != (len(self.options) > 1):
            raise ValueError("choice and choices have two options or more, others have none")
        return self

    @property
    def name(self) -> str:
        """What other questions call it by."""
        return self.use or self.slug or ""


class Particulars(Part):
    """What is the same in every language: place in the catalogue, picture, module, promise.

    ``module`` has ``open_service(entry, kit)``. ``letter`` begins its references.
    ``working_days`` is how long the office may take; ``one_at_a_time`` refuses a second one while
    the first is open. What is done ``at_home`` has a visit in the ledger of visits.
    """

    category: Annotated[str, _one_of(CATEGORIES)]
    icon: Annotated[str, Field(pattern=r"^[a-z]+$")]
    order: int
    events: list[Annotated[str, _one_of(EVENTS)]] = []
    module: Annotated[str, Field(pattern=_MODULE.pattern)] = "services.requests.service"
    letter: Annotated[str, Field(pattern=r"^[A-Z]$")] = "S"
    working_days: Annotated[int, Field(ge=0, le=120)] = 5
    one_at_a_time: bool = False
    utility: Utility | None = None
    at_home: bool = False
    asks: list[Asked] = []

    @field_validator("asks")
    @classmethod
    def _stand_in_order(cls, asks: list[Asked]) -> list[Asked]:
        before: dict[str, Asked] = {}
        for asked in asks:
            if asked.use is not None and asked.use not in COMMON:
                raise ValueError(f"{asked.use!r} is not one of {', '.join(COMMON)}")
            if asked.name in before:
                raise ValueError(f"{asked.name!r} is asked twice")
            if asked.use == "id-number" and "birth-date" in before:
                raise ValueError(
                    "'birth-date' belongs behind 'id-number', which it is held against"
                )
            for slug, values in asked.when.items():
                if slug not in before or not set(values) <= set(before[slug].options):
                    raise ValueError(f"{asked.name!r} waits for an answer that is not given before")
            before[asked.name] = asked
        return asks
