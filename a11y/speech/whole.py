"""Many sentences as one recording: one voice throughout, within a bounded time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass

from a11y.speech.engines.port import CannotSay
from a11y.speech.speaker import NEURAL, PLAIN, Busy, Speaker, Spoken

# Text, language, and the owner or None.
Sentence = tuple[str, str, str | None]
# Begun ahead for the next time; more would push out what listeners wait for.
BEGUN = 6


@dataclass(frozen=True)
class Reading:
    """Sentences in order (those no voice can say are left out) and the kind of their voice.

    ``said`` tells of each part which of the sentences it is.
    """

    parts: tuple[Spoken, ...]
    engine: str
    said: tuple[int, ...]


def in_one_voice(
    speaker: Speaker, sentences: Sequence[Sentence], rate: int, patience_s: float
) -> Reading:
    """``sentences`` in the neural voice if it has said them all, else plainly.

    The first missing ones begin to be made for the next time. Raises Busy when the plain voice
    needs longer than ``patience_s``: it has kept what it made, so the next call gets further.
    """
    deadline = time.monotonic() + patience_s
    kind = NEURAL if _all_there(speaker, sentences, rate) else PLAIN
    parts: list[Spoken] = []
    said: list[int] = []
    for number, (text, language, owner) in enumerate(sentences):
        if time.monotonic() > deadline:
            raise Busy("a long page is not done yet")
        try:
            parts.append(speaker.say(text, language, rate, owner, only=kind))
        except CannotSay:
            continue
        said.append(number)
    return Reading(tuple(parts), kind, tuple(said))


def _all_there(speaker: Speaker, sentences: Sequence[Sentence], rate: int) -> bool:
    """Whether the neural voice has said all that it can say; the first others are begun."""
    if not speaker.has_neural:
        return False
    missing = [
        (text, language, owner)
        for text, language, owner in sentences
        if speaker.lacks(text, language, rate, owner)
    ]
    for text, language, owner in missing[:BEGUN]:
        speaker.begin(text, language, rate, owner)
    return not missing
