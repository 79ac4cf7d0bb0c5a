"""Every service there is, read from guides/ at start-up; a fault names its file and line."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError

from services.asking import faults
from services.guide import Ask, Guide, Part, Particulars
from services.shelves import CATEGORIES
from services.words import Words

GUIDES = Path(__file__).parent / "guides"
SOURCE = "zh-Hans"
# zh-Hant is made from zh-Hans; until it is there, the source is shown.
REQUIRED = (SOURCE, "en")
OPTIONAL = ("zh-Hant",)

Shape = TypeVar("Shape", bound=Part)


class GuideFault(ValueError):
    """A guide cannot be used; the message is ``file:line: what is wrong``."""


@dataclass(frozen=True)
class Entry:
    """One service: its particulars and its guide by language tag."""

    slug: str
    particulars: Particulars
    guides: Mapping[str, Guide]

    def guide(self, language: str) -> Guide:
        """The guide in ``language``, or in the source language where there is none."""
        return self.guides.get(language) or self.guides[SOURCE]


@dataclass(frozen=True)
class Catalogue:
    """All services, in the order they are offered."""

    entries: tuple[Entry, ...]

    def entry(self, slug: str) -> Entry | None:
        """The service called ``slug``, if there is one."""
        return next((entry for entry in self.entries if entry.slug == slug), None)

    def by_category(self) -> list[tuple[str, Words, list[Entry]]]:
        """Slug, name and services of each category that has any, in catalogue order."""
        return [
            (slug, category.name, found)
            for slug, category in CATEGORIES.items()
            if (found := [e for e in self.entries if e.particulars.category == slug])
        ]

    def of_event(self, event: str) -> list[Entry]:
        """The services that a life event calls for, in catalogue order."""
        return [entry for entry in self.entries if event in entry.particulars.events]

    def sentences(self, language: str) -> dict[str, str]:
        """Names of services and words of guides' own questions: from the source to ``language``."""
        names = {str(e.guide(SOURCE).name): str(e.guide(language).name) for e in self.entries}
        return names | {
            source: said
            for entry in self.entries
            for slug, ask in entry.guide(SOURCE).asks.items()
            for source, said in _side_by_side(ask, entry.guide(language).asks[slug])
        }


def _side_by_side(source: Ask, other: Ask) -> Iterator[tuple[str, str]]:
    yield source.label, other.label
    yield source.name, other.name
    yield source.hint or "", other.hint or ""
    yield source.example or "", other.example or ""
    for value, said in source.options.items():
        yield said, other.options[value]


def load_catalogue(folder: Path = GUIDES) -> Catalogue:
    """The catalogue in ``folder``. Raises GuideFault at the first guide that cannot be used.

    Read again only when a file was changed: one process may open many sites.
    """
    stamps = tuple(path.stat().st_mtime_ns for path in sorted(folder.glob("*/*.toml")))
    return _loaded(folder, stamps)


@lru_cache(maxsize=2)
def _loaded(folder: Path, stamps: tuple[int, ...]) -> Catalogue:
    entries = [_entry(path.parent) for path in sorted(folder.glob("*/service.toml"))]
    if not entries:
        raise GuideFault(f"{folder}:1: there is no guide in this folder")
    return Catalogue(tuple(sorted(entries, key=lambda entry: entry.particulars.order)))


def _entry(folder: Path) -> Entry:
    guides = {tag: read(folder / f"{tag}.toml", Guide) for tag in REQUIRED}
    for tag in OPTIONAL:
        path = folder / f"{tag}.toml"
        if path.exists():
            guides[tag] = read(path, Guide)
    particulars = read(folder / "service.toml", Particulars)
    for tag, guide in guides.items():
        path = folder / f"{tag}.toml"
        for line, fault in faults(particulars.asks, guide, path.read_text("utf-8")):
            raise GuideFault(f"{path}:{line}: {fault}")
    return Entry(folder.name, particulars, guides)


def read(path: Path, shape: type[Shape]) -> Shape:
    """A TOML file as ``shape``. Raises GuideFault naming file, line and key."""
    try:
        text = path.read_text("utf-8")
        return shape.model_validate(tomllib.loads(text))
    except FileNotFoundError:
        raise GuideFault(f"{path}:1: the file is missing") from None
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        raise GuideFault(f"{path}:{line[1] if line else 1}: {error}") from None
    except ValidationError as error:
        first = error.errors()[0]
        keys = ".".join(map(str, first["loc"]))
        raise GuideFault(f"{path}:{_line(text, first['loc'])}: {keys}: {first['msg']}") from None


def _line(text: str, keys: tuple[Any, ...]) -> int:
    """The line of a key such as ``("questions", 2, "ask")``; its table's where it is missing."""
    lines = text.splitlines()
    at = 0
    if len(keys) > 1 and isinstance(keys[1], int):
        tables = [n for n, line in enumerate(lines) if line.strip() == f"[[{keys[0]}]]"]
        at = tables[keys[1]] if keys[1] < len(tables) else 0
    name = next((key for key in reversed(keys) if isinstance(key, str)), "")
    for number in range(at, len(lines)):
        if re.match(rf"{re.escape(name)}\s*=", lines[number]):
            return number + 1
    return at + 1
