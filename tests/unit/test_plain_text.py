"""Plain text of a sheet: numbered, unwrapped, one line a point."""

from a11y.formats.plain_text import plain_text
from a11y.formats.sheet import Item, Section, Sheet

SHEET = Sheet(
    "交水费",
    "一句话。",
    (Section("谁可以办", ("住户", "房客")), Section("费用", ("不收钱",))),
    "http://localhost/",
)


def test_every_heading_and_point_has_its_number() -> None:
    assert plain_text(SHEET) == (
        "交水费\n\n一句话。\n\n1. 谁可以办\n1.1. 住户\n1.2. 房客\n\n2. 费用\n2.1. 不收钱"
        "\n\nhttp://localhost/\n"
    )


def test_numbers_come_from_the_sheet() -> None:
    assert SHEET.items() == (
        Item("1", "谁可以办", True),
        Item("1.1", "住户", False),
        Item("1.2", "房客", False),
        Item("2", "费用", True),
        Item("2.1", "不收钱", False),
    )
