"""What is asked about parcels: papers fetched from home, the result, and the address for both."""

from typing import Any

from services.cleaning.contact import masked_room, read_address
from services.delivery import COURIER
from services.journey import Answers, Kind, Option, Question
from services.requests.choosing import one_of
from services.requests.typing_in import typed_by
from services.words import words

_PAPERS = (
    Option("bring", words("我自己送到窗口"), words("家里人、帮手代送也可以。")),
    Option(COURIER, words("请人上门来取"), words("来以前会先和您约好时间。")),
)
_RESULTS = (
    Option("collect", words("我去柜台拿"), words("带上身份证，请人代拿也可以。")),
    Option(COURIER, words("寄给我"), words("请在下面写收件地址。")),
)


def _by_courier(context: Any, answers: Answers) -> bool:
    return COURIER in (answers.get("papers-by"), answers.get("result-by"))


PAPERS_BY = one_of(
    "papers-by",
    "result",
    words("照片和材料怎么交？"),
    words("材料怎么交"),
    _PAPERS,
    words("请选材料怎么交：自己送，或者请人上门来取。"),
)
RESULT_BY = one_of(
    "result-by",
    "result",
    words("办好以后，怎么给您？"),
    words("怎么给您"),
    _RESULTS,
    words("请选怎么给您：去柜台拿，或者寄给您。"),
)
DELIVERY_ADDRESS = Question(
    slug="delivery-address",
    section="result",
    kind=Kind.TEXT,
    label=words("快递到哪里？"),
    name=words("快递地址"),
    hint=words("写到门牌号和几室。上门取、寄给您，都用这个地址。"),
    example=lambda context: "暖阳路 12 弄 3 号 401 室",
    clean=typed_by(read_address),
    show=lambda value, context, answers: [masked_room(value)],
    standing=lambda context, answers: answers.get("delivery-address") or answers.get("address"),
    applies=_by_courier,
    revealed_by="result-by",
    private=True,
    autocomplete="address-line1",
)
