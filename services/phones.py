"""Mobile numbers: which ones text messages can reach, and how one is shown to others."""

import re

MOBILE = re.compile(r"1[3-9]\d{9}")


def is_mobile(phone: str) -> bool:
    """Whether text messages can reach a number (11 digits)."""
    return MOBILE.fullmatch(phone) is not None


def masked_phone(phone: str) -> str:
    """Return a phone number with its middle hidden: 199 **** 0001."""
    return f"{phone[:3]} **** {phone[-4:]}"
