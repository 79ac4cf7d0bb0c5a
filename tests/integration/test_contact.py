"""怎么联系我: asked once, kept, changed at will, and shown where somebody has to know it."""

import pytest
from flask import Flask

from tests.residents import VIEWS, Resident
from webapp.wiring import parts

PAGE = "/settings/contact/"


def _chooses(resident: Resident, **chosen: str) -> Resident:
    resident.client.get(PAGE)
    answers = {name.replace("_", "-"): value for name, value in chosen.items()}
    resident.client.submit(answers, form="form[data-contact]")
    return resident


@pytest.mark.parametrize("view", VIEWS)
def test_it_is_asked_at_the_first_application_only(resident: Resident, view: str) -> None:
    resident.in_view(view).signs_in("blind").starts("day-care").takes_what_is_offered()
    resident.sees("联系您", "寄给您的信").sends()
    resident.sees("我们会照您选的办法联系您：打电话给我")
    resident.starts("water-fault").takes_what_is_offered()
    assert "寄给您的信" not in resident.page.text
    resident.sends().sees("我们会照您选的办法联系您：打电话给我")


def test_what_is_chosen_is_kept_and_used_for_cases_sent_before(
    app: Flask, resident: Resident
) -> None:
    resident.signs_in("deaf").starts("water-fault").takes_what_is_offered().sends()
    receipt = resident.page.address
    _chooses(resident, contact_by="sign", contact_letters="braille").sees("存好了")
    chosen = resident.page.root.select("input[checked]")
    assert [node["value"] for node in chosen] == ["sign", "braille"]
    resident.client.get(receipt)
    resident.sees("联系您：手语视频")
    with app.app_context(), parts().db.read() as work:
        case = work.cases.by_reference(resident.case_reference.replace(" ", ""))
    assert case is not None
    with app.app_context():
        contact = parts().stories.of(case).contact
    assert contact is not None
    assert [getattr(value, "msgid", value) for _, value in contact.lines()] == [
        "手语视频",
        "盲文的",
    ]


@pytest.mark.parametrize("view", ["elder", "care"])
def test_where_little_is_asked_at_a_time_letters_have_a_page(resident: Resident, view: str) -> None:
    _chooses(resident.in_view(view).signs_in("deaf"), contact_by="text")
    resident.sees("存好了", "发文字给我", "寄给您的信，要什么样的？")
    assert len(resident.page.root.select('input[type="radio"]')) <= 6
    resident.client.submit({"contact-letters": "large"}, form="form[data-contact]")
    resident.sees("发文字给我", "大字的")
    assert len(resident.page.root.select('input[type="radio"]')) <= 6


def test_a_helper_needs_a_number(resident: Resident) -> None:
    _chooses(resident, contact_by="helper", contact_helper="", contact_letters="large")
    assert "error-summary" in resident.page.ids
    resident.sees("请填电话号码")
    _chooses(
        resident,
        contact_by="helper",
        contact_helper="１９９ ００００ ０００５",
        contact_letters="large",
    ).sees("存好了")
    _chooses(resident, contact_by="text", contact_letters="large").sees("存好了")


def test_nothing_chosen_and_made_up_values_are_refused_calmly(resident: Resident) -> None:
    _chooses(resident).sees("请选一个联系您的办法", "请选信要什么样的")
    token = resident.page.root.one('[name="form_token"]')["value"]
    resident.client.post(
        PAGE, {"form_token": token, "contact-by": "pigeon", "contact-letters": "x" * 10_000}
    )
    resident.sees("请选一个联系您的办法", "请选信要什么样的")


def test_a_choice_made_before_signing_in_goes_along(resident: Resident) -> None:
    _chooses(resident, contact_by="text", contact_letters="audio")
    resident.signs_in("deaf").client.get(PAGE)
    chosen = resident.page.root.select("input[checked]")
    assert [node["value"] for node in chosen] == ["text", "audio"]


def test_a_person_s_own_choice_outlives_another_browser_s(resident: Resident) -> None:
    _chooses(resident.signs_in("deaf"), contact_by="text", contact_letters="large")
    resident.client.get("/sign-out/")
    resident.client.submit(form="form[data-sign-out]")
    _chooses(resident, contact_by="phone", contact_letters="ordinary")
    resident.signs_in("deaf").client.get(PAGE)
    assert resident.page.root.select("input[checked]")[0]["value"] == "text"
