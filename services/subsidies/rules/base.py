"""The person the rules are about, and how a rule is written: one function, three answers."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from numpy import where
from openfisca_core.entities import Entity
from openfisca_core.periods import DateUnit
from openfisca_core.variables import Variable

from services.subsidies.calculation import Answer

PERSON = Entity("person", "persons", "Somebody who asks for an allowance", "")

Formula = Callable[[Any, Any, Any], Any]


def given(name: str, value_type: type, default: Any = None) -> type[Variable]:
    """A fact: never computed, the same on every day."""
    said = {
        "value_type": value_type,
        "entity": PERSON,
        "definition_period": DateUnit.ETERNITY,
        "default_value": value_type() if default is None else default,
    }
    return type(name, (Variable,), said)


def rule(formula: Formula) -> type[Variable]:
    """A variable of Answers, named after its formula and computed for one day."""
    return _computed(formula, Answer.PERSON)


def amount(formula: Formula) -> type[Variable]:
    """A variable of whole yuan a month."""
    return _computed(formula, 0)


def required(name: str, fact: str, group: str, condition: str, other: Answer) -> type[Variable]:
    """A rule called ``name``: ``fact`` must hold where the ``condition`` of ``group`` asks for it.

    ``other`` is the answer where it is asked for and does not hold.
    """

    def formula(person: Any, period: Any, parameters: Any) -> Any:
        asked = parameters(period)[group][condition]
        return where(person(fact, period) | (not asked), Answer.YES, other)

    formula.__name__ = name
    return rule(formula)


def _computed(formula: Formula, default: int) -> type[Variable]:
    said = {
        "value_type": int,
        "entity": PERSON,
        "definition_period": DateUnit.DAY,
        "default_value": int(default),
        "documentation": formula.__doc__,
        "formula": formula,
    }
    return type(formula.__name__, (Variable,), said)
