"""Rules of tables: a caption that says what it is, headers that say what they head."""

from __future__ import annotations

from collections.abc import Iterator

from tests.html_rules.page import Page, shown


def captions_tables(page: Page) -> Iterator[str]:
    """Each table begins with a caption and has header cells with a scope."""
    for table in page.tagged("table"):
        captions = table.select("caption")
        if len(captions) != 1 or not captions[0].text:
            yield f"has a table without a caption: {shown(table)}"
        headers = table.select("th")
        if not headers:
            yield f"has a table without header cells: {shown(table)}"
        for cell in headers:
            if cell.get("scope") not in ("col", "row", "colgroup", "rowgroup"):
                yield f"has a header cell without scope=col or row: {shown(cell)}"
            if not cell.label:
                yield f"has an empty header cell; say what it heads: {shown(cell)}"


def describes_lists(page: Page) -> Iterator[str]:
    """Lists hold items only, so that their length is announced rightly."""
    for node in page.tagged("ul", "ol"):
        for child in node.children:
            if child.tag not in ("li", "script", "template"):
                yield f"has {shown(child)} directly in a list; wrap it in <li>"


ANYWHERE = (captions_tables, describes_lists)
