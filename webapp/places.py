"""The pages of the site that are no service: for the site map, and for search."""

from __future__ import annotations

from services.finding import Place
from services.words import Words, words

DOING = words("办事")
MINE = words("我的")
ABOUT = words("帮助和说明")

# Group by group, in the order of the site map. What people say is compared, never shown.
PLACES: dict[Words, tuple[Place, ...]] = {
    DOING: (
        Place("/", words("首页"), words("从这里开始"), ("主页", "回到开头", "home page")),
        Place(
            "/services/",
            words("全部服务"),
            words("这里能办的每一件事"),
            ("能办什么", "所有服务", "服务清单", "all services"),
        ),
        Place(
            "/life/",
            words("遇到大事，一起办"),
            words("搬家、出院、办证，要办的都在一起"),
            ("一件事", "家里有事", "life events"),
        ),
        Place(
            "/search",
            words("搜索服务"),
            words("写平常的叫法就能找到"),
            ("查找", "寻找", "search"),
        ),
    ),
    MINE: (
        Place(
            "/sign-in/",
            words("登录"),
            words("用手机号登录，不用记密码"),
            ("登陆", "注册", "账号", "密码", "验证码", "sign in", "log in", "password"),
        ),
        Place(
            "/sign-in/family/",
            words("用家人的手机登录"),
            words("没有手机也能登录"),
            ("没有手机", "手机丢了", "收不到验证码", "老人机", "no phone", "lost my phone"),
        ),
        Place(
            "/cases/",
            words("我办的事"),
            words("凭证、进度、撤回"),
            ("我的办件", "办到哪了", "进度", "查进度", "凭证", "收据", "发票", "撤回", "退钱",
             "退款", "my cases", "receipt", "progress", "withdraw", "refund"),
        ),
        Place(
            "/delegations/",
            words("请人帮忙的约定"),
            words("谁可以替我办，怎么停"),
            ("代办", "亲友代办", "授权", "委托", "帮手", "取消授权", "停掉帮手", "helpers",
             "proxy"),
        ),
        Place(
            "/helping/",
            words("替别人办"),
            words("谁请我帮忙，替谁办"),
            ("替妈妈办", "替老人办", "帮家里人办", "act for", "on behalf"),
        ),
        Place(
            "/cases/notices/",
            words("给我的消息"),
            words("事情有了进展，写在这里"),
            ("消息", "通知", "短信", "提醒", "站内信", "messages", "notices"),
        ),
        Place(
            "/looked/",
            words("谁看过我的资料"),
            words("谁、什么时候、为什么"),
            ("隐私", "个人信息", "谁查过我", "查我的记录", "资料泄露", "who looked", "privacy"),
        ),
        Place(
            "/accounts/",
            words("每周的账"),
            words("帮手和工作人员替您办了什么"),
            ("周报", "帮手花了多少钱", "替我交了什么", "weekly account"),
        ),
        Place(
            "/resume/",
            words("接着办"),
            words("用小票上的 6 位号码，接着没办完的事"),
            ("没办完", "继续办", "接着填", "六位数字", "resume"),
        ),
        Place(
            "/cards/",
            words("我的电子卡"),
            words("给人看，给人扫"),
            ("电子证", "亮证", "出示", "扫码", "e-card", "my cards"),
        ),
        Place(
            "/settings/",
            words("显示设置"),
            words("字号、颜色、显示版本"),
            ("字大一点", "大字", "大字体", "字号", "放大", "换颜色", "黑底黄字", "高对比",
             "长辈版", "关怀版", "无障碍模式", "text size", "colours"),
        ),
        Place(
            "/settings/aids/",
            words("朗读和看字的帮手"),
            words("朗读快慢、指读、大字幕、十字线、大光标、拼音"),
            ("朗读", "念给我听", "读出来", "念慢一点", "大声一点", "指读", "连读", "字幕", "十字线",
             "大鼠标", "大光标", "拼音", "注音", "纯文本", "读屏", "read aloud", "pinyin"),
        ),
        Place(
            "/settings/keys/",
            words("改快捷键"),
            words("换一个键，或者全部关掉"),
            ("改按键", "换按键", "按键冲突", "关掉快捷键", "change keys"),
        ),
        Place(
            "/settings/contact/",
            words("怎么联系我"),
            words("打电话、发文字、手语、找帮手"),
            ("联系方式", "别打电话", "发短信给我", "盲文", "大字信", "录音", "改电话", "contact me",
             "braille", "large print"),
        ),
        Place(
            "/settings/family-phones/",
            words("家人的手机"),
            words("替我收登录的验证码"),
            ("子女的手机", "登记手机", "验证码发给家人", "换手机", "trusted phone"),
        ),
    ),
    ABOUT: (
        Place(
            "/help/",
            words("找人帮忙"),
            words("电话、打字、手语、窗口"),
            ("人工", "人工客服", "客服", "求助", "电话", "热线", "12345", "投诉", "提意见", "告状",
             "服务大厅", "几点上班", "礼拜天开吗", "help", "phone", "complain", "contact"),
        ),
        Place(
            "/help/call/",
            words("请工作人员过来"),
            words("人在大厅里，叫人过来帮忙"),
            ("叫人", "叫工作人员", "过来帮我", "来个人", "求助", "按铃", "call a clerk",
             "call for help"),
        ),
        Place(
            "/talk/",
            words("打字谈话"),
            words("在窗口听不清、说不清，和工作人员打字谈"),
            ("写字板", "打字聊天", "听不见", "聋人", "写字沟通", "不会说话", "talk in writing"),
        ),
        Place(
            "/together/",
            words("一起看"),
            words("办到一半，请家里人一起看这一步"),
            ("请家里人看", "远程帮忙", "一块儿看", "看屏幕", "look together"),
        ),
        Place(
            "/word/",
            words("今天的暗号"),
            words("有人打电话来，问一问暗号，就知道真假"),
            ("暗号", "今日暗号", "骗子", "诈骗", "诈骗电话", "防骗", "假电话", "真假", "冒充",
             "fraud", "scam", "word of the day"),
        ),
        Place(
            "/board/",
            words("留言板"),
            words("问一件事，提一个建议，看别人问过什么"),
            ("留言", "提建议", "提意见", "建议", "意见", "反映情况", "论坛", "问问题", "board",
             "suggestion", "ask a question"),
        ),
        Place(
            "/accessibility/",
            words("无障碍声明"),
            words("做到了什么，还差什么"),
            ("无障碍", "达标", "accessibility"),
        ),
        Place(
            "/shortcuts/",
            words("快捷键"),
            words("用键盘怎么走"),
            ("键盘", "按键", "热键", "keyboard", "shortcuts"),
        ),
        Place(
            "/sitemap/",
            words("网站地图"),
            words("每一页都在这里"),
            ("目录", "站点地图", "site map"),
        ),
    ),
}  # fmt: skip
EVERY_PLACE = tuple(place for places in PLACES.values() for place in places)
