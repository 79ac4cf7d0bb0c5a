"""The gates every sentence passes: a failure is one line with the place, the fault, the remedy."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from babel.messages.catalog import Catalog, Message

from tools.messages import extraction, traditional, writing
from tools.messages.glossary import Banned, banned
from tools.messages.templates import unmarked_in_templates
from webapp.catalogues import catalogue_path

PLACE = re.compile(r"%\((\w+)\)[sd]")
TAG = re.compile(r"</?[a-zA-Z][^>]*>|&[a-z]+;")
HAN = re.compile(r"[\u3400-\u9fff]")
FULL_WIDTH = re.compile(r"[\u3000-\u303f\uff00-\uffef]")
LATIN = re.compile(r"[A-Za-z]{2,}")
# Names printed on keys, papers and shop fronts: a resident looks for exactly these letters.
LATIN_NAMES = {
    *("Tab", "Enter", "Esc", "Shift", "Alt", "Ctrl", "Control", "Option", "Command"),
    *("PDF", "MP3", "BRF", "WCAG", "AAA", "GB"),
}
NO_SPACE = re.compile(r"[\u3400-\u9fff][0-9]|[0-9][\u3400-\u9fff]")
ASCII_POINT = re.compile(r"[\u3400-\u9fff][,;:!?]|[,;!?][\u3400-\u9fff]")
ENDS = {"。": ".", "？": "?", "！": "!", "：": ":"}


def problems() -> list[str]:
    """Everything wrong with the sentences of the tree, as lines; empty when all is well."""
    template = extraction.read(writing.TEMPLATE)
    return [
        *stale(writing.expected()),
        *in_source(template, banned()),
        *in_translation(extraction.read(catalogue_path("en"), "en"), english_ways, banned()),
        *in_translation(extraction.read(catalogue_path("zh_Hant")), chinese_ways, banned()),
        *in_guides(traditional.GUIDES, banned()),
        *unused_review(template, traditional.review()),
        *unmarked_in_templates(extraction.ROOT / "templates"),
    ]


def stale(expected: dict[Path, str]) -> Iterator[str]:
    """Files that `make messages` would change."""
    for path, text in expected.items():
        if not path.exists() or path.read_text("utf-8") != text:
            yield f"{path.relative_to(extraction.ROOT)}: out of date; run make messages"


def in_source(template: Catalog, no: Banned) -> Iterator[str]:
    """Faults of the Chinese sentences themselves."""
    for message in entries(template):
        for text in texts(message.id):
            for fault in [*common_ways(text, no), *chinese_ways(text)]:
                yield f"source 「{text}」: {fault}"


def in_translation(
    catalogue: Catalog, ways: Callable[[str], list[str]], no: Banned
) -> Iterator[str]:
    """Faults of one language: empty, fuzzy, lost places, wrong script, banned words."""
    for message in entries(catalogue):
        source = texts(message.id)[0]
        where = f"{catalogue.locale_identifier} 「{source}」"
        said = texts(message.string)
        if not said or not all(said):
            yield f"{where}: has no translation yet; write it in messages.po"
            continue
        if message.fuzzy:
            yield f"{where}: is marked fuzzy; read it again and take the mark away"
        for text in said:
            for fault in [*compared(source, text), *common_ways(text, no), *ways(text)]:
                yield f"{where} → {text}: {fault}"


def compared(source: str, text: str) -> list[str]:
    """Faults of a translation beside its source: places, and how the sentence ends."""
    faults = []
    if sorted(PLACE.findall(source)) != sorted(PLACE.findall(text)):
        faults.append("has other %(places)s than the source")
    end = source[-1:]
    if end in ENDS and not text.endswith((end, ENDS[end])):
        faults.append(f"should end as the source does ({ENDS[end]})")
    return faults


def common_ways(text: str, no: Banned) -> list[str]:
    """Faults in any language."""
    faults = [f"「{word}」 is banned by docs/glossary.md" for word in no.found_in(text)]
    if TAG.search(text):
        faults.append("holds HTML; put it in the template")
    if text != text.strip():
        faults.append("begins or ends with a space; sentences are not glued")
    return faults


def chinese_ways(text: str) -> list[str]:
    """Faults of a Chinese sentence."""
    bare = PLACE.sub("", text)
    faults = []
    if re.search(r"\w", bare) and not HAN.search(bare):
        faults.append("is not Chinese: the source language is")
    foreign = set(LATIN.findall(bare)) - LATIN_NAMES
    if foreign:
        faults.append(f"has words that are not Chinese: {', '.join(sorted(foreign))}")
    if NO_SPACE.search(bare):
        faults.append("needs a space between Chinese and digits")
    if ASCII_POINT.search(bare):
        faults.append("needs full-width punctuation")
    return faults


def english_ways(text: str) -> list[str]:
    """Faults of an English sentence."""
    bare = PLACE.sub("", text)
    left = HAN.search(bare) or FULL_WIDTH.search(bare)
    return [f"has Chinese left in it: {left.group()}"] if left else []


def in_guides(folder: Path, no: Banned) -> Iterator[str]:
    """Faults of the guides: a language missing, banned words."""
    for guide in sorted(path.parent for path in folder.glob("*/zh-Hans.toml")):
        for tag in ("zh-Hans", "en"):
            path = guide / f"{tag}.toml"
            where = f"services/guides/{guide.name}/{tag}.toml"
            if not path.exists():
                yield f"{where}: missing; every guide has every language"
                continue
            for text in told(tomllib.loads(path.read_text("utf-8"))):
                for word in no.found_in(text):
                    yield f"{where}: 「{word}」 is banned by docs/glossary.md"


def told(value: object) -> Iterator[str]:
    """Every text of a guide that is shown. Synonyms are not: people may search in any words."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for item in value:
            yield from told(item)
    elif isinstance(value, dict):
        for key, item in value.items():
            if key != "synonyms":
                yield from told(item)


def unused_review(template: Catalog, review: traditional.Review) -> Iterator[str]:
    """Decisions of the reviewer that no sentence needs any more."""
    known = {text for message in entries(template) for text in texts(message.id)}
    guides = [path.read_text("utf-8") for path in traditional.GUIDES.glob("*/zh-Hans.toml")]
    all_text = traditional.in_characters("\n".join([*known, *guides]))
    unused = {sentence for sentence in review.sentences if sentence not in known}
    unused |= {piece for piece in review.words if piece not in all_text}
    for piece in sorted(unused):
        yield f"zh_Hant/review.toml: 「{piece}」 occurs nowhere any more; take the line away"


def entries(catalogue: Catalog) -> Iterator[Message]:
    """The sentences of a catalogue without its header."""
    return (message for message in catalogue if message.id)


def texts(said: object) -> list[str]:
    """One text, or the forms of a counted one."""
    if isinstance(said, str):
        return [said]
    return [str(form) for form in said] if isinstance(said, tuple | list) else []
