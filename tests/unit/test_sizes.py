"""The style sheet keeps what the table of view modes promises: text, targets and gaps."""

from __future__ import annotations

import pytest

from a11y.modes import MODES, ViewMode
from tests.unit.test_contrast import rules

BROWSER_PX = 16


def _size(tokens: dict[str, str], name: str, body: float) -> float:
    """A length in CSS pixels at 100 % text; rem counts in the view's own body text."""
    value = tokens[name]
    assert value.endswith("rem"), f"--{name} is {value}, not in rem"
    return float(value.removesuffix("rem")) * body


@pytest.mark.parametrize("mode", MODES.values(), ids=lambda mode: mode.name)
def test_sizes_are_those_of_the_view(mode: ViewMode) -> None:
    found = rules()
    tokens = {**found[":root"], **found.get(f"[data-view={mode.name}]", {})}
    body = float(tokens["body"].removesuffix("%")) / 100 * BROWSER_PX
    assert body == mode.body_px
    assert _size(tokens, "target", body) >= mode.target_px
    assert _size(tokens, "gap", body) >= mode.gap_px
