"""What the inventory tests count: the repository's own files."""

from __future__ import annotations

import subprocess
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
CODE = ("webapp", "services", "a11y", "tools", "tests")


@cache
def own_files() -> tuple[Path, ...]:
    """Files that are, or are about to be, in the repository."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    return tuple(
        path for name in listed.stdout.split("\0") if name and (path := ROOT / name).is_file()
    )


def named(*suffixes: str) -> list[Path]:
    """Own files with one of these endings."""
    return [path for path in own_files() if path.suffix in suffixes]


def shown(path: Path) -> str:
    """A path as a failure message shows it."""
    return str(path.relative_to(ROOT))
