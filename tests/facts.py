"""What a page tells a resident, taken out of its looks: so that views and editions compare."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.html_tree import Node
from tests.residents import Resident

# Amounts, times, ages, shares, dates and telephone numbers, as Chinese pages write them.
FIGURE = re.compile(
    r"\d[\d,]*(?:\.\d+)? ?(?:元|个工作日|工作日|分钟|小时|天|周|年|个月|月|日|岁|级|度|吨|立方米|%)"
    r"|(?<!\d)\d{3,12}(?!\d)"
)
SENTENCES = "li", "p", "summary", "dd", "caption"


def plain(text: str) -> str:
    """Text without the spaces by which editions differ."""
    return "".join(text.split())


def figures(text: str) -> set[str]:
    """Every amount, time, date and number that a text names."""
    return {plain(found) for found in FIGURE.findall(text)}


def sentences(page: Node) -> list[str]:
    """The sentences of a guide, in order; links to other pages and buttons are no facts."""
    main = page.one("main")
    return [
        plain(node.text)
        for node in main.walk()
        if node.tag in SENTENCES
        and not node.inside("nav", "form")
        and not any(above.get("id") == "editions" for above in node.ancestors())
        and not _is_way(node)
    ]


def _is_way(node: Node) -> bool:
    """A paragraph that is only a link to another page of the site."""
    links = node.select("a")
    return bool(links) and plain(links[0].text) == plain(node.text)


@dataclass
class Played:
    """A service as one view plays it: what was asked and cost, and what came of it."""

    checked: list[tuple[str, str]] = field(default_factory=list)
    came_of_it: Counter[str] = field(default_factory=Counter)
    # The receipt: its page, and its plain text.
    page: str = ""
    receipt: str = ""


def play(resident: Resident, service: str) -> Played:
    """Do a service with the first answers offered, and keep what each page told."""
    played = Played()
    resident.starts(service).takes_what_is_offered()
    main = resident.page.root.one("main")
    played.checked = [(row.one("dt").text, _answer(row)) for row in main.select("dl.facts div")]
    resident.sends()
    if resident.page.root.select("form[data-cashier]"):
        resident.client.submit(form="form[data-cashier]")
    told = resident.page.root.one("main")
    own = plain(resident.case_reference)
    rows = [plain(row.text).replace(own, "") for row in told.select("dl.facts div")]
    played.came_of_it = Counter([plain(resident.page.h1), *rows])
    played.page = resident.page.html
    address = urlsplit(resident.page.address).path
    played.receipt = resident.client.http.get(f"{address}receipt.txt").get_data(as_text=True)
    return played


def _answer(row: Node) -> str:
    return " ".join(node.text for node in row.one("dd").select("span.line")) or row.one("dd").text
