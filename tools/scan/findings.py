"""What the scanner found, beside what is explained in docs/conformance/scan.toml."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

EXPLAINED = Path("docs/conformance/scan.toml")
LEVELS = ("informational", "low", "medium", "high", "critical")
INFORMATIONAL = 0


@dataclass(frozen=True)
class Finding:
    """One finding: its kind as the scanner names it, level 0 to 4, path and what was said."""

    kind: str
    level: int
    path: str
    info: str

    def fits(self, explained: dict[str, str]) -> bool:
        """Whether an explanation speaks of this finding."""
        return (
            explained["kind"] == self.kind
            and re.fullmatch(explained["path"], self.path) is not None
            and explained["says"] in self.info
        )


def read(report: Path) -> list[Finding]:
    """The findings of one report of wapiti (JSON)."""
    told = json.loads(report.read_text("utf-8"))
    return list(_findings(told))


def _findings(told: dict[str, dict[str, list[dict[str, str | int]]]]) -> Iterator[Finding]:
    for group in ("vulnerabilities", "anomalies", "additionals"):
        for kind, found in told.get(group, {}).items():
            for each in found:
                level = int(each.get("level", INFORMATIONAL))
                yield Finding(kind, level, str(each["path"]), str(each["info"]))


def unexplained(found: list[Finding]) -> list[Finding]:
    """Those above informational that nobody has looked at yet."""
    known = tomllib.loads(EXPLAINED.read_text("utf-8")).get("finding", [])
    return [
        each
        for each in found
        if each.level > INFORMATIONAL and not any(each.fits(entry) for entry in known)
    ]
