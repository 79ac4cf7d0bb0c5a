"""The common questions, with the same words and the same care in every service that asks them."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from services.cleaning.bank_cards import masked_bank_account, read_bank_account
from services.cleaning.contact import masked_room, read_address, read_any_phone
from services.cleaning.days import read_birth_date, read_coming_day
from services.cleaning.identity import birth_date_of, masked_id, read_id_number, with_check_sign
from services.cleaning.names import read_name
from services.cleaning.text import read_text
from services.journey import AnswerProblem, Answers, Kind, Option, Question
from services.phones import masked_phone
from services.requests.choosing import one_of
from services.requests.helpers import HELPER_NAME, HELPER_PHONE
from services.requests.parcels import DELIVERY_ADDRESS, PAPERS_BY, RESULT_BY
from services.requests.pictures import PHOTO
from services.requests.typing_in import (
    Asker,
    Known,
    first,
    known_or,
    shown_as_kept,
    shown_day,
    shown_lines,
    typed_by,
)
from services.storage.people import Person
from services.words import words

# How far ahead somebody may be asked to come.
FURTHEST = timedelta(days=60)
_EXAMPLE_IN = timedelta(days=3)


def _of_person(find: Callable[[Person], str | None]) -> Known:
    """What signing in tells, or None."""
    return lambda context, answers: find(context.person) if context.person else None


def _birth_known(context: Asker, answers: Answers) -> str | None:
    """The ID number tells it, else signing in does."""
    if "id-number" in answers:
        return birth_date_of(answers["id-number"]).isoformat()
    born = context.person.birth_date if context.person else None
    return born.isoformat() if born else None


def _take_birth_date(raw: list[str], context: Asker, answers: Answers) -> str:
    value = _BIRTH_CLEAN(raw, context, answers)
    number = answers.get("id-number")
    if number is not None and birth_date_of(number).isoformat() != value:
        raise AnswerProblem(
            words("这一天和您填的身份证号对不上。请看身份证，改这里，或者回上一步改号码。")
        )
    return str(value)


def _take_day(raw: list[str], context: Asker, answers: Answers) -> str:
    today = context.today
    return read_coming_day(
        first(raw), today, today + timedelta(days=1), today + FURTHEST
    ).isoformat()


def _example_day(context: Any) -> str:
    day: date = context.today + _EXAMPLE_IN
    return f"{day.year}-{day.month}-{day.day}"


_ID_CLEAN, _ID_STANDING = known_or(
    "id-number",
    _of_person(lambda person: person.id_number),
    masked_id,
    lambda typed, context: read_id_number(typed, context.today),
)
_BIRTH_CLEAN, _BIRTH_STANDING = known_or(
    "birth-date",
    _birth_known,
    lambda iso: f"{iso[:4]}-**-**",
    lambda typed, context: read_birth_date(typed, context.today).isoformat(),
)
_PHONE_CLEAN, _PHONE_STANDING = known_or(
    "phone",
    _of_person(lambda person: person.phone),
    masked_phone,
    lambda typed, context: read_any_phone(typed),
)

NAME = Question(
    slug="name",
    section="person",
    kind=Kind.TEXT,
    label=words("您叫什么名字？"),
    name=words("姓名"),
    hint=words("照身份证上的写。"),
    example=lambda context: "王秀兰",
    clean=typed_by(read_name),
    show=shown_as_kept,
    standing=lambda context, answers: (
        answers.get("name") or _of_person(lambda person: person.name)(context, answers)
    ),
    private=True,
    autocomplete="name",
)
ID_NUMBER = Question(
    slug="id-number",
    section="person",
    kind=Kind.TEXT,
    label=words("身份证号是多少？"),
    name=words("身份证号"),
    hint=words("印在身份证正面最下面，共 18 位。中间有空格也可以。"),
    # Sequence 000 is never issued: nobody has this number.
    example=lambda context: with_check_sign("11010119480506000"),
    clean=_ID_CLEAN,
    show=lambda value, context, answers: [masked_id(value)],
    standing=_ID_STANDING,
    private=True,
)
BIRTH_DATE = Question(
    slug="birth-date",
    section="person",
    kind=Kind.DATE,
    label=words("生日是哪一天？"),
    name=words("生日"),
    hint=words("填公历（阳历）的，照身份证上“出生”那一行写。"),
    example=lambda context: "1948-5-6",
    clean=_take_birth_date,
    show=lambda value, context, answers: [words("%(year)s 年出生", year=value[:4])],
    standing=_BIRTH_STANDING,
    private=True,
    autocomplete="bday",
    depends_on=("id-number",),
)
PHONE = Question(
    slug="phone",
    section="person",
    kind=Kind.DIGITS,
    label=words("打哪个电话找您？"),
    name=words("电话"),
    hint=words("手机、家里的座机都可以。座机请加区号。"),
    example=lambda context: "199 0000 0001",
    clean=_PHONE_CLEAN,
    show=lambda value, context, answers: [masked_phone(value)],
    standing=_PHONE_STANDING,
    private=True,
    autocomplete="tel",
)
ADDRESS = Question(
    slug="address",
    section="person",
    kind=Kind.TEXT,
    label=words("地址在哪里？"),
    name=words("地址"),
    hint=words("写到门牌号和几室。"),
    example=lambda context: "暖阳路 12 弄 3 号 401 室",
    clean=typed_by(read_address),
    show=lambda value, context, answers: [masked_room(value)],
    private=True,
    autocomplete="address-line1",
)
BANK_ACCOUNT = Question(
    slug="bank-account",
    section="person",
    kind=Kind.DIGITS,
    label=words("钱打到哪张银行卡？"),
    name=words("银行卡号"),
    hint=words("填您本人的卡，卡号印在卡的正面。中间有空格也可以。"),
    example=lambda context: "6200 0000 0000 0000 000",
    clean=typed_by(read_bank_account),
    show=lambda value, context, answers: [masked_bank_account(value)],
    private=True,
)
DAY = Question(
    slug="day",
    section="when",
    kind=Kind.DATE,
    label=words("哪一天方便？"),
    name=words("哪一天"),
    hint=words("从明天起，60 天以内。写“明天”“12 月 1 日”都可以。"),
    example=_example_day,
    clean=_take_day,
    show=shown_day,
)
_PARTS = (
    Option("morning", words("上午"), words("8 点半到 11 点半")),
    Option("afternoon", words("下午"), words("1 点半到 5 点")),
    Option("any", words("都可以")),
)
PART_OF_DAY = one_of(
    "part-of-day",
    "when",
    words("上午还是下午？"),
    words("上午还是下午"),
    _PARTS,
    words("请选上午、下午，或者都可以。"),
)
NOTES = Question(
    slug="notes",
    section="result",
    kind=Kind.LONG,
    label=words("还有什么要告诉我们？"),
    name=words("要说的话"),
    hint=words("比如：楼里没有电梯，敲门请重一点。最多 500 个字。"),
    example=lambda context: "楼里没有电梯，敲门请重一点。",
    clean=typed_by(read_text),
    show=shown_lines,
    optional=True,
)

# What `use` in a service.toml may name (services/guide.py checks it), and what it asks.
COMMON: dict[str, tuple[Question, ...]] = {
    "name": (NAME,),
    "id-number": (ID_NUMBER,),
    "birth-date": (BIRTH_DATE,),
    "phone": (PHONE,),
    "address": (ADDRESS,),
    "day": (DAY,),
    "part-of-day": (PART_OF_DAY,),
    "bank-account": (BANK_ACCOUNT,),
    "papers-by": (PAPERS_BY,),
    "result-by": (RESULT_BY, DELIVERY_ADDRESS),
    "helper": (HELPER_NAME, HELPER_PHONE),
    "notes": (NOTES,),
    "photo": (PHOTO,),
}
