"""What can be found: services, their questions and facts, life events and the site's own pages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from pathlib import Path

from services.catalogue import Catalogue, Entry
from services.finding.sayings import meat, sayings
from services.finding.text import EXACT, joined, name_pieces, near_pieces, pieces
from services.guide import Guide
from services.shelves import EVENTS
from services.storage.search_index import Document
from services.words import Words

SERVICE, QUESTION, FACT, EVENT, PAGE = "service", "question", "fact", "event", "page"
_MARKUP = re.compile(r"<[^>]*>|&[a-z#0-9]+;")
_DOING = re.compile(r"^(?:交|领|办|约|申请|预约|申办|Pay (?:the |a )?|Apply for (?:the |a )?)")


@dataclass(frozen=True)
class Place:
    """A page of the site that is no service: its address, its names and what people call it."""

    address: str
    name: Words
    note: Words
    said: tuple[str, ...]


def documents(catalogue: Catalogue, places: Sequence[Place]) -> Iterator[Document]:
    """Everything there is to find, services before their questions, questions before facts."""
    for entry in catalogue.entries:
        yield _service(entry)
    for at, (slug, event) in enumerate(EVENTS.items()):
        said = sayings().events.get(slug, [])
        yield _named(EVENT, slug, at, [event.name.msgid], said, [event.summary.msgid])
    for at, place in enumerate(places):
        yield _named(PAGE, place.address, at, [place.name.msgid], place.said, [place.note.msgid])
    for entry in catalogue.entries:
        yield from _questions(entry)
    for entry in catalogue.entries:
        yield from _facts(entry)


def version(catalogue: Catalogue, places: Sequence[Place]) -> str:
    """Changes with anything that is searched, and with how it is taken to pieces."""
    said = blake2b(digest_size=12)
    for path in sorted(Path(__file__).parent.glob("*.*")):
        said.update(path.read_bytes())
    said.update(repr((catalogue.entries, places, EVENTS)).encode())
    return said.hexdigest()


@lru_cache(maxsize=4096)
def spellings(name: str) -> frozenset[str]:
    """Every piece by which a name may be found, typed right or nearly so."""
    return frozenset((EXACT + joined(name), *name_pieces(name), *near_pieces(name)))


def short_name(name: str) -> str:
    """A name without what is done: people type 水费 for 交水费."""
    return _DOING.sub("", name) or name


def _searched(entry: Entry) -> list[Guide]:
    """The guides whose words are searched: traditional characters are read as simplified ones."""
    return [guide for language, guide in entry.guides.items() if language != "zh-Hant"]


def _service(entry: Entry) -> Document:
    guides = _searched(entry)
    told = [part for guide in guides for part in _told(guide)]
    names = [name for guide in guides for name in (guide.name, short_name(guide.name))]
    said = [name for guide in guides for name in guide.synonyms]
    return _named(SERVICE, entry.slug, entry.particulars.order, names, said, told)


def _told(guide: Guide) -> Iterable[str]:
    return (guide.note, guide.summary, *guide.who, *guide.gives, *guide.bring, *guide.where)


def _named(
    kind: str,
    key: str,
    order: int,
    names: Iterable[str],
    said: Iterable[str],
    told: Iterable[str],
) -> Document:
    return Document(
        kind,
        key,
        order,
        name=_all(spellings(name) for name in names),
        alias=_all(spellings(name) for name in said),
        body=_all(pieces(_bare(part)) for part in told),
    )


def _questions(entry: Entry) -> Iterator[Document]:
    guides = _searched(entry)
    for at in range(min(len(guide.questions) for guide in guides)):
        both = [guide.questions[at] for guide in guides]
        yield Document(
            QUESTION,
            entry.slug,
            at + 1,
            question=_all(_asked(_bare(question.ask)) for question in both),
            body=_all(pieces(_bare(question.answer)) for question in both),
        )


def _asked(question: str) -> Iterable[str]:
    return (EXACT + "".join(meat(question)), *pieces(question))


def _facts(entry: Entry) -> Iterator[Document]:
    guides = _searched(entry)
    for at in range(min(len(guide.facts) for guide in guides)):
        said = [guide.facts[at].words for guide in guides]
        yield Document(FACT, entry.slug, at + 1, body=_all(pieces(_bare(each)) for each in said))


def _bare(markup: str) -> str:
    return _MARKUP.sub(" ", str(markup))


def _all(parts: Iterable[Iterable[str]]) -> tuple[str, ...]:
    # Sorted, so that an index built twice is the same.
    return tuple(sorted({piece for part in parts for piece in part}))
