"""Two independent checkers of tagged PDF, and what neither of them can see."""

from __future__ import annotations

from pathlib import Path

import outloud
import pdfua
from outloud.criteria import evaluate
from outloud.registry import load_catalogue


def faults(pdf: bytes, folder: Path) -> list[str]:
    """Every error and warning of both checkers, by rule."""
    path = folder / "checked.pdf"
    path.write_bytes(pdf)
    first, second = outloud.check(str(path)), pdfua.validate(str(path))
    assert first.error is None
    return [
        *(f"outloud {found.rule}: {found.message}" for found in first.findings),
        *(f"pdfua {found.rule_id}: {found.message}" for found in second.findings),
    ]


def for_people(pdf: bytes, folder: Path) -> list[str]:
    """Checkpoints of PDF/UA-1 (Matterhorn Protocol 1.1) that only a person can judge."""
    path = folder / "checked.pdf"
    path.write_bytes(pdf)
    rows = evaluate(outloud.check(str(path)), load_catalogue())["pdfua1"]
    return [row["id"] for row in rows if row["status"] == "manual"]
