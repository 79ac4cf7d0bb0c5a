"""Numbers as people type them, copy them or read them aloud, turned into plain digits."""

import unicodedata

# Far above any real number: what is longer is not a slip of the finger.
LONGEST_TYPED = 200

_SEPARATORS = frozenset(" -‐‑‒–—―−·.,，。、_/")


def clean_typed(text: str) -> str:
    """Typed text with full-width signs made plain, and NUL, control and invisible signs dropped."""
    plain = unicodedata.normalize("NFKC", text[:LONGEST_TYPED])
    return "".join(sign for sign in plain if unicodedata.category(sign)[0] != "C").strip()


def normalise_number(text: str) -> str:
    """A typed number without spaces, dashes and dots; full-width digits become plain ones.

    Letters are left in, so that the caller can say that they do not belong there. What is longer
    than LONGEST_TYPED signs is cut, and still too long for any number.
    """
    return "".join(
        sign for sign in clean_typed(text) if sign not in _SEPARATORS and not sign.isspace()
    )


def is_digits(text: str) -> bool:
    """Whether the text is one or more of the plain digits 0–9."""
    return text.isascii() and text.isdigit()


def check_digit(digits: str) -> str:
    """The digit to put behind `digits` (ISO/IEC 7812-1 annex B, the Luhn formula)."""
    total = 0
    for place, sign in enumerate(reversed(digits)):
        value = int(sign) * (2 if place % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def has_check_digit(digits: str) -> bool:
    """Whether the last digit fits the others: one wrong digit or two swapped ones do not pass.

    (Swapping 0 and 9 is the one exchange that the formula does not see.)
    """
    return len(digits) > 1 and is_digits(digits) and check_digit(digits[:-1]) == digits[-1]


def grouped(digits: str, size: int = 4) -> str:
    """Digits in groups from the left, for reading and copying: 2026 1122 0417."""
    return " ".join(digits[start : start + size] for start in range(0, len(digits), size))
