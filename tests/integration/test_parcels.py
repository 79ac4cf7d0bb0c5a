"""双向快递 through the pages: papers fetched, the card brought home, each step told."""

from flask import Flask

from services.clock import FixedClock
from services.progress import finish, refuse
from services.words import words
from tests.residents import Resident, first_answers
from webapp.wiring import parts

ROOM = "暖阳路 12 弄 3 号 401 室"


def _sends(resident: Resident, **chosen: str) -> str:
    """Apply for a disability card, choosing how parcels go; the receipt's address."""
    resident.signs_in("wheelchair").starts("disability-card")
    for _ in range(20):
        if resident.at_check:
            break
        answers = first_answers(resident.client)
        for name, value in chosen.items():
            if name.replace("_", "-") in answers:
                answers[name.replace("_", "-")] = value
        resident.client.submit(answers)
    resident.sends()
    return resident.page.address


def _later(app: Flask, clock: FixedClock, minutes: int) -> None:
    clock.advance(minutes=minutes)
    with app.app_context():
        parts().outbox.drain()


def test_papers_are_fetched_and_followed(app: Flask, clock: FixedClock, resident: Resident) -> None:
    receipt = _sends(resident, papers_by="courier", delivery_address=ROOM)
    resident.sees("上门取材料", "会先和您约好上门的时间", "3 号 ** 室")
    for minutes, said in ((11, "会上门取材料，运单号 9900"), (61, "取走了"), (1440, "材料送到了")):
        _later(app, clock, minutes)
        resident.signs_in("wheelchair").client.get(receipt)
        resident.sees(said)
    with app.app_context():
        assert parts().outbox.waiting() == 0
    resident.client.get("/cases/notices/")
    resident.sees("快递员会上门取材料", "材料送到了办事的地方")


def test_nobody_comes_for_papers_of_what_was_refused(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    _sends(resident, papers_by="courier", delivery_address=ROOM)
    reference = resident.case_reference.replace(" ", "")
    with app.app_context(), parts().db.write() as work:
        case = work.cases.by_reference(reference)
        assert case is not None
        refuse(work, case, clock.now(), words("一年以内办过一次。"))
    _later(app, clock, 11)
    with app.app_context(), parts().db.read() as work:
        assert work.demo_offices.booked_at(f"{reference}-fetch") is None
    assert parts(app).outbox.waiting() == 0


def test_the_result_is_sent_home_once_it_is_done(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    receipt = _sends(resident, result_by="courier", delivery_address=ROOM)
    _later(app, clock, 11)
    resident.client.get(receipt)
    resident.sees("寄结果给您", "办好以后寄")
    with app.app_context(), parts().db.write() as work:
        case = work.cases.by_reference(resident.case_reference.replace(" ", ""))
        assert case is not None
        finish(work, case, clock.now())
    for minutes, said in ((1, "结果交给快递了"), (61, "正在送往"), (1440, "结果送到了")):
        _later(app, clock, minutes)
        resident.signs_in("wheelchair").client.get(receipt)
        resident.sees("办好了", said)


def test_no_carrier_is_called_for_what_is_taken_back(
    app: Flask, clock: FixedClock, resident: Resident
) -> None:
    _sends(resident, papers_by="courier", delivery_address=ROOM)
    resident.withdraws().sees("已经撤回，没有办")
    _later(app, clock, 11)
    resident.client.get(resident.page.address)
    assert "运单号" not in resident.page.text
    assert "上门取材料" not in resident.page.text


def test_without_parcels_nothing_is_said_of_them(resident: Resident) -> None:
    _sends(resident, papers_by="bring", result_by="collect")
    assert "运单号" not in resident.page.text
    assert "快递" not in resident.page.text
