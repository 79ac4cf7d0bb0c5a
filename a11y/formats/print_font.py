"""The font of large print, mended so that viewers find its hanzi.

Noto Sans SC is CID-keyed, and its CIDs are not the places of its glyphs. A PDF names glyphs by CID,
the typesetter by place: viewers would draw blanks where text extraction still finds every word.
"""

from __future__ import annotations

from functools import cache
from io import BytesIO
from pathlib import Path

import pylopdf_fonts_zh_cn
from fontTools.ttLib import TTFont

FONT = Path(pylopdf_fonts_zh_cn.__file__).with_name("NotoSansSC-Regular.otf")
# Charset format 2 (Adobe Technical Note 5176, 13): ranges of a first CID and how many follow it.
_RANGES = 2


@cache
def print_font() -> bytes:
    """The font file with each glyph's CID equal to its place; 8 MB."""
    content = bytearray(FONT.read_bytes())
    font = TTFont(BytesIO(content), lazy=True)
    top = font["CFF "].cff.topDictIndex[0]
    start = font.reader.tables["CFF "].offset + top.rawDict["charset"]
    # .notdef goes without saying; one range holds all others and is shorter than what it replaces.
    following = font["maxp"].numGlyphs - 2
    charset = bytes([_RANGES]) + (1).to_bytes(2, "big") + following.to_bytes(2, "big")
    content[start : start + len(charset)] = charset
    return bytes(content)
