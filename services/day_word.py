"""今日暗号: the word of the day, by which residents know a true message or call."""

from __future__ import annotations

import hmac
from datetime import date
from functools import cache
from hashlib import sha256
from pathlib import Path

from services.cases import DISTRICT_TIME
from services.clock import Clock
from services.storage.crypto import fresh_key, write_secret_file
from services.words import Words, words

_LIST = Path(__file__).with_name("day_words.txt")
# Days in a row never share a word: each takes from a group of its own.
GROUPS = 4
SHORTEST_KEY = 32


class DayWords:
    """The words of a district; whoever lacks its key can't tell those of the days to come."""

    def __init__(self, key: bytes, clock: Clock) -> None:
        """Raises ValueError for a key of fewer than SHORTEST_KEY bytes."""
        if len(key) < SHORTEST_KEY:
            raise ValueError(f"a key must have {SHORTEST_KEY} signs or more")
        self._key = key
        self._clock = clock

    @classmethod
    def from_file(cls, path: Path, clock: Clock) -> DayWords:
        """With the key in a file, made (mode 0600) when there is none.

        It is none of the key ring's: when those keys change, the word of the day must not.
        """
        if not path.exists():
            write_secret_file(path, fresh_key().hex() + "\n", replace=False)
        return cls(path.read_text().strip().encode(), clock)

    def today(self) -> date:
        """The day in the district."""
        return self._clock.now().astimezone(DISTRICT_TIME).date()

    def of(self, day: date) -> str:
        """The word that everybody hears on a day."""
        return self._word(day.toordinal(), f"district {day.isoformat()}")

    def own(self, person_id: int, day: date) -> str:
        """The word that only this resident and the clerks see on a day; never the district's."""
        return self._word(day.toordinal() + GROUPS // 2, f"person {person_id} {day.isoformat()}")

    def signed(self, said: Words) -> Words:
        """A message with the word of today behind it."""
        word = self.of(self.today())
        return words("%(said)s今天的暗号：%(word)s。", said=said, word=word)

    def _word(self, turn: int, about: str) -> str:
        group = known_words()[turn % GROUPS :: GROUPS]
        drawn = hmac.digest(self._key, about.encode(), sha256)
        return group[int.from_bytes(drawn) % len(group)]


@cache
def known_words() -> tuple[str, ...]:
    """The words there are: no two share a character or sound alike, in no accent."""
    return tuple(_LIST.read_text("utf-8").split())
