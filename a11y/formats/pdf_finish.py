"""Last touches to a tagged PDF before it is written, where WeasyPrint stops short of PDF/UA-1.

Running heads and page numbers become artifacts, so that no screen reader says them on every page,
and links stay on paper.
"""

from __future__ import annotations

from typing import Any

import pydyf

# Table 165 of ISO 32000-1: an annotation without this flag is missing on paper.
PRINT_FLAG = 4


def finish(_document: Any, pdf: pydyf.PDF) -> None:
    """Change the objects of ``pdf``; given to WeasyPrint as its ``finisher``."""
    by_reference = {part.reference: part for part in pdf.objects}
    for part in pdf.objects:
        if isinstance(part, dict) and part.get("Subtype") == "/Link":
            part["F"] = PRINT_FLAG
    root = by_reference[pdf.catalog["StructTreeRoot"]]
    numbers = by_reference[root["ParentTree"]]["Nums"]
    for page, elements in zip(pdf.page_references, numbers[1::2], strict=False):
        outside = {
            mark for mark, found in enumerate(elements) if not _is_in_tree(found, by_reference)
        }
        content = by_reference[by_reference[page]["Contents"]].stream
        for place, part in enumerate(content):
            if isinstance(part, pydyf.Dictionary) and part.get("MCID") in outside:
                content[place - 1 : place + 1] = [
                    b"/Artifact",
                    pydyf.Dictionary({"Type": "/Pagination"}),
                ]
        for mark in outside:
            elements[mark] = "null"


def _is_in_tree(reference: bytes, by_reference: dict[bytes, Any]) -> bool:
    """Whether an element can be reached from the document's root; margins hang beside it."""
    element = by_reference[reference]
    while element["S"] != "/Document":
        parent = by_reference[element["P"]]
        if reference not in parent["K"]:
            return False
        reference, element = element["P"], parent
    return True
