"""What is known of somebody who asks for an allowance: the input of the rules."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from datetime import date
from typing import Any

# Kinds on a disability certificate as far as a rule tells them apart.
KINDS = ("sight", "hearing", "limb", "intellect", "mental", "multiple")
# From most to least need. "severe" is 重残无业, "margin" is 低保边缘; "unsure" is no class.
HOUSEHOLDS = ("dibao", "severe", "margin", "none", "unsure")
# What may be received already: this allowance itself, or one that stands against it.
RECEIVED = ("this", "support", "injury", "orphan", "same-kind")


@dataclass(frozen=True)
class Facts:
    """The facts of one person. What a rule does not ask stays as it is here.

    ``grade`` runs from 1 (heaviest) to 4; 0 stands for no certificate. ``kind`` is one of KINDS,
    ``household`` one of HOUSEHOLDS, ``receives`` some of RECEIVED.
    """

    born: date | None = None
    shanghai: bool = True
    certificate: bool = False
    kind: str = "limb"
    grade: int = 0
    household: str = "unsure"
    receives: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """As a case keeps them."""
        born = None if self.born is None else self.born.isoformat()
        return {**asdict(self), "born": born, "receives": list(self.receives)}

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Facts:
        """What ``to_json`` wrote."""
        known = {field.name: kept[field.name] for field in fields(cls)}
        born = None if kept["born"] is None else date.fromisoformat(kept["born"])
        return cls(**{**known, "born": born, "receives": tuple(kept["receives"])})
