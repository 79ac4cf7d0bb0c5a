"""How figures, references and signs are written for an English voice."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from re import Match

from .general import simplified
from .lexicon import cut
from .rules import Rule, rule

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
START = r"(?<![\d.A-Za-z])"
UNITS = {
    "m³": "cubic metres", "㎥": "cubic metres", "kWh": "kilowatt hours", "m²": "square metres",
    "㎡": "square metres", "kg": "kilograms", "km": "kilometres", "cm": "centimetres",
    "mmHg": "millimetres of mercury", "mm": "millimetres", "℃": "degrees Celsius",
    "°C": "degrees Celsius",
}  # fmt: skip
UNIT = "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True))
_NAMED = re.compile(
    r"(?:account|number|no\.|reference|call|dial|code|hotline|phone|card|ending)"
    r"(?: number| no\.)?(?: in| is)?[ :]*$",
    re.IGNORECASE,
)
_SIGNS = {"·": ", ", "→": " to ", "×": " times ", "≥": " at least ", "≤": " at most ",
          "=": " equals ", "（": ", ", "）": ", ", "，": ", ", "。": ". ", "、": ", ",
          "：": ": "}  # fmt: skip


def _spelled(text: str) -> str:
    """Characters one by one, a breath between the printed groups; long groups in fours."""
    said = []
    for group in re.findall(r"[A-Z]+|\d+", text.upper()):
        step = len(group) if len(group) <= 5 else 4
        said += [" ".join(group[at : at + step]) for at in range(0, len(group), step)]
    return ", ".join(said)


def _money(match: Match[str]) -> str:
    whole, _, rest = (match[1] or match[3]).replace(",", "").partition(".")
    fen = int((rest + "00")[:2])
    if len(rest.rstrip("0")) > 2:
        said = f"{whole}.{rest} yuan"
    else:
        parts = [f"{whole} yuan"] if int(whole) or not fen else []
        said = " ".join([*parts, f"{fen} fen"] if fen else parts)
    return said + (f" per {_one(match[2])}" if match[2] else "")


def _one(unit: str) -> str:
    """One of a unit: cubic metres → cubic metre."""
    return " ".join(word.removesuffix("s") for word in UNITS[unit].split())


def _address(match: Match[str]) -> str:
    said = re.sub(r"^https?://", "", match[0]).rstrip("/.")
    said = re.sub(r"\d+", lambda digits: f" {' '.join(digits[0])} ", said)
    return said.replace(".", " dot ").replace("@", " at ").replace("/", " slash ")


def _number(match: Match[str]) -> str | None:
    digits = re.sub(r"\D", "", match[0])
    grouped = " " in match[0] or "-" in match[0]
    before = match.string[max(0, match.start() - 24) : match.start()]
    known = _NAMED.search(before) or len(digits) >= 8 or (grouped and len(digits) >= 6)
    return _spelled(match[0]) if known else None


def _date(match: Match[str]) -> str | None:
    try:
        day = date(int(match[1]), int(match[2]), int(match[3]))
    except ValueError:
        return None
    return f"{day.day} {day:%B} {day.year}"


def _masked(match: Match[str]) -> str:
    hidden = f"{len(match[2])} hidden" if match[1] or match[3] else "hidden"
    return ", ".join(part for part in (_spelled(match[1]), hidden, _spelled(match[3])) if part)


def _names(match: Match[str]) -> str:
    syllables = (said[:-1] for part in cut(simplified(match[0])) for said in part.readings)
    return f" {''.join(syllables).replace('v', 'yu')} "


RULES: tuple[Rule, ...] = (
    rule(r"(\d*)([*＊●]+)([\dXx]*)", _masked),
    rule(r"(?<![\w.])(?:https?://[\w./-]+|www\.[\w./-]+|[\w.-]+@[\w-]+(?:\.[a-z]+)+)", _address),
    rule(r"(?<![A-Za-z\d])([A-Z]{1,4})[ -]?\d[\d -]{4,}\d(?![\dXx])", lambda m: _spelled(m[0])),
    rule(START + r"((?:19|20)\d\d)[-/](\d\d?)[-/](\d\d?)(?!\d)", _date),
    rule(START + r"((?:19|20)\d\d)[-–]((?:19|20)\d\d)(?!\d)", lambda m: f"{m[1]} to {m[2]}"),
    rule(rf"¥ ?({NUMBER})[-–]¥?({NUMBER})", lambda m: f"{m[1]} to {m[2]} yuan"),
    rule(rf"¥ ?({NUMBER})(?:/({UNIT}))?|({NUMBER}) (?:yuan|RMB)(?![a-z])", _money),
    rule(START + r"(\d\d+)/(\d\d+)(?= ?mmHg)", lambda m: f"{m[1]} over {m[2]}"),
    rule(START + rf"({NUMBER})%?[-–]({NUMBER})%", lambda m: f"{m[1]}% to {m[2]}%"),
    rule(r"(?<![\w.])-(?=\d)", lambda m: "minus "),
    rule(r"[①-⑳]", lambda m: f"{unicodedata.numeric(m[0]):.0f}"),
    rule(START + rf"({NUMBER}) ?({UNIT})", lambda m: f"{m[1]} {UNITS[m[2]]}"),
    rule(rf"({UNIT})(?![A-Za-z])", lambda m: UNITS[m[1]]),
    rule(START + r"(?:12[13]\d\d|95\d{3}|96\d{3,4})(?![\d.,])", lambda m: _spelled(m[0])),
    rule(START + r"\d{17}[\dX](?!\d)", lambda m: _spelled(m[0])),
    rule(START + r"\d+(?:[ -]\d+)*(?![\d.:]|,\d)", _number),
    rule(START + rf"({NUMBER})[-–]({NUMBER})(?!\d)", lambda m: f"{m[1]} to {m[2]}"),
    rule(NUMBER, lambda m: m[0].replace(",", "")),
    rule(r"[\u4e00-\u9fff]+", _names),
    rule(r"[·→×≥≤=（），。、：]", lambda m: _SIGNS[m[0]]),
    rule(r"[^\w\s.,;:!?'\"()%&/$€£+-]", lambda m: ""),
)  # fmt: skip
