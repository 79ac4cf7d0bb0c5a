"""How much of the gold sentences a recogniser hears, said by each voice made here."""

import json
import os
import subprocess
import tempfile
from pathlib import Path

import click

from a11y.speech.engines.espeak import EspeakEngine
from a11y.speech.engines.kokoro import KokoroEngine
from a11y.speech.engines.port import CannotSay, SpeechEngine
from tools.bench.table import heading, line
from tools.hearing.share import heard_sounds, said_sounds, share_heard
from tools.readings import gold

PYTHON = Path(".venv-hearing/bin/python")
AT_LEAST = 0.95
SAMPLE = 60  # sentences, spread over the file, unless HEARD says otherwise

Pair = tuple[list[str], list[str]]


def measure_hearing() -> bool:
    """Measure, print; whether the voice that speaks by default is heard."""
    if not PYTHON.exists():
        raise SystemExit("there is no recogniser: tools/prepare hearing")
    chosen = gold_sentences(os.environ.get("HEARD", str(SAMPLE)))
    heading(f"toneless pinyin heard again, {len(chosen)} gold sentences", "share  [all heard]")
    neural, good = _share("the neural voice, spoken by default", KokoroEngine(), chosen, AT_LEAST)
    plain, _ = _share("the plain voice beside it", EspeakEngine(), chosen, 0.0)
    print(f"  {'the neural voice is heard better by':76}{(neural - plain) * 100:.1f} points")
    return good


def gold_sentences(wanted: str) -> list[tuple[str, str]]:
    """Sentence and expected readings: ``wanted`` of them, evenly spread, or all.

    Words in a row are no sentences: nobody, and no recogniser, has anything to go by in them.
    """
    rows = [(row.sentence, row.dictionary) for row in gold() if row.is_sentence]
    count = len(rows) if wanted == "all" else min(len(rows), int(wanted))
    return [rows[number * len(rows) // count] for number in range(count)]


def _share(
    name: str, engine: SpeechEngine, chosen: list[tuple[str, str]], at_least: float
) -> tuple[float, bool]:
    with tempfile.TemporaryDirectory() as folder:
        said = _say(engine, chosen, Path(folder))
        heard = _hear(Path(folder), len(said))
    engine.close()
    pairs = [(said[file], heard_sounds(text, said[file])) for file, text in heard.items()]
    share = share_heard(pairs)
    whole = sum(first == second for first, second in pairs)
    target = f">= {at_least:.0%}" if at_least else ""
    line(name, f"{share:.1%}    [{whole} of {len(pairs)}]", target, share >= at_least)
    if os.environ.get("HEARD_WRONG"):
        for first, second in pairs:
            if first != second:
                print("   ", " ".join(first), "|", " ".join(second))
    return share, share >= at_least


def _say(engine: SpeechEngine, chosen: list[tuple[str, str]], folder: Path) -> dict[str, list[str]]:
    """MP3 files in ``folder``; their names with the sounds that are in them."""
    said = {}
    with click.progressbar(list(enumerate(chosen)), label=f"  {engine.name} speaks") as numbered:
        for number, (text, readings) in numbered:
            try:
                made = engine.synthesise(text, "zh-Hans", 100)
            except CannotSay:
                continue
            (folder / f"{number:04}.mp3").write_bytes(made.mp3)
            said[f"{number:04}.mp3"] = said_sounds(text, readings)
    return said


def _hear(folder: Path, count: int) -> dict[str, str]:
    command = [str(PYTHON), "-m", "tools.hearing", str(folder)]
    heard = {}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as listener:
        assert listener.stdout
        with click.progressbar(listener.stdout, length=count, label="  it is heard") as answers:
            for answer in answers:
                told = json.loads(answer)
                heard[told["file"]] = told["heard"]
    if listener.returncode:
        raise SystemExit("the recogniser failed")
    return heard
