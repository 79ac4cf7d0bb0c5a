"""How the desk calls its roles."""

from __future__ import annotations

from services.staff.roles import Role
from services.words import Words, words

ROLES: dict[Role, Words] = {
    Role.HALL: words("大厅窗口"),
    Role.VISITOR: words("上门服务"),
    Role.REVIEWER: words("审核"),
    Role.SUPERVISOR: words("督办"),
    Role.EDITOR: words("编辑"),
    Role.OPERATOR: words("管账号"),
}
