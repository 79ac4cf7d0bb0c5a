"""Questions answered by typing: how what is typed is taken, shown, and stands there already."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, Protocol

from services.journey import Answers
from services.storage.people import Person
from services.words import Words, words

Clean = Callable[[list[str], Any, Answers], Any]
Known = Callable[[Any, Answers], str | None]


class Asker(Protocol):
    """What the common questions look things up in; the context of every service that asks them."""

    @property
    def person(self) -> Person | None:
        """Who is signed in."""

    @property
    def today(self) -> date:
        """The day in the district."""


def first(raw: Sequence[str]) -> str:
    """What was typed into a text field."""
    return raw[0] if raw else ""


def typed_by(read: Callable[[str], Any]) -> Clean:
    """Takes what ``read`` makes of the typed text."""
    return lambda raw, context, answers: read(first(raw))


def shown_as_kept(value: Any, context: Any, answers: Answers) -> list[Words | str]:
    """The resident's own words, as they are."""
    return [str(value)]


def shown_lines(value: str, context: Any, answers: Answers) -> list[Words | str]:
    """Each line of a longer text."""
    return [line for line in value.split("\n") if line.strip()]


def shown_day(value: str, context: Any, answers: Answers) -> list[Words | str]:
    """A kept day in the reader's language."""
    return [words("%(day)s", day=date.fromisoformat(value))]


def known_or(
    slug: str, known: Known, mask: Callable[[str], str], read: Callable[[str, Any], str]
) -> tuple[Clean, Known]:
    """How to take a private text, and what stands in its field: the known one, masked.

    A masked text that is sent back untouched means the value behind it. What somebody has typed
    in its place stands there as typed, so that it can be mended.
    """

    def clean(raw: list[str], context: Any, answers: Answers) -> str:
        own = known(context, answers)
        if own and first(raw).strip() == mask(own):
            return own
        return read(first(raw), context)

    def standing(context: Any, answers: Answers) -> str | None:
        own = known(context, answers)
        return mask(own) if own and answers.get(slug, own) == own else None

    return clean, standing
