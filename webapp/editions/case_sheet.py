"""A case as a sheet of plain facts: the receipt and the decision as their page shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from a11y.formats.sheet import Section, Sheet
from services.receipts import Fact, Receipt
from services.slips import slip_barcode
from services.stories import Story
from webapp.addresses import absolute
from webapp.locales import _, say, shown
from webapp.viewing import viewing


def case_sheet(receipt: Receipt, story: Story) -> Sheet:
    """Headline, sum and reference first; then what the page says, in its order."""
    number = _("凭证号 %(reference)s。", reference=receipt.reference)
    total = _("一共 %(amount)s。", amount=receipt.total) if receipt.total else ""
    sections = (
        (_("理由和要知道的"), _notes(receipt)),
        (_("接下来"), _upcoming(receipt)),
        (_("办的是什么"), _facts(receipt, story)),
        (_("办到哪一步了"), _events(story)),
        (_("有疑问"), [_("打 12345，或者拿着凭证号到服务大厅。")]),
    )
    filled = tuple(Section(heading, tuple(points)) for heading, points in sections)
    return Sheet(
        say(receipt.headline),
        f"{total} {number}".strip(),
        tuple(section for section in filled if section.points),
        # The number is shown in groups; its address is one word, on paper and in the QR code too.
        absolute(f"/cases/{receipt.reference.replace(' ', '')}/"),
    )


def _notes(receipt: Receipt) -> Iterator[str]:
    yield from map(say, receipt.notes)
    if receipt.undo_until and not receipt.slip:
        yield _("办错了也不要紧，%(time)s以前都可以改主意。", time=receipt.undo_until)
    if receipt.undo_until and receipt.undo_note:
        yield say(receipt.undo_note)


def _upcoming(receipt: Receipt) -> Iterator[str]:
    if receipt.next:
        yield say(receipt.next)
    if receipt.holder:
        yield _pair(_("谁在办"), say(receipt.holder))
    if receipt.due:
        yield _pair(_("最晚哪天"), shown(receipt.due, viewing().locale))


def _facts(receipt: Receipt, story: Story) -> Iterator[str]:
    facts: Iterable[Fact] = (*receipt.facts, *story.parcels)
    for fact in facts:
        yield _pair(say(fact.name), shown(fact.value, viewing().locale))
    if receipt.slip:
        yield _pair(_("缴费单号"), slip_barcode(receipt.slip).shown)


def _events(story: Story) -> Iterator[str]:
    for event in story.events:
        moment = shown(event.at, viewing().locale)
        yield _("%(time)s：%(said)s", time=moment, said=say(event.said))


def _pair(name: str, value: object) -> str:
    return _("%(name)s：%(value)s", name=name, value=str(value))
