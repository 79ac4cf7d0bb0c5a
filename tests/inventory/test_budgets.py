"""Files, functions and templates stay small enough to be read at one sitting."""

from __future__ import annotations

import ast
from pathlib import Path

from tests.inventory.tree import ROOT, named, shown

FILE_LINES = 300
FUNCTION_LINES = 50
PAGE_LINES = 60
COMPONENT_LINES = 80


def _written() -> list[Path]:
    """Code that people write; a migration is generated once and never changed again."""
    return [path for path in named(".py") if "versions" not in path.parts]


def _lines(path: Path) -> int:
    return len(path.read_text("utf-8").splitlines())


def test_files_are_short() -> None:
    long = [
        f"{shown(p)}: {_lines(p)} lines; move one of its parts into a file named after what it does"
        for p in [*_written(), *named(".js", ".css")]
        if _lines(p) > FILE_LINES and "vendor" not in p.parts
    ]
    assert not long, "\n".join(long)


def test_functions_are_short() -> None:
    long = [
        f"{shown(path)}:{node.lineno} {node.name} has {size} lines; give its steps own names"
        for path in _written()
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        if (size := (node.end_lineno or 0) - node.lineno + 1) > FUNCTION_LINES
    ]
    assert not long, "\n".join(long)


def test_templates_are_short() -> None:
    long = []
    for path in named(".html"):
        if ROOT / "templates" not in path.parents:
            continue
        budget = COMPONENT_LINES if "components" in path.parts else PAGE_LINES
        if _lines(path) > budget:
            long.append(
                f"{shown(path)}: {_lines(path)} lines, {budget} at most; "
                "make a component or a panel of one of its parts"
            )
    assert not long, "\n".join(long)


def test_every_module_says_its_part() -> None:
    silent = [
        f"{shown(path)}: begin with one line that says the file's part in the flow"
        for path in named(".py")
        if not ast.get_docstring(ast.parse(path.read_text("utf-8")))
    ]
    assert not silent, "\n".join(silent)
