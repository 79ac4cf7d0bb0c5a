"""The tree in the README and the disk show the same rooms, each with its line."""

from __future__ import annotations

import re

import pytest

from tests.inventory.tree import ROOT, own_files, shown

README_LINE = re.compile(r"^(\.?[\w-]+(?:/|\.\w+)?)(?:\s{2,}|\s*$)")
# What every repository has and nobody needs explained.
UNSAID = {".gitignore", "README.md", "README.zh-CN.md"}


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_tree_is_true(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    tree = text.split("```text\n", 1)[1].split("```", 1)[0]
    written = {
        found.group(1).rstrip("/")
        for line in tree.splitlines()
        if (found := README_LINE.match(line))
    }
    there = {shown(path).split("/")[0] for path in own_files()} - UNSAID
    assert written >= there, f"{name}: give these a line in the tree: {sorted(there - written)}"
    assert written <= there, f"{name}: these are gone from disk: {sorted(written - there)}"


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_links_lead_somewhere(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    missing = [
        target for target in re.findall(r"\]\(([^)#:]+)\)", text) if not (ROOT / target).exists()
    ]
    assert not missing, f"{name} links to {missing}"


@pytest.mark.parametrize("name", ["asvs-5.0.md", "pdf.md"])
def test_tests_named_in_the_conformance_tables_are_there(name: str) -> None:
    text = (ROOT / "docs" / "conformance" / name).read_text("utf-8")
    named = set(re.findall(r"`(?:tests/)?((?:\w+/)*test_\w+\.py)`", text))
    assert named, "a table without a single test proves nothing"
    missing = sorted(path for path in named if not (ROOT / "tests" / path).is_file())
    assert not missing, f"{name} names tests that are gone: {missing}"
