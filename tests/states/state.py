"""One page in one state: how a resident comes to see it, and the heading it must then show."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from services.journey import Journey
from services.words import Words
from tests.clerks import opens_at_desk
from tests.residents import Resident
from webapp.locales import LOCALES, say

GUIDES = Path("services/guides")

Reach = Callable[[Resident], object]
Heading = Words | Callable[[str], str]


@dataclass(frozen=True)
class State:
    """One page in one state. ``reach`` leaves it on the screen; one of ``headings`` is its h1."""

    name: str
    reach: Reach
    headings: tuple[Heading, ...]
    status: int = 200

    def expected(self, language: str) -> set[str]:
        """The headings in one language."""
        return {
            say(each, LOCALES[language]) if isinstance(each, Words) else each(language)
            for each in self.headings
        }


def opens(address: str, status: int = 200) -> Reach:
    """Reached by its address alone."""
    return lambda resident: resident.client.get(address, status=status)


def at_desk(address: str, role: str) -> Reach:
    """Reached by its address, by the invented clerk of a role."""
    return lambda resident: opens_at_desk(resident.client, address, role)


def guide_name(slug: str) -> Heading:
    """A guide is headed by the name of its service."""
    return lambda language: str(
        tomllib.loads((GUIDES / slug / f"{language}.toml").read_text("utf-8"))["name"]
    )


def asks(journey: Journey, *slugs: str) -> tuple[Words, ...]:
    """A page of questions is headed by its one question, or by the title of their section."""
    asked = [question for question in journey.questions if question.slug in slugs]
    sections = [journey.section_titles[question.section] for question in asked]
    return (*(question.label for question in asked), *sections)
