"""What a grant lets somebody do: from the answers of 请人帮办 to services, a cap and a last day."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from services.catalogue import Catalogue
from services.words import Money, Words, words

# Nobody may be let help by somebody who was let help.
SLUG = "helper-authorisation"
DAYS = {"once": 30, "three-months": 92, "one-year": 365}
CAPS_FEN = {"nothing": 0, "y100": 10_000, "y200": 20_000, "y500": 50_000, "y1000": 100_000}
# In a case's details: the slugs that it asks for, its cap in fen, its last day, how often.
TERMS = "terms"


def terms_of(catalogue: Catalogue, answers: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The terms that the answers make, as JSON."""
    return {
        "services": services_in(catalogue, answers["matters"]),
        "cap_fen": CAPS_FEN[answers.get("cap", "nothing")],
        "until": (today + timedelta(days=DAYS[answers["until"]])).isoformat(),
        "most_uses": 1 if answers["until"] == "once" else None,
    }


def services_in(catalogue: Catalogue, matters: Sequence[str]) -> list[str]:
    """The slugs of the services on these shelves of the catalogue."""
    return [
        entry.slug
        for entry in catalogue.entries
        if entry.particulars.category in matters and entry.slug != SLUG
    ]


def cap_said(cap_fen: int) -> Words:
    """A cap as residents read it."""
    if cap_fen == 0:
        return words("不可以替人交钱")
    return words("一个月最多替人交 %(cap)s", cap=Money(cap_fen))
