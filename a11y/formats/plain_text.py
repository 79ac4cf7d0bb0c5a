"""A sheet of facts → plain text: every heading and point numbered, nothing drawn, no line cut.

Lines are not wrapped: whoever reads in large letters, or by ear, has lines of another length.
"""

from __future__ import annotations

from a11y.formats.sheet import Sheet


def plain_text(sheet: Sheet) -> str:
    """The sheet as text that ends with a line end."""
    lines = [sheet.title, "", sheet.summary]
    for item in sheet.items():
        if item.is_heading:
            lines.append("")
        lines.append(f"{item.number}. {item.text}")
    return "\n".join([*lines, "", sheet.address]) + "\n"
