"""Parameters as they were known: one folder a release, each holding only what it changes.

A value stands under the day from which it is in force; the folder's name is the day on which it
was recorded. A value found wrong later is never changed in its place: a new folder says it anew.
So a decision of an earlier release can be computed again as it was.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

PARAMETERS = Path(__file__).parent / "parameters"


def releases(folder: Path = PARAMETERS) -> list[str]:
    """The names of all releases, the oldest first."""
    return sorted(path.name for path in folder.iterdir() if path.is_dir())


def parameters_of(version: str, folder: Path = PARAMETERS) -> dict[str, Any]:
    """The parameter tree as release ``version`` knew it. Raises LookupError for none of ours."""
    known = releases(folder)
    if version not in known:
        raise LookupError(f"no release {version!r} of the parameters")
    tree: dict[str, Any] = {}
    for release in known[: known.index(version) + 1]:
        for file in sorted((folder / release).glob("*.yaml")):
            said = yaml.safe_load(file.read_text("utf-8"))
            tree[file.stem] = _laid_over(tree.get(file.stem, {}), _with_text_keys(said))
    return tree


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    """Both trees in one; where both have a leaf, the one above counts."""
    joined = dict(below)
    for name, value in above.items():
        both = isinstance(value, dict) and isinstance(joined.get(name), dict)
        joined[name] = _laid_over(joined[name], value) if both else value
    return joined


def _with_text_keys(tree: Any) -> Any:
    """The same with days as text: OpenFisca names values by "2025-07-01"."""
    if not isinstance(tree, dict):
        return tree
    return {str(name): _with_text_keys(value) for name, value in tree.items()}
