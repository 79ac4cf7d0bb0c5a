"""Who is to act for a resident: a name and a number, as carefully taken as the resident's own."""

from services.cleaning.contact import read_any_phone
from services.cleaning.names import read_name
from services.journey import Kind, Question
from services.phones import masked_phone
from services.requests.typing_in import shown_as_kept, typed_by
from services.words import words

HELPER_NAME = Question(
    slug="helper-name",
    section="need",
    kind=Kind.TEXT,
    label=words("请谁帮您办？"),
    name=words("帮您的人"),
    hint=words("照身份证上的名字写。请先跟他说好。"),
    example=lambda context: "张伟",
    clean=typed_by(read_name),
    show=shown_as_kept,
    private=True,
)
HELPER_PHONE = Question(
    slug="helper-phone",
    section="need",
    kind=Kind.DIGITS,
    label=words("帮您的人电话是多少？"),
    name=words("帮您的人的电话"),
    hint=words("工作人员核对的时候，会打这个电话。手机、座机都可以，座机请加区号。"),
    example=lambda context: "199 0000 0005",
    clean=typed_by(read_any_phone),
    show=lambda value, context, answers: [masked_phone(value)],
    private=True,
)
