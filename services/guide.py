"""The shape of a guide: what a service's own words must say, strictly checked when read."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from services.providers.utility import Utility
from services.sanitising import plain, rich

Plain = Annotated[str, Field(min_length=1), AfterValidator(plain)]
Rich = Annotated[str, Field(min_length=1), AfterValidator(rich)]


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


class Phone(Part):
    """A number to ring, and whom it reaches."""

    number: Annotated[str, Field(pattern=r"^[0-9]{3,12}$")]
    label: Plain


class Guide(Part):
    """One service in one language. Every text field is safe markup."""

    name: Plain
    note: Plain
    summary: Rich
    who: list[Rich] = Field(min_length=1)
    bring: list[Rich] = Field(min_length=1)
    takes: Plain
    cost: Plain
    steps: list[Rich] = Field(min_length=2)
    facts: list[Fact] = []
    questions: list[Question] = []
    phones: list[Phone] = Field(min_length=1)
    synonyms: list[str] = Field(min_length=1)


class Particulars(Part):
    """What is the same in every language: place in the catalogue, picture, utility."""

    category: Literal["bills"]
    icon: Annotated[str, Field(pattern=r"^[a-z]+$")]
    order: int
    utility: Utility | None = None
