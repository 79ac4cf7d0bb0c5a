"""A sheet of facts → what is said of it, and its sound: one MP3 with chapters."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO

from mutagen.id3 import CHAP, CTOC, ID3, TIT2, TLAN, CTOCFlags, Encoding

from a11y.formats.sheet import Sheet
from a11y.msgids import gettext_noop
from a11y.speech.engines.port import Speech
from a11y.speech.mp3 import duration_ms, joined
from a11y.speech.script.sentences import split_sentences

# Stands for the title and the sentence below it, which come before item 1.
HEAD = "0"
# ISO 639-2, as ID3 wants it.
LANGUAGES = {"zh": "zho", "en": "eng"}
# Offsets in bytes are not used (ID3v2 Chapter Frame Addendum 1.0, 3.1).
NO_OFFSET = 0xFFFFFFFF


@dataclass(frozen=True)
class AudioWords:
    """What the voice adds to a sheet. The web layer gives it in the language of the sheet."""

    part: str
    item: str
    narrator: str
    summary: str


CHINESE = AudioWords(
    part=gettext_noop("第 %(number)s 部分。"),
    item=gettext_noop("第 %(number)s 条。"),
    narrator=gettext_noop("电脑的声音"),
    summary=gettext_noop("每一条都有文字和声音，读到哪里，哪里加框。"),
)


@dataclass(frozen=True)
class SaidItem:
    """One item as it is said: ``sentences`` are those of ``text`` with its number before them."""

    number: str
    is_heading: bool
    text: str
    sentences: tuple[str, ...]

    def written(self, spoken: Sequence[str]) -> str:
        """``spoken`` sentences of this item in lines, its number as in plain text."""
        if self.number == HEAD:
            return "\n".join(spoken)
        # The first sentence says the number.
        said = [sentence for sentence in spoken if sentence != self.sentences[0]]
        return "\n".join([f"{self.number}.", *said])


@dataclass(frozen=True)
class HeardItem:
    """An item with its sound: an MP3 whose last sentence is followed by a short pause."""

    said: SaidItem
    mp3: bytes
    duration_ms: int


def said_items(sheet: Sheet, language: str, words: AudioWords = CHINESE) -> tuple[SaidItem, ...]:
    """The title with its sentence, then every item. ``language`` is a BCP 47 tag."""
    head = (*split_sentences(sheet.title, language), *split_sentences(sheet.summary, language))
    said = [SaidItem(HEAD, True, f"{sheet.title}\n{sheet.summary}", head)]
    for item in sheet.items():
        number = (words.part if item.is_heading else words.item) % {"number": item.number}
        sentences = (number, *split_sentences(item.text, language))
        said.append(SaidItem(item.number, item.is_heading, item.text, sentences))
    return tuple(said)


def heard(said: SaidItem, speeches: Sequence[Speech]) -> HeardItem:
    """The item with the sound of its sentences. Raises ValueError when there is none."""
    mp3 = joined(speeches)
    return HeardItem(said, mp3, duration_ms(mp3))


def audio_edition(sheet: Sheet, items: Sequence[HeardItem], language: str) -> bytes:
    """One MP3 whose chapters begin at the title and at each section."""
    tag = ID3()
    tag.add(TIT2(encoding=Encoding.UTF16, text=[sheet.title]))
    tag.add(TLAN(encoding=Encoding.LATIN1, text=[LANGUAGES[language.split("-")[0]]]))
    chapters = list(_chapters(sheet, items))
    ids = [f"part{chapter.number}" for chapter in chapters]
    flags = CTOCFlags.TOP_LEVEL | CTOCFlags.ORDERED
    tag.add(CTOC(element_id="toc", flags=flags, child_element_ids=ids, sub_frames=[]))
    for name, chapter in zip(ids, chapters, strict=True):
        tag.add(_frame(name, chapter))
    head = BytesIO()
    # Version 2.3 is what the oldest players of talking books read.
    tag.save(head, v2_version=3)
    return head.getvalue() + b"".join(item.mp3 for item in items)


@dataclass(frozen=True)
class _Chapter:
    """A section from its first millisecond to its last."""

    number: str
    title: str
    start_ms: int
    end_ms: int


def _chapters(sheet: Sheet, items: Sequence[HeardItem]) -> Iterator[_Chapter]:
    at, chapter = 0, _Chapter(HEAD, sheet.title, 0, 0)
    for item in items:
        said = item.said
        if said.is_heading and said.number != HEAD:
            yield replace(chapter, end_ms=at)
            chapter = _Chapter(said.number, f"{said.number}. {said.text}", at, at)
        at += item.duration_ms
    yield replace(chapter, end_ms=at)


def _frame(name: str, chapter: _Chapter) -> CHAP:
    return CHAP(
        element_id=name,
        start_time=chapter.start_ms,
        end_time=chapter.end_ms,
        start_offset=NO_OFFSET,
        end_offset=NO_OFFSET,
        sub_frames=[TIT2(encoding=Encoding.UTF16, text=[chapter.title])],
    )
