"""Long choices fall into pieces: by their groups, and no longer than a view can bear."""

from __future__ import annotations

from services.journey import Group, Option
from services.words import words
from webapp.journeys.pieces import in_pieces

WEEK = Group("w48", words("这一周"))
NEXT = Group("w49", words("下一周"))


def _options(group: Group | None, count: int) -> list[Option]:
    slug = group.slug if group else "none"
    return [Option(f"{slug}-{n}", words("一天"), group=group) for n in range(count)]


def _sizes(options: list[Option], most: int | None) -> list[tuple[str, int]]:
    return [(piece.group.slug, len(piece.options)) for piece in in_pieces(options, most)]


def test_each_group_is_a_piece() -> None:
    options = [*_options(WEEK, 3), *_options(NEXT, 5)]
    assert _sizes(options, 6) == [("w48", 3), ("w49", 5)]


def test_a_long_group_falls_into_parts_of_like_size() -> None:
    assert _sizes(_options(WEEK, 7), 6) == [("w48-1", 4), ("w48-2", 3)]
    assert _sizes(_options(WEEK, 7), None) == [("w48", 7)]


def test_many_options_without_groups_are_parted_only_where_a_view_asks() -> None:
    assert _sizes(_options(None, 13), 6) == [("all-1", 5), ("all-2", 5), ("all-3", 3)]
    assert _sizes(_options(None, 13), None) == [("all", 13)]
    assert _sizes([], 6) == []
