"""What the neural voice costs: processor time a second of sound, and a guide said ahead."""

import os
import re
import resource
import tempfile
import time
from pathlib import Path

from a11y.speech.engines.espeak import EspeakEngine
from a11y.speech.engines.kokoro import KokoroEngine
from a11y.speech.script.sentences import split_sentences
from a11y.speech.speaker import NEURAL, Speaker, Voices
from a11y.speech.store import FolderStore
from services.catalogue import load_catalogue
from tools.bench.servers import cpu_s_of
from tools.bench.table import heading, line

CPU_PER_SECOND = 0.6
GUIDE_CHARACTERS = 800
GUIDE_S = 180.0
WARM_UP = "请坐，马上就好。"
_HANZI = re.compile(r"[\u4e00-\u9fff]")


def measure_voice() -> bool:
    """Measure, print; whether the voice is cheap enough."""
    guide = guide_sentences()
    engine = KokoroEngine()
    if not engine.available:
        raise SystemExit("the packages of the neural voice are not installed: make run")
    engine.synthesise(WARM_UP, "zh-Hans", 100)
    spent, began = _cpu_s(), time.monotonic()
    sound = _said_ahead(engine, guide)
    took, cost = time.monotonic() - began, (_cpu_s() - spent) / sound
    engine.close()
    heading("the neural voice on this machine", "measured")
    cheap, soon = cost <= CPU_PER_SECOND, took <= GUIDE_S
    shown = f"{cost:.2f}    [real time {took / sound:.2f}]"
    line("processor seconds a second of sound", shown, f"<= {CPU_PER_SECOND}", cheap)
    name = f"seconds to say a guide of {sum(map(len, guide))} characters ahead"
    line(name, f"{took:.0f}    [{sound:.0f} s of sound]", f"<= {GUIDE_S:.0f} s", soon)
    return cheap and soon


def guide_sentences() -> list[str]:
    """Sentences of the longest guides, GUIDE_CHARACTERS of them."""
    found: list[str] = []
    guides = [entry.guide("zh-Hans").model_dump(mode="json") for entry in load_catalogue().entries]
    for guide in sorted(guides, key=lambda each: -len(str(each))):
        for text in _texts(guide):
            for sentence in split_sentences(text, "zh-Hans"):
                if sum(map(len, found)) < GUIDE_CHARACTERS and _HANZI.search(sentence):
                    found.append(sentence)
    return found


def _texts(value: object) -> list[str]:
    """Every text of a guide, in order."""
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    return [text for each in value for text in _texts(each)] if isinstance(value, list) else []


def _said_ahead(engine: KokoroEngine, sentences: list[str]) -> float:
    """Seconds of sound, each sentence said and kept as `make voices` does."""
    sound = 0.0
    with tempfile.TemporaryDirectory() as folder:
        speaker = Speaker(Voices(EspeakEngine(), engine), FolderStore(Path(folder)))
        for sentence in sentences:
            spoken, _ = speaker.prepare(sentence, "zh-Hans", 100)
            if spoken.engine != NEURAL:
                raise SystemExit(f"the {spoken.engine} voice said what the neural one should")
            sound += spoken.speech.duration_ms / 1000
    return sound


def _cpu_s() -> float:
    """Processor seconds of this program and of its helpers, also those that have ended."""
    ended = resource.getrusage(resource.RUSAGE_CHILDREN)
    return cpu_s_of(os.getpid()) + ended.ru_utime + ended.ru_stime
