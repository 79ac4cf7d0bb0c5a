"""Decisions as cases keep them: shown again as they were, or computed anew by their release."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from services.subsidies.becoming import Becoming
from services.subsidies.calculation import Answer
from services.subsidies.decisions import Decision, Reason, Verdict, decide
from services.subsidies.facts import Facts
from services.words import Money, Month, from_json, to_json


def to_case(decision: Decision, facts: Facts) -> dict[str, Any]:
    """What a case keeps of a decision, as JSON values: enough to show it and to compute it anew."""
    becomes = decision.becomes
    return {
        "facts": facts.to_json(),
        "on": decision.on.isoformat(),
        "verdict": decision.verdict.value,
        "fen": decision.amount.fen if decision.amount else None,
        "month": [decision.from_month.year, decision.from_month.month]
        if decision.from_month
        else None,
        "reasons": [
            [to_json(reason.said), int(reason.answer), reason.source, reason.verified]
            for reason in decision.reasons
        ],
        "nearest": [to_json(said) for said in decision.nearest],
        "becomes": [becomes.on.isoformat(), becomes.apply_from.isoformat(), to_json(becomes.said)]
        if becomes
        else None,
        "version": decision.version,
        "unverified": decision.unverified,
    }


def from_case(allowance: str, kept: Mapping[str, Any]) -> Decision:
    """The decision as it was made; nothing is computed."""
    becomes = kept["becomes"]
    return Decision(
        allowance=allowance,
        on=date.fromisoformat(kept["on"]),
        verdict=Verdict(kept["verdict"]),
        amount=None if kept["fen"] is None else Money(kept["fen"]),
        from_month=None if kept["month"] is None else Month(*kept["month"]),
        reasons=tuple(
            Reason(from_json(said), Answer(answer), source, verified)
            for said, answer, source, verified in kept["reasons"]
        ),
        nearest=tuple(from_json(said) for said in kept["nearest"]),
        becomes=Becoming(
            date.fromisoformat(becomes[0]), date.fromisoformat(becomes[1]), from_json(becomes[2])
        )
        if becomes
        else None,
        version=kept["version"],
        unverified=kept["unverified"],
    )


def recompute(allowance: str, kept: Mapping[str, Any]) -> Decision:
    """The decision of a case computed again, by the release of the parameters it was made under."""
    facts = Facts.from_json(kept["facts"])
    return decide(allowance, facts, date.fromisoformat(kept["on"]), kept["version"])
