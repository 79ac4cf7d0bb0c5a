"""The questions of a guide and their words, held against each other when the guide is read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from services.guide import Ask, Asked, Guide

# What is typed needs an example: in a demo every such field shows a valid one.
TYPED = ("text", "long", "digits", "date")


def faults(asks: list[Asked], guide: Guide, text: str) -> Iterator[tuple[int, str]]:
    """Line and fault of each question that this language does not say as ``asks`` want it.

    ``text`` is the file that ``guide`` was read from.
    """
    own = {asked.slug: asked for asked in asks if asked.slug}
    for slug, asked in own.items():
        ask = guide.asks.get(slug)
        if ask is None:
            yield 1, f"asks.{slug}: the words are missing"
            continue
        for part, fault in _of_one(asked, ask):
            yield _line(text, slug, part), f"asks.{slug}{part}: {fault}"
    for slug in guide.asks:
        if slug not in own:
            yield _line(text, slug, ""), f"asks.{slug}: service.toml asks no such question"


def _of_one(asked: Asked, ask: Ask) -> Iterator[tuple[str, str]]:
    if set(ask.options) != set(asked.options):
        unlike = sorted(set(ask.options) ^ set(asked.options))
        yield ".options", f"not the options of service.toml: {', '.join(unlike)}"
    if asked.kind in TYPED and not ask.example:
        yield "", "what is typed needs an example"


def _line(text: str, slug: str, part: str) -> int:
    table = re.compile(rf"\[asks\.{re.escape(slug + part)}\]")
    lines = enumerate(text.splitlines(), start=1)
    return next((number for number, line in lines if table.match(line.strip())), 1)
