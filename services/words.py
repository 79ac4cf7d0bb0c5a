"""Words: a sentence with its values, kept untranslated until somebody reads it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Money:
    """An amount in fen, the hundredth of a yuan."""

    fen: int


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month; ``month`` runs from 1 to 12."""

    year: int
    month: int


@dataclass(frozen=True, slots=True, order=True)
class Day:
    """A day of the coming weeks, shown with its weekday and without its year."""

    date: date


@dataclass(frozen=True, slots=True)
class Words:
    """A Chinese source sentence with named ``%(name)s`` places and what stands in them.

    ``plural`` and ``count`` are set by :func:`words_n`, for languages that count.
    """

    msgid: str
    values: tuple[tuple[str, Value], ...] = ()
    plural: str | None = None
    count: int | None = None


Value = str | int | Money | Month | Day | date | time | datetime | Words


def words(msgid: str, /, **values: Value) -> Words:
    """Words for one sentence. ``msgid`` must be a literal, or the catalogues never see it."""
    return Words(msgid, tuple(sorted(values.items())))


def words_n(singular: str, plural: str, n: int, **values: Value) -> Words:
    """Words whose form depends on a number; ``%(n)s`` is that number."""
    return Words(singular, tuple(sorted({**values, "n": n}.items())), plural, n)


def to_json(said: Words) -> dict[str, Any]:
    """A JSON-ready form of words, for drafts and attempts; :func:`from_json` reads it back."""
    kept: dict[str, Any] = {"msgid": said.msgid}
    if said.values:
        kept["values"] = {name: _value_to_json(value) for name, value in said.values}
    if said.plural is not None:
        kept["plural"], kept["count"] = said.plural, said.count
    return kept


def from_json(kept: dict[str, Any]) -> Words:
    """The words that :func:`to_json` wrote. Raises KeyError or ValueError on anything else."""
    values = {name: _value_from_json(value) for name, value in kept.get("values", {}).items()}
    return Words(
        kept["msgid"], tuple(sorted(values.items())), kept.get("plural"), kept.get("count")
    )


def _value_to_json(value: Value) -> Any:
    match value:
        case Words():
            return {"words": to_json(value)}
        case Money(fen):
            return {"fen": fen}
        case Month(year, month):
            return {"month": [year, month]}
        case Day():
            return {"day": value.date.isoformat()}
        case time():
            return {"time": value.isoformat()}
        case datetime():  # before date, which it also is
            return {"moment": value.isoformat()}
        case date():
            return {"date": value.isoformat()}
    return value


_READERS: dict[str, Callable[[Any], Value]] = {
    "words": from_json,
    "fen": Money,
    "month": lambda kept: Month(*kept),
    "day": lambda kept: Day(date.fromisoformat(kept)),
    "time": time.fromisoformat,
    "moment": datetime.fromisoformat,
    "date": date.fromisoformat,
}


def _value_from_json(kept: Any) -> Value:
    match kept:
        case str() | int():
            return kept
        case dict() if len(kept) == 1:
            kind, value = next(iter(kept.items()))
            if kind in _READERS:
                return _READERS[kind](value)
    raise ValueError(f"not a kept value of Words: {kept!r}")
