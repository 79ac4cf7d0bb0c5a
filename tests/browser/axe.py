"""axe-core on the page that is open: every tag up to WCAG 2.2 AAA."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from playwright.sync_api import Page

SOURCE = Path(__file__).parent.parent / "vendor" / "axe.min.js"
TAGS = [
    "wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa", "wcag22aaa",
    "best-practice", "section508", "EN-301-549", "EN-301-549v4",
]  # fmt: skip
# Off unless asked for by name.
ASKED_FOR = (
    "color-contrast-enhanced",
    "identical-links-same-purpose",
    "landmark-complementary-is-top-level",
    "meta-refresh-no-exceptions",
    "target-size",
)


@dataclass(frozen=True)
class Finding:
    """One rule at one place. ``sure`` tells a violation from what axe could not decide."""

    rule: str
    target: str
    message: str
    sure: bool


@cache
def _source() -> str:
    return SOURCE.read_text("utf-8")


def findings(page: Page) -> list[Finding]:
    """What axe has to say about the open page."""
    # Added through the debugger, so that the page's own script policy stays as strict as it is.
    page.evaluate(f"() => {{ {_source()} }}")
    options = {
        "runOnly": {"type": "tag", "values": TAGS},
        "rules": {rule: {"enabled": True} for rule in ASKED_FOR},
        "resultTypes": ["violations", "incomplete"],
    }
    result: dict[str, Any] = page.evaluate("(options) => axe.run(document, options)", options)
    return [*_read(result["violations"], True), *_read(result["incomplete"], False)]


def _read(rules: list[dict[str, Any]], sure: bool) -> Iterator[Finding]:
    for rule in rules:
        for node in rule["nodes"]:
            target = " ".join(map(str, node["target"]))
            told = " ".join(str(node.get("failureSummary", "")).split())
            yield Finding(rule["id"], target, told or rule["help"], sure)
