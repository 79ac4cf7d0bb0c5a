"""The desk's door, its front page, and the accounts of clerks, in their states."""

from __future__ import annotations

from services.words import words
from tests.clerks import clerk_id, signs_in_as
from tests.residents import Resident
from tests.states.state import Reach, State, at_desk, opens

SIGN_IN, HOME, OWN = words("工作人员登录"), words("工作台"), words("我的账号")
LIST, NEW, ONE = words("工作人员账号"), words("开一个新账号"), words("一个工作人员账号")
SETUP, PASSWORD = words("开通工作人员账号"), words("设密码，连上验证器")
NOT_YOURS, SHEET = words("您的岗位不做这件事"), words("开通单")
ENTER = {"number": "2001", "password": "", "code": "1"}


def _types_nothing(resident: Resident) -> None:
    resident.client.get("/desk/sign-in/")
    resident.client.submit(ENTER, form="form[data-desk-sign-in]")


def _has_no_number(resident: Resident) -> None:
    at_desk("/desk/staff/new/", "operator")(resident)
    resident.client.submit({}, form="form[data-staff-new]")


def _account(role: str) -> Reach:
    def reach(resident: Resident) -> None:
        number = clerk_id(resident.client.http.application, role)
        at_desk(f"/desk/staff/{number}/", "operator")(resident)

    return reach


def _sheet(resident: Resident) -> str:
    """The operator has handed the hall clerk a sheet; its code."""
    _account("hall")(resident)
    resident.client.press(resident.page.root.one("form[data-staff-sheet] button"))
    return resident.page.root.one(".big-code strong").text


def _password(typed: dict[str, str] | None = None) -> Reach:
    def reach(resident: Resident) -> None:
        sheet = _sheet(resident)
        resident.client.get("/desk/setup/")
        resident.client.submit({"number": "2001", "sheet": sheet}, form="form[data-desk-setup]")
        if typed is not None:
            resident.client.submit(typed, form="form[data-desk-password]")

    return reach


def _wrong_sheet(resident: Resident) -> None:
    resident.client.get("/desk/setup/")
    typed = {"number": "2001", "sheet": "1" * 20}
    resident.client.submit(typed, form="form[data-desk-setup]")


def _forbidden(resident: Resident) -> None:
    signs_in_as(resident.client, "operator")
    resident.client.get("/desk/verify/", status=403)


STATES: tuple[State, ...] = (
    State("desk-sign-in", opens("/desk/sign-in/"), (SIGN_IN,)),
    State("desk-sign-in-error", _types_nothing, (SIGN_IN,)),
    State("desk-home-hall", at_desk("/desk/", "hall"), (HOME,)),
    State("desk-home-supervisor", at_desk("/desk/", "supervisor"), (HOME,)),
    State("desk-own", at_desk("/desk/own/", "editor"), (OWN,)),
    State("desk-not-yours", _forbidden, (NOT_YOURS,), 403),
    State("staff-list", at_desk("/desk/staff/", "operator"), (LIST,)),
    State("staff-new-error", _has_no_number, (NEW,)),
    State("staff-one", _account("hall"), (ONE,)),
    State("staff-own", _account("operator"), (ONE,)),
    State("staff-sheet", _sheet, (SHEET,)),
    State("setup", opens("/desk/setup/"), (SETUP,)),
    State("setup-error", _wrong_sheet, (SETUP,)),
    State("setup-password", _password(), (PASSWORD,)),
    State("setup-password-error", _password({"password": "1", "code": "2"}), (PASSWORD,)),
)
