"""Plain text of a sheet: numbered, unwrapped, one line a point."""

from a11y.formats.plain_text import plain_text
from a11y.formats.sheet import Section, Sheet


def test_every_heading_and_point_has_its_number() -> None:
    sheet = Sheet(
        "交水费",
        "一句话。",
        (Section("谁可以办", ("住户", "房客")), Section("费用", ("不收钱",))),
        "http://localhost/",
    )
    assert plain_text(sheet) == (
        "交水费\n\n一句话。\n\n1. 谁可以办\n1.1. 住户\n1.2. 房客\n\n2. 费用\n2.1. 不收钱"
        "\n\nhttp://localhost/\n"
    )
