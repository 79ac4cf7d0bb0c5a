"""The best voice that is ready speaks; what is slow or broken costs nobody the sentence."""

import logging
import threading
from collections.abc import Iterator
from concurrent.futures import FIRST_COMPLETED, ThreadPoolExecutor, wait
from pathlib import Path

import pytest

from a11y.speech.engines.port import CannotSay, Mark, Speech, SpeechFailed
from a11y.speech.engines.silent import SilentEngine
from a11y.speech.flights import MOST, REST_S
from a11y.speech.memory import IDLE_S, MOST_BYTES
from a11y.speech.speaker import Busy, Speaker, Spoken, Voices
from a11y.speech.store import FolderStore
from a11y.speech.whole import in_one_voice

SENTENCE = "请坐。"
PATIENT_S = 5.0


class Voice(SilentEngine):
    """Says the text itself; waits for ``gate``, fails with ``fault``, counts what it is asked."""

    available = True

    def __init__(self, name: str) -> None:
        self.name = name
        self.asked: list[str] = []
        self.fault: Exception | None = None
        self.gate = threading.Event()
        self.gate.set()

    def fingerprint(self, text: str, language: str, rate: int) -> str:
        if self.name == "neural" and language == "en":
            raise CannotSay("Mandarin only")
        return super().fingerprint(text, language, rate)

    def synthesise(self, text: str, language: str, rate: int) -> Speech:
        self.asked.append(text)
        assert self.gate.wait(PATIENT_S)
        if self.fault:
            raise self.fault
        return Speech(f"{self.name} {text}".encode(), (Mark(0, 0),), 1000)


class Site:
    """A speaker over two voices, with a clock of its own."""

    def __init__(self, folder: Path) -> None:
        self.plain, self.neural, self.now, self.folder = (
            Voice("plain"),
            Voice("neural"),
            0.0,
            folder,
        )
        self.store = FolderStore(folder)
        self.speaker = Speaker(Voices(self.plain, self.neural), self.store, lambda: self.now)

    def say(
        self, text: str = SENTENCE, owner: str | None = None, patience_s: float = PATIENT_S
    ) -> Spoken:
        return self.speaker.say(text, "zh-Hans", 100, owner, patience_s)

    def settle(self) -> None:
        """Until nothing is being made any more."""
        for voice in (*self.speaker._better, self.speaker._plain):
            thread = voice.flights._thread
            if thread is not None:
                thread.join(PATIENT_S)


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    made = Site(tmp_path / "speech")
    yield made
    made.neural.gate.set()
    made.settle()


def test_a_sentence_is_made_once_and_found_by_the_next_process(site: Site) -> None:
    first = site.say()
    again = Site(site.folder).say()
    assert first.engine == again.engine == "neural"
    assert first.speech == again.speech
    assert first.kept
    assert site.neural.asked == [SENTENCE]


def test_who_will_not_wait_hears_the_plain_voice_and_the_next_the_better_one(site: Site) -> None:
    site.neural.gate.clear()
    assert site.say(patience_s=0.0).engine == "plain"
    site.neural.gate.set()
    site.settle()
    assert site.say(patience_s=0.0).engine == "neural"
    assert site.neural.asked == [SENTENCE]


def test_two_listeners_of_a_cold_sentence_cost_one_synthesis(site: Site) -> None:
    site.neural.gate.clear()
    with ThreadPoolExecutor(2) as listeners:
        heard = [listeners.submit(site.say) for _ in range(2)]
        site.neural.gate.set()
        assert {each.result().engine for each in heard} == {"neural"}
    assert site.neural.asked == [SENTENCE]


def test_only_so_many_wait_at_once_and_pages_are_served_meanwhile(site: Site) -> None:
    site.neural.gate.clear()
    with ThreadPoolExecutor(3) as listeners:
        heard = [listeners.submit(site.say, f"第{n}句") for n in range(3)]
        (first,) = wait(heard, PATIENT_S, FIRST_COMPLETED).done
        assert first.result().engine == "plain"
        site.neural.gate.set()
        assert sorted(each.result().engine for each in heard) == ["neural", "neural", "plain"]


def test_a_broken_voice_is_heard_by_nobody_and_read_in_the_log(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    for fault in (SpeechFailed("the model is damaged"), KeyError(SENTENCE)):
        site.neural.fault = fault
        site.neural.asked.clear()
        caplog.clear()
        assert site.say("一").engine == site.say("二").engine == "plain"
        assert site.neural.asked == ["一"], "it is asked again while it rests"
        assert [record.levelno for record in caplog.records] == [logging.ERROR]
        assert SENTENCE not in caplog.text
        site.now += REST_S
    site.neural.fault = None
    assert site.say("一").engine == "neural"


def test_what_the_better_voice_can_not_say_does_not_make_it_rest(
    site: Site, caplog: pytest.LogCaptureFixture
) -> None:
    assert site.speaker.say("Hello", "en", 100, None, PATIENT_S).engine == "plain"
    site.neural.fault = CannotSay("nothing to say")
    assert site.say("※").engine == "plain"
    site.neural.fault = None
    assert site.say().engine == "neural"
    assert not caplog.records


def test_private_text_stays_in_memory_and_with_its_owner(site: Site) -> None:
    for _ in range(2):
        assert site.say("欠 31 元", owner="elder").kept is False
    assert site.neural.asked == ["欠 31 元"]
    assert not site.folder.exists()
    site.say("欠 31 元", owner="helper")
    assert site.neural.asked == ["欠 31 元"] * 2


def test_who_signs_out_or_goes_away_leaves_nothing(site: Site) -> None:
    site.say(owner="elder")
    site.speaker.forget("elder")
    assert len(site.speaker.memory) == 0
    site.neural.gate.clear()
    site.say(owner="elder", patience_s=0.0)
    site.speaker.forget("elder")
    site.neural.gate.set()
    site.settle()
    assert len(site.speaker.memory) == 0, "what was being made was kept after all"
    site.say(owner="elder")
    site.now += IDLE_S
    assert len(site.speaker.memory) == 0


def test_memory_has_a_bound_and_the_latest_stay(site: Site) -> None:
    memory, large = site.speaker.memory, Speech(bytes(MOST_BYTES // 4), (), 1)
    for number in range(9):
        memory.keep(f"owner {number // 3}", str(number), large)
    assert len(memory) <= 4
    assert memory.read("owner 2", "8") is large


def test_a_damaged_file_is_made_again(site: Site) -> None:
    good = site.say()
    (kept,) = site.folder.rglob("*.speech")
    content = bytearray(kept.read_bytes())
    content[-1] ^= 1
    for damaged in (bytes(content), kept.read_bytes()[:-2], b"", b"[]\n"):
        kept.write_bytes(damaged)
        assert site.say() == good
    assert len(site.neural.asked) == 5


def test_a_full_disk_costs_only_speed_and_one_line_in_the_log(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "file").write_text("")
    site = Site(tmp_path / "file")
    for text in ("一", "二", "一"):
        spoken = site.say(text)
        assert (spoken.engine, spoken.kept) == ("neural", False)
    assert site.neural.asked == ["一", "二"]
    assert len(caplog.records) == 1


def test_a_crowd_is_told_to_come_back(site: Site) -> None:
    site.plain.gate.clear()
    site.neural.fault = SpeechFailed("broken")
    with ThreadPoolExecutor(MOST) as crowd:
        waiting = [crowd.submit(site.say, f"第{n}句", None, 0.0) for n in range(MOST)]
        while len(site.speaker._plain.flights._open) < MOST:
            assert not any(each.done() for each in waiting)
        with pytest.raises(Busy):
            site.say("还有一句", patience_s=0.0)
        site.plain.gate.set()
        assert all(each.result().engine == "plain" for each in waiting)


def test_what_nobody_waits_for_makes_room_for_what_somebody_does(site: Site) -> None:
    site.neural.gate.clear()
    for number in range(MOST + 3):
        site.speaker.begin(f"第{number}句", "zh-Hans", 100)
    with ThreadPoolExecutor(1) as listener:
        heard = listener.submit(site.say, "现在就要")
        while not any(f.waiters for f in list(site.speaker._better[0].flights._open.values())):
            assert not heard.done()
        site.neural.gate.set()
        assert heard.result().engine == "neural"
    site.settle()
    assert site.neural.asked[1] == "现在就要"


def test_a_whole_page_has_one_voice_and_gets_better(site: Site) -> None:
    page = [("一", "zh-Hans", None), ("二", "zh-Hans", None), ("three", "en", None)]
    site.say("一")
    first = in_one_voice(site.speaker, page, 100, PATIENT_S)
    assert {part.engine for part in first.parts} == {"plain"}
    site.settle()
    second = in_one_voice(site.speaker, page, 100, PATIENT_S)
    assert [part.engine for part in second.parts] == ["neural", "neural", "plain"]
    with pytest.raises(Busy):
        in_one_voice(site.speaker, page, 100, -1.0)


def test_a_trial_is_heard_and_is_nobody_s(site: Site) -> None:
    assert site.speaker.try_out(SENTENCE, "zh-Hans").mp3 == f"neural {SENTENCE}".encode()
    assert not site.folder.exists()
