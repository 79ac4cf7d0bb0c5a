"""The slip for paying in cash at a counter: its number, and the bars that a scanner reads."""

from dataclasses import dataclass

from barcode import Code128

from services.numbers import check_digit, grouped
from services.providers.utility import Utility

_KIND = {Utility.WATER: "1", Utility.ELECTRICITY: "2", Utility.GAS: "3"}
_FEN_DIGITS = 8


@dataclass(frozen=True)
class Barcode:
    """A Code 128 barcode: its number, and dark bars as (start, width) in modules of `width`."""

    number: str
    width: int
    bars: tuple[tuple[int, int], ...]

    @property
    def shown(self) -> str:
        """The number in groups, for those who type or read it aloud."""
        return grouped(self.number)


def slip_number(utility: Utility, account_number: str, amount_fen: int) -> str:
    """What a counter needs: kind (1 digit), account (10), sum in fen (8), check digit.

    Raises ValueError for a sum that does not fit.
    """
    if not 0 < amount_fen < 10**_FEN_DIGITS:
        raise ValueError("no slip for such a sum")
    body = f"{_KIND[utility]}{account_number}{amount_fen:0{_FEN_DIGITS}d}"
    return body + check_digit(body)


def slip_barcode(number: str) -> Barcode:
    """The bars of a slip number, in the code set that is made for digits."""
    modules = Code128(number).build()[0]
    bars: list[tuple[int, int]] = []
    place = 0
    while place < len(modules):
        end = place
        while end < len(modules) and modules[end] == modules[place]:
            end += 1
        if modules[place] == "1":
            bars.append((place, end - place))
        place = end
    return Barcode(number, len(modules), tuple(bars))
