"""What import contracts can't see: branches on a view's name, machines named, files of others."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from tests.inventory.tree import CODE, ROOT, named, own_files, shown

VIEW_NAME = re.compile(r"(mode|view|viewing\.mode)(_name|\.name)\s*[!=]=|[!=]=\s*mode\.name")
UNDONE = re.compile(r"\b(TODO|FIXME|XXX|HACK|NotImplementedError)\b")
# A home or work folder of some machine, or the address of a package index.
PLACES = re.compile(r"(?<![\w.])/(home|root|work|tmp|Users)/\w|--(extra-)?index-url|--find-links")
TEXT = (".py", ".html", ".js", ".css", ".toml", ".md", ".txt", ".yaml", ".json", ".po", "")


def _hits(pattern: re.Pattern[str], paths: list[Path]) -> list[str]:
    return [
        f"{shown(path)}:{number}: {line.strip()[:100]}"
        for path in paths
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if pattern.search(line)
    ]


def _program() -> list[Path]:
    mine = Path(__file__)
    return [
        path
        for path in named(".py", ".html")
        if path != mine and shown(path).split("/")[0] in (*CODE, "templates")
    ]


def test_nothing_branches_on_the_name_of_a_view() -> None:
    found = _hits(VIEW_NAME, [path for path in _program() if "tests" not in path.parts])
    assert not found, "ask a property of the view mode instead:\n" + "\n".join(found)


def test_nothing_is_left_undone() -> None:
    found = _hits(UNDONE, _program())
    assert not found, "finish it or file an issue:\n" + "\n".join(found)


def test_no_machine_and_no_index_is_named() -> None:
    mine = Path(__file__)
    paths = [
        path
        for path in own_files()
        if path.suffix in TEXT
        and path != mine
        and path.name != "Makefile"
        and "vendor" not in path.parts
    ]
    found = _hits(PLACES, paths)
    assert not found, "no machine's folder, no index address in the repository:\n" + "\n".join(
        found
    )


def test_every_vendored_file_is_noted_and_unchanged() -> None:
    """NOTICE names each file of others with its SHA-256."""
    notice = (ROOT / "NOTICE").read_text("utf-8")
    for path in own_files():
        if "vendor" not in path.parts or path.suffix == ".md" or "LICENSE" in path.name:
            continue
        digest = hashlib.sha256(path.read_bytes()).hexdigest()
        assert shown(path) in notice, f"name {shown(path)} in NOTICE: what, version, owner, licence"
        assert digest in notice, f"{shown(path)} has sha256 {digest}, which NOTICE does not say"
