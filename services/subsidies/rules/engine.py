"""Computes one allowance for one person on one day, and keeps each step it took."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from numpy import array
from openfisca_core.errors import ParameterNotFoundError
from openfisca_core.parameters import ParameterNode
from openfisca_core.simulations import SimulationBuilder
from openfisca_core.taxbenefitsystems import TaxBenefitSystem

from services.subsidies.calculation import Answer, Calculation, NoRule, Source, Step
from services.subsidies.facts import Facts
from services.subsidies.rules import common, disabled, senior, unpriced
from services.subsidies.rules.base import PERSON
from services.subsidies.rules.inputs import INPUTS, values
from services.subsidies.rules.releases import PARAMETERS, parameters_of, releases

# The verdict of each allowance, and its sum where documents name one.
VARIABLES: Mapping[str, tuple[str, str | None]] = {
    "senior-allowance": ("senior_verdict", "senior_amount"),
    "disability-living-allowance": ("living_verdict", "living_amount"),
    "disability-nursing-allowance": ("nursing_verdict", "nursing_amount"),
    "disability-transport-allowance": ("transport_verdict", None),
    "utility-relief": ("relief_verdict", None),
    "assistive-device-subsidy": ("device_verdict", None),
    "home-adaptation-subsidy": ("adaptation_verdict", None),
}


def newest(folder: Path = PARAMETERS) -> str:
    """The release that decides today."""
    return releases(folder)[-1]


def calculate(
    allowance: str, facts: Facts, on: date, version: str, folder: Path = PARAMETERS
) -> Calculation:
    """Compute it under one release of the parameters. Raises NoRule; LookupError for no release."""
    system = _system(version, folder)
    verdict, amount = VARIABLES[allowance]
    simulation = SimulationBuilder.build_default_simulation(system)
    simulation.trace = True
    for name, value in values(facts).items():
        simulation.set_input(name, "eternity", array([value]))
    day = on.isoformat()
    try:
        answer = Answer(simulation.calculate(verdict, day)[0])
        priced = amount is not None and answer is Answer.YES
        yuan = int(simulation.calculate(amount, day)[0]) if priced else None
    except ParameterNotFoundError as error:
        raise NoRule(str(error)) from error
    nodes = [node for node in simulation.tracer.browse_trace() if node.name not in _GIVEN]
    read = {read.name: read.value for node in nodes for read in node.parameters}
    steps = tuple(_steps(nodes, system.parameters, day))
    return Calculation(answer, yuan, steps, read)


_GIVEN = {variable.__name__ for variable in INPUTS}


@lru_cache(maxsize=8)
def _system(version: str, folder: Path) -> TaxBenefitSystem:
    system = TaxBenefitSystem([PERSON])
    for room in (common, senior, disabled, unpriced):
        system.add_variables(*room.VARIABLES)
    system.add_variables(*INPUTS)
    system.parameters = ParameterNode(data=parameters_of(version, folder))
    return system


def _steps(nodes: list[Any], parameters: ParameterNode, day: str) -> Iterator[Step]:
    for node in nodes:
        found = (_source(parameters, read.name, day) for read in node.parameters)
        yield Step(node.name, int(node.value[0]), tuple(dict.fromkeys(found)))


def _source(parameters: ParameterNode, name: str, day: str) -> Source:
    """The source of the value in force on a day."""
    leaf: Any = parameters
    for part in name.split("."):
        leaf = leaf.children[part]
    said = next(value for value in leaf.values_list if value.instant_str <= day).metadata
    return Source(said["source"], said["document"], said["address"], said["verified"])
