"""How figures, dates, amounts, numbers and signs are said in a Chinese sentence."""

from __future__ import annotations

import re
import unicodedata
from fractions import Fraction
from re import Match

from .numerals import called, measured, money, plain_digits, quantity
from .rules import Rule, rule

NUMBER = r"(?:\d{1,3}(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?)"
TO = r" ?[-–—－~～至到] ?"
START = r"(?<![\d.A-Za-z])"
YEAR = r"(?:19|20)\d\d"
CLOCK = r"([01]?\d|2[0-4])[:：]([0-5]\d)(?:[:：]([0-5]\d))?"
UNITS = {
    "m³": "立方米", "㎥": "立方米", "m3": "立方米", "kWh": "度", "kW·h": "度", "千瓦时": "度",
    "m²": "平方米", "㎡": "平方米", "m2": "平方米", "kg": "公斤", "km": "公里", "cm": "厘米",
    "mm": "毫米", "mL": "毫升", "ml": "毫升", "px": "像素", "MB": "兆", "kB": "千字节",
    "m": "米", "t": "吨", "L": "升", "h": "小时", "g": "克", "mg": "毫克", "μg": "微克",
    "mmol": "毫摩尔", "min": "分钟", "V": "伏", "W": "瓦", "kW": "千瓦", "Hz": "赫兹",
    "dB": "分贝", "dm": "分米", "dl": "分升", "dL": "分升", "IU": "国际单位", "GB": "吉字节",
    "TB": "太字节", "KB": "千字节", "mmHg": "毫米汞柱", "kPa": "千帕", "km²": "平方公里",
    "cm²": "平方厘米", "cm³": "立方厘米", "kcal": "千卡", "bpm": "次每分钟",
}  # fmt: skip
UNIT = "(?:" + "|".join(sorted(map(re.escape, UNITS), key=len, reverse=True)) + ")(?![A-Za-z])"
# Words after which a row of digits is a name, not an amount.
_NAMED = re.compile(
    r"(?:户号|编号|卡号|尾号|单号|证号|账号|帐号|号码|热线|电话|拨打|工号|邮编|凭证号|验证码|打给"
    r"|取号|手机号?|座机|致电|报警|急救|请打|可打|打|火警|匪警|客服|分机|内线|服务台|传真|编码|代码|密码"
    r"|序号|短号|票号|车号|床号|病历号|住院号|门诊号|学号|文号)(?:都?是|为)?[ ：:]*$"
)
_ORDINAL = re.compile(r"第 ?$")
_COUNTED = (
    "个|位|次|件|项|吨|天|小时|分钟|秒|年|岁|人|户|张|份|条|种|元|块|只|台|套|笔|本|页|步|层|间|"
    "家|斤|公斤|千克|公里|米|立方|平方|度|升|倍|成|遍|句|处|样|封|门|片|瓶|盒|支|周|星期|千瓦"
)
_ORDERED = "月日号楼级栋幢"
_MASK = r"(\d*)([*＊●]+(?: [*＊●]+)*) ?([\dXx]*)"
PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"  # on number plates
IN_ADDRESSES = {".": "点", "@": "，艾特，", "/": "斜杠", "-": "减号", "_": "下划线", ":": "冒号"}
SIGNS = {
    "·": "，", "•": "，", "|": "，", "→": "到", "—": "，", "–": "，", "…": "，", "（": "，",
    "）": "，", "(": "，", ")": "，", "+": "加", "=": "等于", "≥": "大于等于", "≤": "小于等于",
    ">": "大于", "<": "小于", "×": "乘", "÷": "除以", "&": "和", "@": "艾特", "#": "井号",
    "%": "百分号", "°": "度", "℃": "摄氏度", "¥": "元", "–—": "，", "/": "、", "-": "，",
    "~": "到", "～": "到", "~~": "到", ",": "，", ";": "；", ":": "：", "?": "？", "!": "！",
}  # fmt: skip


def _before(match: Match[str], pattern: re.Pattern[str]) -> bool:
    return pattern.search(match.string, max(0, match.start() - 12), match.start()) is not None


def _neighbours(match: Match[str]) -> str:
    return match.string[: match.start()][-1:] + match.string[match.end() :][:1]


def _groups(text: str) -> str:
    """Digit groups as printed, a breath between them; a long group is said in fours."""
    said = []
    for group in re.findall(r"\d+", text):
        step = len(group) if len(group) <= 5 else 4
        said += [called(group[at : at + step]) for at in range(0, len(group), step)]
    return "，".join(said)


def _mask(match: Match[str]) -> str | None:
    first, last = match[1], match[3]
    stars = match[2].replace(" ", "")
    if not (first or last):
        if len(stars) > 1 and match.string[: match.start()][-1:].isdigit():
            return f"，隐去{measured(str(len(stars)))}位"
        if len(stars) > 3:
            return f"，隐去{measured(str(len(stars)))}位"
        # One star in a name stands for a character; alone it is the mark of a footnote.
        inside = re.fullmatch(r"[\u4e00-\u9fff]{2}", _neighbours(match))
        surname = re.search(r"(?:^|[，、：（ ])[\u4e00-\u9fff]$", match.string[: match.start()])
        return "某" * len(stars) if len(stars) > 1 or inside or surname else ""
    hidden = f"隐去{measured(str(len(stars)))}位"
    tail = "".join(called(char) if char.isdigit() else "X" for char in last)
    return "，".join(part for part in (called(first), hidden, tail) if part)


def _identity(match: Match[str]) -> str:
    number = match[0].upper()
    tail = "".join(called(char) if char.isdigit() else "X" for char in number[14:])
    return "，".join((called(number[:6]), called(number[6:14]), tail))


def _reference(match: Match[str]) -> str:
    return f"{match[1]}，{_groups(match[2])}"


def _calendar(match: Match[str]) -> str:
    year, month, day = match[1], match[2], match[3]
    said = plain_digits(year) + "年"
    said += quantity(str(int(month))) + "月" if month else ""
    return said + (quantity(str(int(day))) + "日" if day else "")


def _clock(hour: str, minute: str, second: str | None = None) -> str:
    said = measured(str(int(hour))) + "点"
    if int(minute) or second:
        said += ("零" if int(minute) < 10 else "") + quantity(str(int(minute))) + "分"
    return said + (quantity(str(int(second))) + "秒" if second else "")


def _clocks(match: Match[str]) -> str:
    first = _clock(*match.group(1, 2, 3))
    return f"{first}到{_clock(*match.group(4, 5, 6))}" if match[4] else first


def _price(match: Match[str]) -> str:
    per = match[2] or ""
    return money(match[1]) + ("每" + UNITS.get(per, per) if per else "")


def _percent(match: Match[str]) -> str:
    share = {"%": "百分之", "‰": "千分之"}[match[3]]
    if match[1][0] == "-" and not match[2]:
        return f"负{share}{quantity(match[1][1:])}"
    parts = [share + ("百" if number == "100" and match[3] == "%" else quantity(number))
             for number in match.group(1, 2) if number]  # fmt: skip
    return "到".join(parts)


def _degrees(match: Match[str]) -> str:
    return "到".join(
        f"零下{quantity(number[1:])}度" if number[0] in "-－" else f"{quantity(number)}摄氏度"
        for number in match.group(1, 2)
        if number
    )


def _range(match: Match[str]) -> str:
    unit = UNITS.get(match[4] or "", match[4] or "")
    counted = quantity if unit in _ORDERED or _before(match, _ORDINAL) else measured
    said = money(match[3]) if unit == "元" else counted(match[3]) + unit
    return f"{counted(match[1])}{match[2] or ''}到{said}"


def _unit(match: Match[str]) -> str:
    said = measured(match[1]) + UNITS[match[2]]
    return said + ("每" + UNITS.get(match[3], match[3]) if match[3] else "")


def _named(match: Match[str]) -> str | None:
    digits = re.sub(r"\D", "", match[0])
    grouped = " " in match[0] or "-" in match[0]
    known = _before(match, _NAMED) or len(digits) >= 8 or (grouped and len(digits) >= 6)
    return _groups(match[0]) if known and not _before(match, _ORDINAL) else None


def _counted(match: Match[str]) -> str:
    return quantity(match[1]) if _before(match, _ORDINAL) else measured(match[1])


def _is_range(match: Match[str]) -> bool:
    """Whether a dash says "to": between days, hours, amounts; a long dash is a pause."""
    before, after = match.string[: match.start()][-3:], match.string[match.end() :][:1]
    if after in "-–—－":
        return False
    weekday = re.search(r"(?:周|星期|礼拜)[一二三四五六日天]$", before)
    return bool(weekday) or before[-1:] in tuple("点日号月分年岁元%时") or after == "次"


def _address(match: Match[str]) -> str:
    """A web or mail address: every sign in it is said, digits one by one."""
    said = re.sub(r"^https?://", "", match[0])
    said = re.sub(r"\d+", lambda digits: called(digits[0]), said)
    return "，" + "".join(IN_ADDRESSES.get(char, char) for char in said.rstrip("/")) + "，"


def _single(match: Match[str]) -> str:
    """Figures that are one character: ①, Ⅱ, ½."""
    whole, number = match[1] or "", unicodedata.numeric(match[2])
    if number == int(number):
        return quantity(whole) + quantity(str(int(number))) if whole else quantity(f"{number:.0f}")
    part = Fraction(number).limit_denominator(10)
    said = f"{quantity(str(part.denominator))}分之{quantity(str(part.numerator))}"
    return f"{quantity(whole)}又{said}" if whole else said


def _sign(match: Match[str]) -> str:
    sign = match[0]
    before, after = match.string[: match.start()][-1:], match.string[match.end() :][:1]
    if sign == "/" and before in "元吨度次人户月年日米":
        return "每"
    if sign in "-–—－~～" and after.strip() and _is_range(match):
        return "到"
    if sign == "+" and before.isdigit() and not after.isdigit():
        return "以上"
    return SIGNS.get(sign, "")


RULES: tuple[Rule, ...] = (
    rule(r"(?<![\w.])(?:https?://[\w.-]+|www\.[\w.-]+|[A-Za-z][\w.-]*@[\w-]+(?:\.[A-Za-z]+)+"
         r"|[a-z][\w-]*(?:\.[\w-]+)*\.(?:cn|com|org|net|gov))(?:/[\w./-]*)?", _address),
    rule(r"Wi-Fi|WIFI|Wifi", lambda m: "WiFi"),
    rule(_MASK, _mask),
    rule(START + r"\d{17}[\dXx](?![\dA-Za-z])", _identity),
    rule(START + r"(?:\+?86[ -]?)?(1[3-9]\d)[ -]?(\d{4})[ -]?(\d{4})(?!\d)",
         lambda m: "，".join(map(called, m.groups()))),
    rule(START + r"(0\d{2,3})[- ](\d{4})(\d{3,4})(?:-(\d{1,4}))?(?!\d)",
         lambda m: "，".join(called(part) for part in m.groups() if part)),
    rule(START + r"([48]00)[ -]?(\d{3})[ -]?(\d{4})(?!\d)",
         lambda m: "，".join(map(called, m.groups()))),
    rule(r"(?<![A-Za-z\d])([A-Z]{1,4})[ -]?(\d[\d -]{4,}\d)(?!\d)", _reference),
    rule(START + r"(\d{0,3}) ?([①-⑳⑴-⒇Ⅰ-Ⅻⅰ-ⅻ¼½¾⅓⅔])", _single),
    rule(rf"[〔\[（(]({YEAR})[〕\]）)]", lambda m: f"，{plain_digits(m[1])}，"),
    rule(r"(?<=[一二三四五六七八九〇零○])○", lambda m: "零"),
    rule(r"(?<![A-Za-z\d])([A-Z]{1,2})(\d{3,5})(?![\d.A-Za-z]| ?[元%度])",
         lambda m: m[1] + called(m[2])),
    rule(START + r"(\d\d?)·(\d\d?)(?!\d)", lambda m: plain_digits(m[1] + m[2])),
    rule(r"(?<![^\s])(\d\d?)\.(?= |[\u4e00-\u9fff])", lambda m: quantity(m[1]) + "，"),
    rule(START + r"([5-9]0|00)(?= ?后(?:的|$|[^\w]))", lambda m: plain_digits(m[1])),
    rule(START + rf"({YEAR})([-/.])(\d\d?)\2(\d\d?)(?![\d.])",
         lambda m: f"{plain_digits(m[1])}年{quantity(str(int(m[3])))}月"
                   f"{quantity(str(int(m[4])))}日"),
    rule(START + rf"({YEAR}){TO}({YEAR})(?= ?年)",
         lambda m: f"{plain_digits(m[1])}到{plain_digits(m[2])}"),
    rule(START + rf"({YEAR}) ?年(?: ?(\d\d?) ?月)?(?: ?(\d\d?) ?[日号])?", _calendar),
    rule(START + r"(\d\d?)(?= ?(?:月|日|号|楼|级|栋|幢|单元))", lambda m: quantity(m[1])),
    rule(START + rf"{CLOCK}(?:{TO}{CLOCK})?(?!\d)", _clocks),
    rule(START + r"(\d\d?) ?点 ?(\d\d?) ?分", lambda m: _clock(m[1], m[2])),
    rule(START + r"(\d\d?)(?= ?点)", lambda m: measured(m[1])),
    rule(START + r"(\d\d{1,2})/(\d\d{1,2}) ?(?:mmHg|毫米汞柱)",
         lambda m: f"{quantity(m[1])}，{quantity(m[2])}，毫米汞柱"),
    rule(START + rf"(-?{NUMBER})%?(?:{TO}({NUMBER}))? ?([%‰])", _percent),
    rule(START + rf"([-－]?{NUMBER})(?: ?(?:℃|°C))?(?:{TO}([-－]?{NUMBER}))? ?(?:℃|°C|摄氏度)",
         _degrees),
    rule(START + rf"({NUMBER})(?: ?(元))?{TO}({NUMBER}) ?({UNIT}|[\u4e00-\u9fff])", _range),
    rule(rf"¥ ?(-?{NUMBER})(?!\d|\.\d| ?[万亿])(?: ?元)?(?: ?/ ?({UNIT}|[\u4e00-\u9fff]))?",
         _price),
    rule(rf"¥ ?({NUMBER}) ?([万亿])(?:元)?", lambda m: f"{quantity(m[1])}{m[2]}元"),
    rule(START + rf"(-?{NUMBER}) ?元(?: ?/ ?({UNIT}|[\u4e00-\u9fff]))?", _price),
    rule(START + rf"(-?{NUMBER}) ?({UNIT})(?: ?/ ?({UNIT}|[\u4e00-\u9fff]))?", _unit),
    rule(rf"(?<![A-Za-z])({UNIT})",
         lambda m: UNITS[m[1]] if len(m[1]) > 1 and not m[1].isupper() else None),
    rule(START + r"(\d{1,2})/(\d{1,3})(?![\d/])",
         lambda m: f"{quantity(m[2])}分之{quantity(m[1])}"),
    rule(START + rf"({NUMBER}) ?[:：∶] ?({NUMBER})(?!\d)",
         lambda m: f"{quantity(m[1])}比{quantity(m[2])}"),
    rule(START + r"\d{3,4}(?= ?(?:室|房|病房|诊室|教室|会议室|包间|病区))", lambda m: called(m[0])),
    rule(r"(?:(?<=转)|(?<=转 ))\d{3,4}(?=$|[，。；、）)])", lambda m: called(m[0])),
    rule(START + r"\d{3}(?= ?路(?![上边口面灯]))", lambda m: called(m[0])),
    rule(START + r"\d{2,6}(?= ?(?:开头|打头|字头))", lambda m: called(m[0])),
    rule(rf"(?<=[{PROVINCES}])([A-Z])[· ]?([A-Z\d]{{5,6}})(?![A-Za-z\d])",
         lambda m: m[1] + "".join(called(char) if char.isdigit() else char for char in m[2])),
    rule(START + r"1(?:1[029]|2[02])(?= ?(?:报警|急救|电话|热线|求助|火警|着火|是)|[，。、；！]|$)",
         lambda m: called(m[0])),
    rule(START + r"\d+(?:[ -]\d+)*(?![\d.]|,\d|(?: ?(?:位|个|家|次|条|部|张)))", _named),
    rule(START + r"(?:12[13]\d\d|95\d{3}|96\d{3,4}|1[01]\d\d\d)(?!\d|[.,]\d)"
                 r"(?! ?[\u4e00-\u9fff]?[元吨度户人米])", lambda m: called(m[0])),
    rule(START + rf"(-?{NUMBER})(?= ?(?:{_COUNTED}))", _counted),
    rule(rf"(?<![\d.A-Za-z\u4e00-\u9fff])-{NUMBER}", lambda m: quantity(m[0])),
    rule(NUMBER, lambda m: quantity(m[0])),
    rule(r"[^\w\s\u4e00-\u9fff。，、；：？！]", _sign),
    rule(r"\s+", lambda m: ""),
)  # fmt: skip
