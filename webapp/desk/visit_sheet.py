"""A visit as a sheet of plain facts: the form on paper, in braille, and on a device off the net."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from a11y.formats.sheet import Section, Sheet
from services.cases import DISTRICT_TIME
from services.qr import qr_picture, svg_file
from services.visits.form import Line
from services.visits.ledger import Row
from services.visits.ledger import Sheet as DoorSheet
from services.visits.matter import matter_name
from services.visits.planning import ward_name, when
from services.visits.route import RULE
from services.words import Day, Words, words
from webapp.addresses import absolute
from webapp.editions.guide_sheet import plain
from webapp.editions.subject import Subject
from webapp.locales import _, say, shown
from webapp.viewing import viewing
from webapp.wiring import parts

# Read out at the door, before anything is looked at; the resident answers in words.
CONSENT = (
    words("我是来上门办事的，这是我的工作证，您可以先看，也可以打 12345 问。"),
    words("上门不收钱，也不收东西。"),
    words("我会看您的证件和材料，照着填表，需要的拍下来，只交给办这件事的窗口。"),
    words("我填的每一项都会念给您听。念错了，请马上说。"),
    words("您随时可以说“不办了”，不用讲理由，也不影响您别的事。"),
    words("您听明白了吗？同意，就请说“同意”。"),
)
_ALWAYS = (
    words("工作证，进门先给居民看。"),
    words("印好的大字表，一支粗一点的笔。"),
    words("平板，出门前充好电，带走今天的单子。"),
)
# By what the resident asked to be ready.
_BY_NEED = {
    "sign": words("居民要手语翻译：先约好翻译，或者带能打手语视频的平板。"),
    "writing": words("居民听不清：带写字板，或者在平板上打字给居民看。"),
    "guide-dog": words("居民有导盲犬：不要摸，不要喂。"),
    "wheelchair": words("居民坐轮椅或者走路不方便：敲门以后多等一会儿。"),
}
_BY_LETTERS = {
    "large": words("居民看大字：带 24 点的大字表。"),
    "braille": words("居民摸盲文：带刻好的盲文表。"),
    "audio": words("居民听录音：把表的录音放在平板里。"),
}
_TO_WRITE = "________________"


def to_bring(row: Row) -> list[Words]:
    """What the visitor brings: always the same, and what this resident needs."""
    given = row.case.details.get("given", {})
    needs = given.get("needs") or ()
    wanted = [said for need, said in _BY_NEED.items() if need in needs]
    letters = _BY_LETTERS.get(given.get("contact-letters", ""))
    return [*_ALWAYS, *wanted, *([letters] if letters else [])]


def door_sheet(door: DoorSheet) -> Sheet:
    """The form of one visit, to be filled in together."""
    row = door.row
    title = _("上门办：%(matter)s", matter=matter_name(row.entry))
    address = absolute(f"/cases/{row.case.reference}/")
    return Sheet(title, say(when(row.visit)), tuple(_sections(door)), address)


def door_subject(door: DoorSheet) -> Subject:
    """What the editions of one visit's form are made from."""
    sheet = door_sheet(door)
    number = door.row.visit.id
    return Subject(
        sheet=sheet,
        language=viewing().locale.tag,
        public=False,
        base=f"/desk/visits/{number}/",
        name=f"visit-{number}",
        text_file="form.txt",
        qr=svg_file(qr_picture(sheet.address)),
    )


def bag_subject(doors: Sequence[DoorSheet], day: date, who: str) -> Subject:
    """The whole bag of a day: the way, then every form, one after another."""
    way = Section(_("今天怎么走"), tuple(_way(doors)))
    forms = (
        Section(f"{_('第 %(n)s 家', n=place)} · {section.heading}", section.points)
        for place, door in enumerate(doors, 1)
        for section in (_where(door.row), *_sections(door))
    )
    title = _("上门包：%(day)s", day=Day(day))
    base = f"/desk/visits/pack/{day.isoformat()}/"
    address = absolute(base)
    summary = _("%(who)s，一共 %(n)s 家。", who=who, n=len(doors))
    return Subject(
        sheet=Sheet(title, summary, (way, *forms), address),
        language=viewing().locale.tag,
        public=False,
        base=base,
        name=f"visits-{day.isoformat()}",
        text_file="bag.txt",
        qr=svg_file(qr_picture(address)),
    )


def _way(doors: Sequence[DoorSheet]) -> Iterator[str]:
    for place, door in enumerate(doors, 1):
        row = door.row
        yield _(
            "第 %(n)s 家：%(when)s，%(ward)s，%(address)s，办“%(matter)s”。",
            n=place,
            when=when(row.visit),
            ward=ward_name(row.visit.ward),
            address=row.address,
            matter=matter_name(row.entry),
        )
    yield say(RULE)


def _where(row: Row) -> Section:
    return Section(_("哪一家"), (f"{say(when(row.visit))} {row.address}",))


def _sections(door: DoorSheet) -> Iterator[Section]:
    row = door.row
    if row.todo is not None and row.todo.holder:
        card = _("来的人是%(who)s。先看工作证，再开门。", who=row.todo.holder)
        yield Section(_("谁来"), (card,))
    yield Section(_("已经替您写好的，请看对不对"), tuple(map(_line, door.form.known)))
    if door.form.open:
        yield Section(_("还要问您的"), tuple(map(_line, door.form.open)))
    yield Section(_("要准备的"), tuple(_papers(row)))
    yield Section(_("念给居民听的话"), tuple(say(said) for said in CONSENT))
    signed = _("同意的，请写名字：%(line)s 不方便写字，说“同意”就行。", line=_TO_WRITE)
    yield Section(_("您同意吗"), (signed,))


def _papers(row: Row) -> Iterator[str]:
    if row.entry is not None:
        yield from map(plain, row.entry.guide(viewing().locale.tag).bring)
    else:
        yield _("身份证。")
    reference = row.case.reference
    yield _("查进度用这个凭证号：%(reference)s。", reference=f"{reference[:9]} {reference[9:]}")


def _line(line: Line) -> str:
    values = " / ".join(str(shown(value, viewing().locale)) for value in line.values)
    return _("%(name)s：%(value)s", name=line.name, value=values or _TO_WRITE)


def word_at_door(row: Row) -> str:
    """The words of that day by which a resident knows a visitor: the district's and their own."""
    day = row.visit.starts_at.astimezone(DISTRICT_TIME).date()
    person, known = row.case.person_id, parts().day_words
    own = () if person is None else (known.own(person, day),)
    return " · ".join((known.of(day), *own))


def on_device(door: DoorSheet) -> dict[str, object]:
    """What a device takes along for one door, in the language of the request."""
    row, sheet = door.row, door_sheet(door)
    given = row.case.details.get("given", {})
    return {
        "id": row.visit.id,
        "version": row.visit.version,
        "title": sheet.title,
        "when": sheet.summary,
        "name": str(given.get("name", "")),
        "phone": str(given.get("phone", "")),
        "address": row.address,
        "word": _("进门先说暗号：%(word)s", word=word_at_door(row)),
        "bring": [say(said) for said in to_bring(row)],
        "sections": [{"heading": s.heading, "points": list(s.points)} for s in sheet.sections],
    }
