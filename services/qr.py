"""QR pictures: a text as dark squares, drawn by the page so that no style has to come with it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

import segno

# ISO/IEC 18004, 5.3.8: four modules of light around the symbol, or scanners miss it.
QUIET_ZONE = 4


@dataclass(frozen=True)
class QrPicture:
    """``path`` is SVG path data of the dark modules; ``width`` is the square's side in modules."""

    width: int
    path: str


def qr_picture(text: str) -> QrPicture:
    """``text`` as a QR code that a creased or glossy print still gives back (level M).

    Raises ValueError when it is too long for any QR code.
    """
    # segno.DataOverflowError is a ValueError.
    code = segno.make_qr(text, error="m", boost_error=False)
    rows = enumerate(code.matrix, QUIET_ZONE)
    path = "".join(_row(y, row) for y, row in rows)
    return QrPicture(len(code.matrix) + 2 * QUIET_ZONE, path)


def svg_file(picture: QrPicture) -> str:
    """The picture as a file of its own, black on white in any scheme."""
    side = picture.width
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {side} {side}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{side}v{side}H0z"/>'
        f'<path d="{picture.path}"/></svg>'
    )


def _row(y: int, modules: bytearray) -> str:
    parts, x = [], QUIET_ZONE
    for dark, run in groupby(modules):
        length = len(list(run))
        if dark:
            parts.append(f"M{x} {y}h{length}v1h-{length}z")
        x += length
    return "".join(parts)
