"""A sheet of facts and its sound → an EPUB 3 whose text is read along (media overlays)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape
from io import BytesIO
from uuid import NAMESPACE_URL, uuid5
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from a11y.formats.audio import CHINESE, HEAD, AudioWords, HeardItem
from a11y.formats.sheet import Sheet

MIMETYPE = "application/epub+zip"
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>
</rootfiles>
</container>
"""
# What is being said is seen by its frame, not by colour alone.
STYLE = """body{line-height:1.6;text-align:left}
h1,h2{line-height:1.4}
.-epub-media-overlay-active{outline:.15em solid;background:#fff1cf;color:#000}
"""
# https://www.w3.org/TR/epub-a11y-11/ and https://www.w3.org/community/reports/a11y-discov-vocab/
ACCESSIBILITY = (
    ("accessMode", "textual"),
    ("accessMode", "auditory"),
    ("accessModeSufficient", "textual"),
    ("accessModeSufficient", "auditory"),
    ("accessibilityFeature", "synchronizedAudioText"),
    ("accessibilityFeature", "structuralNavigation"),
    ("accessibilityFeature", "tableOfContents"),
    ("accessibilityFeature", "readingOrder"),
    ("accessibilityFeature", "displayTransformability"),
    ("accessibilityHazard", "none"),
)
_HTML = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
    '<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" '
    'lang="{language}" xml:lang="{language}"><head><meta charset="utf-8"/><title>{title}</title>'
    '<link rel="stylesheet" href="style.css"/></head><body>{body}</body></html>\n'
)


@dataclass(frozen=True)
class _Part:
    """A section with its own text of items and its own audio file."""

    items: tuple[HeardItem, ...]

    @property
    def number(self) -> str:
        return self.items[0].said.number

    @property
    def duration_ms(self) -> int:
        return sum(item.duration_ms for item in self.items)


def epub(
    sheet: Sheet,
    items: Sequence[HeardItem],
    language: str,
    modified: datetime,
    words: AudioWords = CHINESE,
) -> bytes:
    """The book. ``items`` begin with the head; ``modified`` is when its facts were last changed."""
    parts = list(_parts(items))
    text = _HTML.format(
        language=language, title=escape(sheet.title), body="".join(_text(sheet, parts))
    )
    nav = _HTML.format(language=language, title=escape(sheet.title), body=_nav(sheet, parts))
    files: list[tuple[str, bytes, int]] = [
        ("mimetype", MIMETYPE.encode(), ZIP_STORED),
        ("META-INF/container.xml", CONTAINER.encode(), ZIP_DEFLATED),
        (
            "OEBPS/book.opf",
            _package(sheet, parts, language, modified, words).encode(),
            ZIP_DEFLATED,
        ),
        ("OEBPS/nav.xhtml", nav.encode(), ZIP_DEFLATED),
        ("OEBPS/text.xhtml", text.encode(), ZIP_DEFLATED),
        ("OEBPS/text.smil", _overlay(parts).encode(), ZIP_DEFLATED),
        ("OEBPS/style.css", STYLE.encode(), ZIP_DEFLATED),
    ]
    for part in parts:
        sound = b"".join(item.mp3 for item in part.items)
        files.append((f"OEBPS/part{part.number}.mp3", sound, ZIP_STORED))
    book = BytesIO()
    with ZipFile(book, "w") as archive:
        for name, content, how in files:
            # A plain ZipInfo carries no time: the same book has the same bytes.
            archive.writestr(ZipInfo(name), content, compress_type=how)
    return book.getvalue()


def _parts(items: Sequence[HeardItem]) -> Iterator[_Part]:
    current: list[HeardItem] = []
    for item in items:
        if item.said.is_heading and current:
            yield _Part(tuple(current))
            current = []
        current.append(item)
    if current:
        yield _Part(tuple(current))


def _name(number: str) -> str:
    return f"item{number.replace('.', '-')}"


def _text(sheet: Sheet, parts: Sequence[_Part]) -> Iterator[str]:
    title, summary = escape(sheet.title), escape(sheet.summary)
    yield f'<section id="part{HEAD}"><div id="{_name(HEAD)}">'
    yield f"<h1>{title}</h1><p>{summary}</p></div></section>"
    for part in parts[1:]:
        heading, *points = part.items
        yield f'<section id="part{part.number}"><h2 id="{_name(part.number)}">'
        yield f"{part.number}. {escape(heading.said.text)}</h2>"
        for point in points:
            number = point.said.number
            yield f'<p id="{_name(number)}">{number}. {escape(point.said.text)}</p>'
        yield "</section>"
    address = escape(sheet.address)
    yield f'<p><a href="{address}">{address}</a></p>'


def _nav(sheet: Sheet, parts: Sequence[_Part]) -> str:
    entries = "".join(
        f'<li><a href="text.xhtml#part{part.number}">'
        f"{part.number}. {escape(part.items[0].said.text)}</a></li>"
        for part in parts[1:]
    )
    title = escape(sheet.title)
    first = f'<li><a href="text.xhtml#part{HEAD}">{title}</a></li>'
    return f'<nav epub:type="toc" id="toc"><h1>{title}</h1><ol>{first}{entries}</ol></nav>'


def _overlay(parts: Sequence[_Part]) -> str:
    spoken = []
    for part in parts:
        at, pars = 0, []
        for item in part.items:
            name, end = _name(item.said.number), at + item.duration_ms
            pars.append(
                f'<par id="{name}"><text src="text.xhtml#{name}"/>'
                f'<audio src="part{part.number}.mp3" clipBegin="{at}ms" clipEnd="{end}ms"/></par>'
            )
            at = end
        spoken.append(
            f'<seq id="part{part.number}" epub:textref="text.xhtml#part{part.number}">'
            f"{''.join(pars)}</seq>"
        )
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<smil xmlns="http://www.w3.org/ns/SMIL" '
        'xmlns:epub="http://www.idpf.org/2007/ops" version="3.0">'
        f"<body>{''.join(spoken)}</body></smil>\n"
    )


def _package(
    sheet: Sheet, parts: Sequence[_Part], language: str, modified: datetime, words: AudioWords
) -> str:
    identity = uuid5(NAMESPACE_URL, f"{sheet.address}#{language}")
    total = sum(part.duration_ms for part in parts)
    changed = modified.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    about = "".join(
        f'<meta property="schema:{name}">{value}</meta>\n' for name, value in ACCESSIBILITY
    )
    sounds = "".join(
        f'<item id="sound{part.number}" href="part{part.number}.mp3" media-type="audio/mpeg"/>\n'
        for part in parts
    )
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"
 xml:lang="{language}">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:identifier id="id">urn:uuid:{identity}</dc:identifier>
<dc:title>{escape(sheet.title)}</dc:title>
<dc:language>{language}</dc:language>
<meta property="dcterms:modified">{changed}</meta>
<meta property="media:duration">{total}ms</meta>
<meta property="media:duration" refines="#overlay">{total}ms</meta>
<meta property="media:narrator">{escape(words.narrator)}</meta>
<meta property="media:active-class">-epub-media-overlay-active</meta>
{about}<meta property="schema:accessibilitySummary">{escape(words.summary)}</meta>
</metadata>
<manifest>
<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="text" href="text.xhtml" media-type="application/xhtml+xml" media-overlay="overlay"/>
<item id="overlay" href="text.smil" media-type="application/smil+xml"/>
<item id="style" href="style.css" media-type="text/css"/>
{sounds}</manifest>
<spine><itemref idref="text"/></spine>
</package>
"""
