"""liblouis, the system's braille translator, behind two plain functions.

The library keeps its tables in globals and is not thread-safe: one call at a time.
"""

from __future__ import annotations

import ctypes
import logging
from collections.abc import Callable
from ctypes.util import find_library
from functools import cache
from threading import Lock
from typing import Any

log = logging.getLogger(__name__)

PACKAGES = "liblouis20, liblouis-data"
# Where the system has no compiler, its libraries are found by their full name alone.
NAME = "liblouis.so.20"
_LOCK = Lock()
# As liblouis.h has it; below are debugging and notes on its own tables.
_LOG_ERROR = 40_000
_LOG_FATAL = 50_000
# Cells a character may become: an unknown one is spelled as its code point.
_WIDEST = 16
_Callback = ctypes.CFUNCTYPE(None, ctypes.c_int, ctypes.c_char_p)


class BrailleMissing(Exception):
    """The system has no liblouis, or not the table that is needed."""


def translate(text: str, table: str, display: str = "unicode.dis") -> str:
    """Text as Unicode braille cells (U+2800 and up) by a table such as ``zhcn-cbs.ctb``.

    ``display`` is the table of what stands for a cell. What the table does not know comes out
    with cells beyond U+283F. Raises BrailleMissing.
    """
    return _call(_library().lou_translateString, text, f"{display},{table}", len(text) * _WIDEST)


def back_translate(cells: str, table: str) -> str:
    """Unicode braille cells as text by a table that goes both ways. Raises BrailleMissing."""
    library = _library()
    return _call(
        library.lou_backTranslateString, cells, f"unicode.dis,{table}", len(cells) * _WIDEST
    )


def _call(function: Callable[..., int], text: str, tables: str, room: int) -> str:
    if not text:
        return ""
    encoding, width = _characters()
    given = text.encode(encoding)
    given_length = ctypes.c_int(len(given) // width)
    made_length = ctypes.c_int(room + _WIDEST)
    made = ctypes.create_string_buffer(made_length.value * width)
    with _LOCK:
        done = function(
            tables.encode(),
            given,
            ctypes.byref(given_length),
            made,
            ctypes.byref(made_length),
            None,
            None,
            0,
        )
    if not done:
        raise BrailleMissing(f"liblouis {_version()} cannot use the table {tables}")
    if given_length.value * width != len(given):
        raise BrailleMissing(f"liblouis stopped within a text of {len(text)} characters")
    return made.raw[: made_length.value * width].decode(encoding)


def _version() -> str:
    return str(_library().lou_version().decode())


@cache
def _characters() -> tuple[str, int]:
    """Encoding and bytes of its wide characters, which differ from build to build."""
    width = int(_library().lou_charSize())
    return ("utf_32_le" if width == 4 else "utf_16_le"), width


@cache
def _library() -> Any:
    try:
        library = ctypes.CDLL(find_library("louis") or NAME)
    except OSError as error:
        raise BrailleMissing(f"liblouis is not installed (Debian: {PACKAGES})") from error
    library.lou_version.restype = ctypes.c_char_p
    library.lou_registerLogCallback(_forward)
    return library


def _write(level: int, message: bytes) -> None:
    if level >= _LOG_ERROR:
        log.log(
            logging.CRITICAL if level >= _LOG_FATAL else logging.ERROR,
            "liblouis: %s",
            message.decode("utf-8", "replace"),
        )


# Kept for as long as the library may call it.
_forward = _Callback(_write)
