"""Set sentences for talks in writing: those shipped, and what editors made of them."""

from __future__ import annotations

import secrets
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from opencc import OpenCC

from services.actors import Actor
from services.cleaning.text import read_text
from services.clock import Clock
from services.deeds import Deed
from services.journey import AnswerProblem
from services.storage import Database, Work
from services.storage.phrases import PhraseRow
from services.storage.trail import TrailEntry
from services.words import Words, words

__all__ = ["ANSWERS", "LONGEST", "TOPICS", "Phrase", "PhraseBook", "PhraseRefused", "phrases"]

SOURCE, TRADITIONAL, ENGLISH = "zh-Hans", "zh-Hant", "en"
# What stands large on a screen is short.
LONGEST = 60
# English says the same with more signs.
LONGEST_ENGLISH = 140
SHIPPED = Path(__file__).parent / "phrases.toml"

TOPICS: Mapping[str, Words] = {
    "hello": words("打招呼"),
    "papers": words("证件和材料"),
    "form": words("填表"),
    "money": words("钱"),
    "wait": words("等一等"),
    "where": words("去哪里"),
    "check": words("看懂没有"),
    "end": words("办完了"),
}
# What the resident presses instead of typing. Six, as many as any view shows at once.
ANSWERS = "answers"


class PhraseRefused(Exception):
    """Nothing was changed; ``words`` say why."""

    def __init__(self, said: Words) -> None:
        super().__init__(said.msgid)
        self.words = said


@dataclass(frozen=True)
class Phrase:
    """A sentence by language tag. ``version`` counts its changes; 0 is as it was shipped."""

    key: str
    topic: str
    texts: Mapping[str, str]
    shown: bool = True
    version: int = 0

    def text(self, tag: str) -> str:
        """The sentence in a language; in the source language where it was not translated."""
        return self.texts.get(tag) or self.texts[SOURCE]


@cache
def _shipped() -> Sequence[Phrase]:
    listed = tomllib.loads(SHIPPED.read_text("utf-8"))["phrases"]
    tags = (SOURCE, TRADITIONAL, ENGLISH)
    return [Phrase(each["key"], each["topic"], {t: each[t] for t in tags}) for each in listed]


def phrases(work: Work) -> dict[str, Phrase]:
    """Every sentence by key, as editors left it; those added stand last."""
    known = {phrase.key: phrase for phrase in _shipped()}
    for row in work.phrases.all():
        known[row.key] = Phrase(row.key, row.topic, row.texts, row.shown, row.version)
    return known


class PhraseBook:
    """Where sentences are listed and changed; every method may raise StorageUnavailable."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock

    def all(self) -> dict[str, Phrase]:
        """Every sentence by key, also those taken away."""
        with self._db.read() as work:
            return phrases(work)

    def of(self, topic: str) -> list[Phrase]:
        """The sentences that a topic offers."""
        return [each for each in self.all().values() if each.topic == topic and each.shown]

    def change(
        self, key: str, version: int, texts: Mapping[str, str], shown: bool, clerk: Actor
    ) -> None:
        """Say a sentence in another way, take it away or bring it back.

        Raises AnswerProblem for a text that can't be taken, PhraseRefused when another editor
        changed it since ``version``, KeyError for a sentence that is not there.
        """
        with self._db.write() as work:
            known = phrases(work)[key]
            shown = shown or known.topic == ANSWERS
            self._keep(work, Phrase(key, known.topic, read_texts(texts), shown, version + 1), clerk)

    def add(self, topic: str, texts: Mapping[str, str], clerk: Actor) -> str:
        """Add a sentence to a topic (a key of TOPICS); its key. Raises AnswerProblem."""
        key = f"{topic}-{secrets.token_hex(4)}"
        with self._db.write() as work:
            self._keep(work, Phrase(key, topic, read_texts(texts), True, 1), clerk)
        return key

    def _keep(self, work: Work, phrase: Phrase, clerk: Actor) -> None:
        assert clerk.id is not None  # every clerk has an account
        now = self._clock.now()
        row = PhraseRow(phrase.key, phrase.topic, phrase.texts, phrase.shown, phrase.version)
        if not work.phrases.keep(row, clerk.id, now):
            raise PhraseRefused(
                words("刚才有别的同事改过这一句。请看一看现在是怎么写的，再改一次。")
            )
        work.trail.add(TrailEntry(clerk, Deed.PHRASE_CHANGED, None, phrase.key), now)


def read_texts(typed: Mapping[str, str]) -> dict[str, str]:
    """A sentence in each language as it was typed.

    Left empty, traditional characters are made of the simplified ones, and whoever reads English
    gets the Chinese. Raises AnswerProblem, which is about the source language.
    """
    source = _one_line(typed.get(SOURCE, ""), LONGEST)
    traditional, english = (typed.get(tag, "").strip() for tag in (TRADITIONAL, ENGLISH))
    texts = {
        SOURCE: source,
        TRADITIONAL: _one_line(traditional, LONGEST) if traditional else _converted(source),
    }
    return texts | ({ENGLISH: _one_line(english, LONGEST_ENGLISH)} if english else {})


def _one_line(typed: str, longest: int) -> str:
    line = " ".join(read_text(typed, longest).split())
    if not line:
        raise AnswerProblem(words("这里还没有填。请写几个字。"))
    return line


@cache
def _converter() -> OpenCC:
    return OpenCC("s2tw")


def _converted(text: str) -> str:
    made: str = _converter().convert(text)
    return made
