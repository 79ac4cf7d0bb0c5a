"""Long choices in pieces, such as the days of one week; links lead to the other pieces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask import request

from services.journey import Group, Option
from services.words import words


@dataclass(frozen=True)
class Piece:
    """Some of the options of a question, shown together; ``group`` names them."""

    group: Group
    options: Sequence[Option]


@dataclass(frozen=True)
class Shown:
    """The piece on the page, all there are, and what is chosen already in another one."""

    here: str
    options: Sequence[Option]
    pieces: Sequence[Piece] = ()
    elsewhere: Option | None = None


def shown_piece(
    slug: str,
    options: Sequence[Option],
    chosen: Sequence[str],
    typed: Mapping[str, list[str]],
    most: int | None,
) -> Shown:
    """The piece to show of a question's options, ``most`` of them at most.

    The address asks for one by ``?<question>=<piece>``; else the one seen before a problem, else
    the one with the choice, else the first.
    """
    pieces = in_pieces(options, most)
    if len(pieces) < 2:
        return Shown("", options)
    asked = [request.args.get(slug), *typed.get(f"{slug}-piece", [])]
    by_name = {piece.group.slug: piece for piece in pieces}
    holding = [p for p in pieces if any(option.value in chosen for option in p.options)]
    here = next((by_name[name] for name in asked if name in by_name), (holding or pieces)[0])
    elsewhere = None
    if holding and here not in holding:
        elsewhere = next(o for o in holding[0].options if o.value in chosen)
    return Shown(here.group.slug, here.options, pieces, elsewhere)


def in_pieces(options: Sequence[Option], most: int | None) -> list[Piece]:
    """Options by their groups; a group of more than ``most`` falls into parts of like size."""
    found = []
    for group, members in groupby(options, key=lambda option: option.group):
        one = list(members)
        if group is None:
            group = Group("all", words("全部"))
        found += _parted(group, one, most)
    return found


def _parted(group: Group, options: Sequence[Option], most: int | None) -> list[Piece]:
    count = 1 if most is None else -(-len(options) // most)
    if count == 1:
        return [Piece(group, options)]
    size = -(-len(options) // count)
    return [
        Piece(
            Group(
                f"{group.slug}-{number}",
                words("%(group)s，第 %(number)s 页", group=group.label, number=number),
            ),
            options[start : start + size],
        )
        for number, start in enumerate(range(0, len(options), size), 1)
    ]
