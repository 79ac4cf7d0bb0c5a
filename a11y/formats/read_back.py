"""An edition as made → its text again, as the gate that compares editions must see it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from io import BytesIO
from itertools import takewhile
from zipfile import ZipFile

from a11y.formats.braille import ASCII, LINES
from a11y.formats.braille_words import BLANK, ENGLISH
from a11y.formats.louis import back_translate
from a11y.speech.script.tree import Node, parse

# Where a page leads on, asks or draws; none of it is a fact of the matter.
_BESIDE = frozenset({"nav", "form", "figure", "script", "style", "template", "svg", "button"})
_BLOCKS = frozenset(
    ["article", "caption", "dd", "details", "div", "dl", "dt", "h1", "h2", "h3", "h4", "li", "main",
     "ol", "p", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul"]
)  # fmt: skip
_TO_CELLS = {ord(char): 0x2800 + place for place, char in enumerate(ASCII)}
_TEN = "⠁⠃⠉⠙⠑⠋⠛⠓⠊⠚"
_TO_DIGITS = str.maketrans(
    dict(zip(_TEN, "1234567890", strict=True)) | {"⠼": "", "⠄": ".", "⠂": "", "⠐": ""}
)
# ⠼ also ends syllables (eng): it begins a number where no initial stands before it.
_NUMBER = re.compile(rf"(?<![⠃⠏⠍⠋⠙⠞⠝⠇⠛⠅⠓⠌⠟⠱⠚⠵⠉⠎])⠼[{_TEN}]+(?:(?:[⠄⠂⠐]|[⠤⠒⠌⠔]+⠼)[{_TEN}]+)*")
_PERCENT = re.compile(rf"(?<=[{_TEN}])⠼⠚⠴+")
_TURNED = re.compile(rf"⠤{{9,}}⠼[{_TEN}]+")
_MARKER = re.compile(r"^(\d+(?:\.\d+)?)⠲ ")
_ADDRESS = re.compile("⠓⠞⠞⠏⠎?⠒")
# 2、 before a step, as the reader says it.
_SAID_NUMBER = re.compile(r"^(\d+)(?:、|\. )")


def page_lines(html: str) -> list[str]:
    """What a web page tells in its ``<main>``, block by block, without ways on and forms."""
    main = parse(html).find("main")
    return [line for line in _lines(main) if line.strip()] if main else []


def script_lines(script: str) -> list[str]:
    """Lines of a page's script, without the numbers that the reader adds before steps."""
    return [_SAID_NUMBER.sub("", line) for line in script.splitlines()]


def pdf_text(pdf: bytes) -> str:
    """The text of a tagged PDF line by line, without what is printed anew on every page.

    Raises pypdf.errors.PyPdfError when it cannot be read.
    """
    # Half a second, which a server need not wait for at its start.
    from pypdf import PdfReader
    from pypdf.generic import ContentStream, NameObject

    reader = PdfReader(BytesIO(pdf))
    texts = []
    for page in reader.pages:
        contents = page.get_contents()
        if contents is not None:
            stream = ContentStream(contents, reader, "bytes")
            stream.operations = list(_told(stream.operations))
            page[NameObject("/Contents")] = stream
        texts.append(page.extract_text())
    return "\n".join(texts)


def epub_text(epub: bytes) -> str:
    """The text of an EPUB, each heading and paragraph a line, without its table of contents.

    Raises zipfile.BadZipFile for what is no EPUB.
    """
    with ZipFile(BytesIO(epub)) as book:
        pages = [n for n in book.namelist() if n.endswith(".xhtml") and not n.endswith("nav.xhtml")]
        bodies = [parse(book.read(name).decode()).find("body") for name in pages]
    lines = [line for body in bodies if body for line in _lines(body)]
    return "\n".join(line for line in lines if line.strip())


def _told(operations: list[tuple[object, bytes]]) -> Iterator[tuple[object, bytes]]:
    """Drawing operations outside artifacts (ISO 32000-1, 14.8.2.2): heads, feet and rules."""
    marks: list[bool] = []
    for operands, operator in operations:
        if operator in (b"BMC", b"BDC"):
            marks.append(isinstance(operands, list) and operands[0] == "/Artifact")
        elif operator == b"EMC" and marks:
            marks.pop()
        # Text may set its font inside an artifact for what follows, so only showing is dropped.
        if not (any(marks) and operator in (b"Tj", b"TJ", b"'", b'"')):
            yield operands, operator


def _is_beside(node: Node) -> bool:
    leads_on = "actions" in node.classes or node.get("id") == "editions"
    return leads_on or node.tag in _BESIDE or node.has("hidden")


def _lines(node: Node) -> Iterator[str]:
    """Text of the blocks below, in order; what stands between two blocks is a line of its own."""
    text = ""
    for child in node.children:
        if isinstance(child, str):
            text += child
        elif _is_beside(child):
            continue
        elif child.tag in _BLOCKS:
            yield text
            text = ""
            yield from _lines(child)
        else:
            text += "".join(_lines(child))
    yield text


def braille_text(brf: bytes, language: str) -> str:
    """A BRF file item by item: English as text, of Chinese the digits among Unicode cells.

    liblouis reads English back. Of Chinese, digits are read by the rules of the code alone: ⠼
    begins a number, ⠄ is its point, ⠂ and ⠐ part its groups. The address at the end is left out.
    Raises UnicodeDecodeError for what is no BRF file, BrailleMissing.
    """
    blocks = _blocks(brf.decode("ascii").translate(_TO_CELLS))
    own = takewhile(lambda cells: not _ADDRESS.match(cells), blocks)
    if language.startswith("en"):
        return "\n".join(back_translate(cells, ENGLISH) for cells in own)
    return "\n".join(_MARKER.sub(r"\1. ", digits_read(cells)) for cells in own)


def digits_read(cells: str) -> str:
    """Chinese braille cells with rows of digits as digits and blanks as spaces."""
    told = _NUMBER.sub(lambda row: row[0].translate(_TO_DIGITS), _PERCENT.sub("%", cells))
    return told.replace(BLANK, " ")


def _blocks(cells: str) -> list[str]:
    """Headings, items and paragraphs, each as one line, without heads and feet of pages."""
    found: list[str] = []
    before = 0
    for page in cells.replace("\r\n", "\n").split("\f"):
        for line in page.split("\n")[1 : LINES - 1]:
            indent = len(line) - len(line.lstrip(BLANK))
            if _TURNED.fullmatch(line):
                continue
            if line and found and found[-1] and indent == (4 if before == 4 else 2):
                found[-1] += BLANK + line.strip(BLANK)
            else:
                found.append(line.strip(BLANK))
            before = indent
    return found
