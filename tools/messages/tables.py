"""Chinese sentences in TOML tables, such as the places of the district, for the catalogues."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from tools.messages.templates import HAN

Found = tuple[int, str, str, list[str]]


def sentences(
    file: BytesIO, keywords: Sequence[str], comment_tags: Sequence[str], options: dict[str, str]
) -> Iterator[Found]:
    """Every Chinese value of one table, as Babel asks for it: line, function, sentence, remarks."""
    text = file.read().decode("utf-8")
    lines = text.splitlines()
    for said in dict.fromkeys(_values(tomllib.loads(text))):
        line = next((n for n, written in enumerate(lines, 1) if said in written), 0)
        yield line, "_", said, []


def _values(table: Any) -> Iterator[str]:
    if isinstance(table, dict):
        table = list(table.values())
    if isinstance(table, list):
        for value in table:
            yield from _values(value)
    elif isinstance(table, str) and HAN.search(table):
        yield table
