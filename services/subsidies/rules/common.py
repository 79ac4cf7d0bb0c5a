"""What every allowance asks alike."""

from __future__ import annotations

from typing import Any

from numpy import where

from services.subsidies.calculation import Answer
from services.subsidies.rules.base import rule


@rule
def not_yet(person: Any, period: Any, parameters: Any) -> Any:
    """Not received already: nobody gets it twice."""
    return where(person("receives_this", period), Answer.NO, Answer.YES)


VARIABLES = (not_yet,)
