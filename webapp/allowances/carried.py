"""Answers of a check, carried from page to page in its address, where only we can read them.

Nothing is kept on the server, and yet each page is an address: it can be reloaded, read aloud, and
switched in view and language. What is carried is sealed with the key ring and holds for an hour.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from services.storage import SealBroken, UnknownKey
from webapp.wiring import parts

# How long somebody may think it over.
SECONDS = 3600
# A typed field is cut here: an address must stay short enough to be read aloud.
LONGEST_TYPED = 60
# Longer than anything that we make.
LONGEST = 1_500
_PLACE = "check.carried"


@dataclass(frozen=True)
class Carried:
    """``typed`` is what a page did not take; ``told`` once a reminder is set."""

    slug: str
    answers: Mapping[str, Any] = field(default_factory=dict)
    typed: Mapping[str, list[str]] = field(default_factory=dict)
    told: bool = False


def sealed(carried: Carried) -> str:
    """The text to put into an address."""
    typed = {name: [v[:LONGEST_TYPED] for v in given] for name, given in carried.typed.items()}
    now = int(parts().clock.now().timestamp())
    inside = [carried.slug, now, dict(carried.answers), typed, carried.told]
    text = json.dumps(inside, ensure_ascii=False, separators=(",", ":"))
    return base64.urlsafe_b64encode(parts().db.keys.seal(text, _PLACE)).rstrip(b"=").decode()


def opened(text: str, slug: str) -> Carried | None:
    """What ``sealed`` made for this service within the hour; None for anything else."""
    if not text or len(text) > LONGEST:
        return None
    try:
        blob = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
        inside = json.loads(parts().db.keys.open(blob, _PLACE))
    except (binascii.Error, ValueError, SealBroken, UnknownKey):
        return None
    made_for, at, answers, typed, told = inside
    if made_for != slug or parts().clock.now().timestamp() - at > SECONDS:
        return None
    return Carried(slug, answers, typed, told)
