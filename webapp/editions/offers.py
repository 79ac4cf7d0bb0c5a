"""The editions there are, in plain words: what each is for, and where it lies."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask

from services.words import Words, words
from webapp.viewing import viewing


@dataclass(frozen=True)
class Offer:
    """One kind of edition: its name, whom it serves, and its files as (file, what it is)."""

    label: Words
    about: Words
    files: tuple[tuple[str, Words], ...]


LARGE_PRINT = Offer(
    words("大字"),
    words("印出来就能看的大字，每页都有页码。"),
    (
        ("large-print.pdf?size=18", words("18 点的大字（PDF）")),
        ("large-print.pdf?size=24", words("24 点的特大字（PDF）")),
    ),
)
BRAILLE = Offer(
    words("盲文"),
    words("草稿，还没有请人校对过。可以刻印，也可以用点显器摸读。"),
    (
        ("braille.brf", words("刻印用的盲文（BRF）")),
        ("braille.txt", words("屏幕上看的盲文点字")),
    ),
)
AUDIO = Offer(
    words("声音"),
    words("从头到尾念给您听，可以一部分一部分跳着听。"),
    (
        ("audio.mp3", words("只有声音")),
        ("audio.epub", words("有声书，读到哪里，字亮到哪里")),
    ),
)
PLAIN_TEXT = words("只有文字，没有图，发给谁都能打开。")


def offers(text_file: str) -> tuple[Offer, ...]:
    """All editions of something whose plain text is called ``text_file``."""
    plain = Offer(words("纯文字"), PLAIN_TEXT, ((text_file, words("只有文字的一份")),))
    return (LARGE_PRINT, BRAILLE, AUDIO, plain)


def address(base: str, file: str) -> str:
    """Where a file lies, in the language of this request wherever the address is opened."""
    joint = "&" if "?" in file else "?"
    return f"{base}{file}{joint}lang={viewing().locale.tag}"


def register_offers(app: Flask) -> None:
    """Give templates the list."""
    app.jinja_env.globals.update(edition_offers=offers, edition_address=address)
