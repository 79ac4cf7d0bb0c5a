"""Corrected parameters: the new decide from now on, the old still explain what was decided."""

from __future__ import annotations

import shutil
import subprocess
import sys
from datetime import date
from functools import partial
from pathlib import Path

import pytest
import yaml

from services.subsidies.decisions import Verdict, decide
from services.subsidies.facts import Facts
from services.subsidies.kept import from_case, recompute, to_case
from services.subsidies.rules import engine
from services.subsidies.rules.releases import PARAMETERS, parameters_of, releases
from services.words import Money
from tests.inventory.tree import ROOT

TODAY = date(2026, 11, 22)
NEEDY = Facts(certificate=True, grade=1, household="margin")
LIVING = "disability-living-allowance"
CORRECTION = """
amount:
  margin:
    values:
      2025-07-01:
        value: 330
        metadata: {source: O1, document: 更正, address: "", verified: true}
"""


@pytest.fixture
def corrected(tmp_path: Path) -> Path:
    """The parameters with a later release that corrects one sum for the same day."""
    folder = tmp_path / "parameters"
    shutil.copytree(PARAMETERS, folder)
    (folder / "2027-01-05").mkdir()
    (folder / "2027-01-05" / "living.yaml").write_text(CORRECTION, "utf-8")
    return folder


def test_a_correction_counts_from_its_release_on(corrected: Path) -> None:
    first, second = releases(corrected)[0], releases(corrected)[-1]
    before = engine.calculate(LIVING, NEEDY, TODAY, first, corrected)
    after = engine.calculate(LIVING, NEEDY, TODAY, second, corrected)
    assert (before.yuan, after.yuan) == (320, 330)
    old = Facts(born=date(1948, 3, 12))
    kept = engine.calculate("senior-allowance", old, TODAY, second, corrected)
    assert kept.yuan == 150, "what a release does not name stays"


def test_an_old_case_computed_again_gives_its_old_answer(
    corrected: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    decided = decide(LIVING, NEEDY, TODAY)
    case = to_case(decided, NEEDY)
    calculate = engine.calculate
    monkeypatch.setattr(engine, "newest", lambda: releases(corrected)[-1])
    monkeypatch.setattr(engine, "calculate", partial(calculate, folder=corrected))
    assert decide(LIVING, NEEDY, TODAY).amount == Money(33_000)
    assert recompute(LIVING, case) == decided
    assert recompute(LIVING, case).amount == Money(32_000)


def test_a_kept_decision_is_shown_as_it_was() -> None:
    for allowance in engine.VARIABLES:
        for facts in (NEEDY, Facts(born=date(1962, 3, 3), household="none")):
            decided = decide(allowance, facts, TODAY)
            assert from_case(allowance, to_case(decided, facts)) == decided


def test_an_unknown_release_is_an_error() -> None:
    with pytest.raises(LookupError):
        decide(LIVING, NEEDY, TODAY, "1999-01-01")


def test_every_value_has_a_day_a_source_and_a_mark() -> None:
    tree = parameters_of(releases()[-1])
    leaves = list(_values(tree))
    assert len(leaves) > 20
    for path, day, value in leaves:
        date.fromisoformat(day)
        assert set(value["metadata"]) == {"source", "document", "address", "verified"}, path
        official = value["metadata"]["source"].startswith("O")
        assert value["metadata"]["verified"] is official, path
        assert not official or value["metadata"]["address"].startswith("https://"), path


def _values(tree: dict, path: str = "") -> list[tuple[str, str, dict]]:
    found = []
    for name, below in tree.items():
        if name == "values":
            found += [(path, day, value) for day, value in below.items()]
        elif isinstance(below, dict):
            found += _values(below, f"{path}.{name}")
    return found


def test_the_files_are_plain_yaml() -> None:
    for file in PARAMETERS.rglob("*.yaml"):
        assert isinstance(yaml.safe_load(file.read_text("utf-8")), dict), file


def test_the_engine_is_loaded_only_when_first_needed() -> None:
    told = (
        "import sys, webapp, services.subsidies.decisions as d\n"
        "engine = {'openfisca_core', 'numpy'}\n"
        "assert not engine & set(sys.modules)\n"
        "from datetime import date\n"
        "d.decide('utility-relief', d.Facts(), date(2026, 11, 22))\n"
        "assert engine <= set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", told], cwd=ROOT, check=True)


def test_a_decision_computes_each_rule_once_and_loads_nothing_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The time of a decision is bounded by what it does: a handful of rules, no file."""
    decide(LIVING, NEEDY, TODAY)
    monkeypatch.setattr(engine, "parameters_of", _never)
    found = engine.calculate(LIVING, NEEDY, TODAY, engine.newest())
    names = [step.name for step in found.steps]
    assert len(names) == len(set(names)) <= 12
    assert decide(LIVING, NEEDY, TODAY).verdict is Verdict.GRANTED


def _never(*asked: object) -> dict:
    raise AssertionError("parameters are read once")
