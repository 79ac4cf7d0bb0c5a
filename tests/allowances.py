"""Residents at an allowance: they check or apply, and answer what a test cares about."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from services.cleaning.identity import with_check_sign
from tests.page_forms import Given
from tests.residents import MOST_STEPS, Resident, first_answers

SENIOR, LIVING, NURSING, TRANSPORT = (
    "senior-allowance",
    "disability-living-allowance",
    "disability-nursing-allowance",
    "disability-transport-allowance",
)
# Sequence 000 is never issued: nobody has these numbers.
AGE_78 = with_check_sign("11010119480312000")
AGE_36 = with_check_sign("11010119900307000")


def answers_until(
    resident: Resident, there: Callable[[Resident], bool], given: Mapping[str, Given]
) -> Resident:
    """Answer page after page as ``given``, else with the first offer, until one is reached."""
    for _ in range(MOST_STEPS):
        if there(resident):
            return resident
        named = {node.get("name") for node in resident.client.form().controls()}
        own = {name: value for name, value in given.items() if name in named}
        offered = {k: v for k, v in first_answers(resident.client).items() if k not in own}
        resident.client.submit({**offered, **own})
        assert "error-summary" not in resident.page.ids, resident.page.text[:600]
    raise AssertionError(f"never got there; now at {resident.page.address}")


def checks(resident: Resident, service: str, given: Mapping[str, Given] | None = None) -> Resident:
    """Ask "can I get it?": the result is on the screen."""
    resident.client.get(f"/services/{service}/check/")
    return answers_until(resident, at_result, given or {})


def applies(resident: Resident, service: str, given: Mapping[str, Given] | None = None) -> Resident:
    """Apply, up to the check page before sending."""
    resident.starts(service)
    return answers_until(resident, lambda r: r.at_check, given or {})


def at_result(resident: Resident) -> bool:
    """Whether the result of a check is on the screen."""
    return resident.page.address.split("?")[0].endswith("/check/result")
