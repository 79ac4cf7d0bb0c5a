"""QR pictures: every dark module is drawn, with the light around it that scanners need."""

from __future__ import annotations

import re

import pytest
import segno

from services.qr import QUIET_ZONE, qr_picture


def drawn(path: str) -> set[tuple[int, int]]:
    """The modules that the path makes dark."""
    runs = re.findall(r"M(\d+) (\d+)h(\d+)v1h-\d+z", path)
    return {(int(x) + n, int(y)) for x, y, length in runs for n in range(int(length))}


@pytest.mark.parametrize("text", ["1", "http://localhost/resume/" + "a" * 32, "暖窗", "A" * 1000])
def test_the_picture_is_the_code(text: str) -> None:
    picture = qr_picture(text)
    matrix = segno.make_qr(text, error="m", boost_error=False).matrix
    dark = {
        (x + QUIET_ZONE, y + QUIET_ZONE)
        for y, row in enumerate(matrix)
        for x, module in enumerate(row)
        if module
    }
    assert drawn(picture.path) == dark
    assert picture.width == len(matrix) + 8


def test_too_much_text_is_refused() -> None:
    with pytest.raises(ValueError, match=r"."):
        qr_picture("x" * 5000)
