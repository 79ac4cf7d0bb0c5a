"""What the trail tells of: every change, and every look at a resident's record, by its kind."""

from __future__ import annotations

from enum import StrEnum

from services.words import Words, words


class Deed(StrEnum):
    """The kinds of lines in the trail; the part before the dot is the room it happened in."""

    CASE_OPENED = "case.opened"
    CASE_SEEN = "case.seen"
    CASE_WHOLE = "case.whole"
    CASE_DECIDED = "case.decided"
    TODO_TAKEN = "todo.taken"
    TODO_GIVEN_BACK = "todo.given-back"
    QUEUE_EXPORTED = "queue.exported"
    PROMISE_MISSED = "promise.missed"
    PERSON_SOUGHT = "counter.sought"
    RATING_SEEN = "rating.seen"
    RATING_CALLED = "rating.called"
    RATING_MENDED = "rating.mended"
    DESK_ENTERED = "desk.entered"
    DESK_LEFT = "desk.left"
    DESK_STOPPED = "desk.stopped"
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
    GRANT_NARROWED = "grant.narrowed"
    GRANT_ENDED = "grant.ended"
    GRANT_SEEN = "grant.seen"
    CASE_WITHDRAWN = "case.withdrawn"
    CASE_PAID = "case.paid"
    CASE_RATED = "case.rated"
    CASE_HANDED_OVER = "case.handed-over"
    SIGNED_IN = "sign-in.in"
    SIGNED_OUT = "sign-in.out"
    SESSION_STOPPED = "sign-in.stopped"
    IDENTITY_LINKED = "sign-in.linked"
    FAMILY_PHONE_ADDED = "sign-in.phone-added"
    FAMILY_PHONE_ENDED = "sign-in.phone-ended"
    CONTACT_CHANGED = "contact.changed"
    CASES_SEEN = "cases.seen"
    STEP_SEEN = "step.seen"
    ACCOUNT_MADE = "trail.account"
    TRAIL_SEEN = "trail.seen"
    LINES_ERASED = "trail.erased"
    PERSON_ERASED = "trail.person-erased"
    CALL_MADE = "call.made"
    CALL_TAKEN = "call.taken"
    CALL_ENDED = "call.ended"
    TALK_BEGUN = "talk.begun"
    TALK_JOINED = "talk.joined"
    TALK_ENDED = "talk.ended"
    PHRASE_CHANGED = "phrase.changed"
    TOGETHER_OPENED = "together.opened"
    TOGETHER_SEEN = "together.seen"
    TOGETHER_ENDED = "together.ended"
    VISIT_SEEN = "visit.seen"
    VISIT_PACKED = "visit.packed"
    VISIT_TAKEN = "visit.taken"
    VISIT_GIVEN_BACK = "visit.given-back"
    VISIT_MOVED = "visit.moved"
    VISIT_REPORTED = "visit.reported"

    BOARD_ASKED = "board.asked"
    BOARD_SEEN = "board.seen"
    BOARD_TAKEN = "board.taken"
    BOARD_SHOWN = "board.shown"
    BOARD_REFUSED = "board.refused"
    BOARD_ANSWERED = "board.answered"
    BOARD_MADE_COMMON = "board.made-common"
    BOARD_TAKEN_BACK = "board.taken-back"


# Those by which nothing changed; the others are things done.
LOOKS = frozenset(
    {
        *(Deed.CASE_SEEN, Deed.CASE_WHOLE, Deed.CASES_SEEN, Deed.STEP_SEEN, Deed.PERSON_SOUGHT),
        *(Deed.RATING_SEEN, Deed.GRANT_SEEN, Deed.TRAIL_SEEN, Deed.TOGETHER_SEEN),
        *(Deed.VISIT_SEEN, Deed.VISIT_PACKED, Deed.BOARD_SEEN, Deed.QUEUE_EXPORTED),
    }
)

# How a resident reads each of them under 谁看过我的资料.
SAID: dict[Deed, Words] = {
    Deed.CASE_OPENED: words("送出了一件事"),
    Deed.CASE_SEEN: words("看了您办的事"),
    Deed.CASE_WHOLE: words("看了您填的完整号码"),
    Deed.CASE_DECIDED: words("办了您的事"),
    Deed.TODO_TAKEN: words("接下了一件要办的事"),
    Deed.TODO_GIVEN_BACK: words("放下了一件要办的事"),
    Deed.QUEUE_EXPORTED: words("存下了一张要办的事的表"),
    Deed.PROMISE_MISSED: words("过了说好的日子，告诉了主管"),
    Deed.PERSON_SOUGHT: words("在窗口找了您的登记"),
    Deed.RATING_SEEN: words("看了您的评价和电话"),
    Deed.RATING_CALLED: words("为您的评价打了电话"),
    Deed.RATING_MENDED: words("改好了您不满意的地方"),
    Deed.DESK_ENTERED: words("工作人员登录了"),
    Deed.DESK_LEFT: words("工作人员退出了"),
    Deed.DESK_STOPPED: words("工作人员的登录在别的机器上被人用，停掉了"),
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
    Deed.GRANT_NARROWED: words("从请人帮忙的约定里去掉了一样"),
    Deed.GRANT_ENDED: words("停了请人帮忙的约定"),
    Deed.GRANT_SEEN: words("看了请人帮忙的约定"),
    Deed.CASE_WITHDRAWN: words("撤回了一件事"),
    Deed.CASE_PAID: words("付了钱"),
    Deed.CASE_RATED: words("评了一件事"),
    Deed.CASE_HANDED_OVER: words("把您办的事交给了办事的单位"),
    Deed.SIGNED_IN: words("登录了"),
    Deed.SESSION_STOPPED: words("停了一个登录：它在另一台机器上被用了"),
    Deed.IDENTITY_LINKED: words("连上了统一身份"),
    Deed.FAMILY_PHONE_ADDED: words("登记了一部家人的手机"),
    Deed.FAMILY_PHONE_ENDED: words("不再用一部家人的手机"),
    Deed.SIGNED_OUT: words("退出了登录"),
    Deed.CONTACT_CHANGED: words("改了怎么联系您"),
    Deed.CASES_SEEN: words("看了您办过哪些事"),
    Deed.STEP_SEEN: words("打开了替您填写的一页"),
    Deed.ACCOUNT_MADE: words("给您写了一个星期的账"),
    Deed.TRAIL_SEEN: words("查了谁看过您的资料"),
    Deed.LINES_ERASED: words("到了期限，清除了旧记录里的内容"),
    Deed.PERSON_ERASED: words("清除了您的资料"),
    Deed.CALL_MADE: words("请工作人员过去"),
    Deed.CALL_TAKEN: words("答应过去帮您"),
    Deed.CALL_ENDED: words("请人过去的事结束了"),
    Deed.TALK_BEGUN: words("开始打字谈话"),
    Deed.TALK_JOINED: words("和您打字谈话"),
    Deed.TALK_ENDED: words("打字谈话结束了"),
    Deed.PHRASE_CHANGED: words("改了打字谈话用的句子"),
    Deed.TOGETHER_OPENED: words("请人一起看一步"),
    Deed.TOGETHER_SEEN: words("和您一起看了一步"),
    Deed.TOGETHER_ENDED: words("一起看结束了"),
    Deed.VISIT_SEEN: words("看了您约的上门"),
    Deed.VISIT_PACKED: words("为了上门，带走了您的资料"),
    Deed.VISIT_TAKEN: words("接下了您约的上门"),
    Deed.VISIT_GIVEN_BACK: words("把您约的上门还给了同事"),
    Deed.VISIT_MOVED: words("改了上门的时间"),
    Deed.VISIT_REPORTED: words("记下了上门的结果"),
    Deed.BOARD_ASKED: words("写了留言"),
    Deed.BOARD_SEEN: words("看了您的留言"),
    Deed.BOARD_TAKEN: words("收下了您的留言，交给人回答"),
    Deed.BOARD_SHOWN: words("改了您的留言由谁回答、给谁看"),
    Deed.BOARD_REFUSED: words("没有收下您的留言"),
    Deed.BOARD_ANSWERED: words("回答了您的留言"),
    Deed.BOARD_MADE_COMMON: words("改了办事指南里的一个常见问题"),
    Deed.BOARD_TAKEN_BACK: words("收回了留言"),
}
