"""What the trail tells of: every change, and every look at a resident's record, by its kind."""

from __future__ import annotations

from enum import StrEnum

from services.words import Words, words


class Deed(StrEnum):
    """The kinds of lines in the trail; the part before the dot is the room it happened in."""

    CASE_OPENED = "case.opened"
    CASE_SEEN = "case.seen"
    DESK_ENTERED = "desk.entered"
    DESK_LEFT = "desk.left"
    STAFF_ADDED = "staff.added"
    STAFF_ROLES = "staff.roles"
    STAFF_CLOSED = "staff.closed"
    STAFF_OPENED = "staff.opened"
    STAFF_SHEET = "staff.sheet"
    STAFF_SET_UP = "staff.set-up"
    STAFF_LINKED = "staff.linked"
    ACTING_BEGUN = "acting.begun"
    ACTING_ENDED = "acting.ended"
    GRANT_PROPOSED = "grant.proposed"
    GRANT_CONSENTED = "grant.consented"
    GRANT_ENDED = "grant.ended"
    GRANT_SEEN = "grant.seen"
    CASE_WITHDRAWN = "case.withdrawn"
    CASE_PAID = "case.paid"
    CASE_RATED = "case.rated"
    CASE_HANDED_OVER = "case.handed-over"
    SIGNED_IN = "sign-in.in"
    SIGNED_OUT = "sign-in.out"
    CONTACT_CHANGED = "contact.changed"
    ACCOUNT_MADE = "trail.account"
    TRAIL_SEEN = "trail.seen"
    LINES_ERASED = "trail.erased"
    PERSON_ERASED = "trail.person-erased"


# How a resident reads each of them under 谁看过我的资料.
SAID: dict[Deed, Words] = {
    Deed.CASE_OPENED: words("送出了一件事"),
    Deed.CASE_SEEN: words("看了您办的事"),
    Deed.DESK_ENTERED: words("工作人员登录了"),
    Deed.DESK_LEFT: words("工作人员退出了"),
    Deed.STAFF_ADDED: words("开了一个工作人员账号"),
    Deed.STAFF_ROLES: words("改了一个工作人员的岗位"),
    Deed.STAFF_CLOSED: words("停用了一个工作人员账号"),
    Deed.STAFF_OPENED: words("恢复了一个工作人员账号"),
    Deed.STAFF_SHEET: words("给了工作人员一张开通单"),
    Deed.STAFF_SET_UP: words("工作人员设好了密码"),
    Deed.STAFF_LINKED: words("工作人员连上了统一身份"),
    Deed.ACTING_BEGUN: words("开始替您办事"),
    Deed.ACTING_ENDED: words("不再替您办事"),
    Deed.GRANT_PROPOSED: words("写好了请人帮忙的约定"),
    Deed.GRANT_CONSENTED: words("同意了请人帮忙"),
    Deed.GRANT_ENDED: words("停了请人帮忙的约定"),
    Deed.GRANT_SEEN: words("看了请人帮忙的约定"),
    Deed.CASE_WITHDRAWN: words("撤回了一件事"),
    Deed.CASE_PAID: words("付了钱"),
    Deed.CASE_RATED: words("评了一件事"),
    Deed.CASE_HANDED_OVER: words("把您办的事交给了办事的单位"),
    Deed.SIGNED_IN: words("登录了"),
    Deed.SIGNED_OUT: words("退出了登录"),
    Deed.CONTACT_CHANGED: words("改了怎么联系您"),
    Deed.ACCOUNT_MADE: words("给您写了一个星期的账"),
    Deed.TRAIL_SEEN: words("查了谁看过您的资料"),
    Deed.LINES_ERASED: words("到了期限，清除了旧记录里的内容"),
    Deed.PERSON_ERASED: words("清除了您的资料"),
}
