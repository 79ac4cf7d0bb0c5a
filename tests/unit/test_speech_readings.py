"""Civic sentences are read as people read them."""

import pytest
from hypothesis import given, settings
from hypothesis.strategies import sampled_from, text

from a11y.speech.pronunciation.normalise import spoken_text
from a11y.speech.pronunciation.pronounce import pinyin, spoken_syllables
from a11y.speech.pronunciation.ruby import ruby_pairs
from tools.readings import LEAST, gold, unspeakable, wrong


def test_the_gold_file_is_large_enough_to_mean_something() -> None:
    rows = list(gold())
    assert len({row.sentence for row in rows}) == len(rows)
    assert sum(row.is_sentence for row in rows) >= 500
    assert all(row.dictionary for row in rows)
    assert len([row for row in rows if row.spoken]) >= 50


def test_nearly_every_gold_sentence_is_read_right() -> None:
    rows = list(gold())
    faults = [fault for row in rows if (fault := wrong(row))]
    assert len(faults) <= (1 - LEAST) * len(rows), faults


def test_every_syllable_has_a_mandarin_sound_in_each_engine() -> None:
    assert unspeakable(list(gold())[::6]) == []


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("一共 31.05 元。", "一共三十一元零五分。"),
        ("¥1,234.50", "一千二百三十四元五角"),
        ("2026 年 10 月", "二零二六年十月"),
        ("上午 9 点 5 分", "上午九点零五分"),
        ("9:00-17:30", "九点到十七点三十分"),
        ("138 0013 8000", "幺三八，零零幺三，八零零零"),
        ("凭证号 W202611220417", "凭证号W，二零二六，幺幺二二，零四幺七"),
        ("户号：1002 8836 4", "户号：幺零零二，八八三六，四"),
        ("户号是 9 位数字", "户号是九位数字"),
        ("138****8000", "幺三八，隐去四位，八零零零"),
        ("卡号：********0004**", "卡号：隐去八位，零零零四，隐去两位"),
        ("号码：482 917", "号码：四八二，九幺七"),
        ("11010119480307001X", "幺幺零幺零幺，幺九四八零三零七，零零幺X"),
        ("962740 供水热线", "九六二七四零供水热线"),
        ("120 是急救", "幺二零是急救"),
        ("119 着火、漏气危险打这个", "幺幺九着火、漏气危险打这个"),
        ("3%-5%", "百分之三到百分之五"),
        ("-5℃", "零下五度"),
        ("3.45 元/m³", "三元四角五分每立方米"),
        ("120 kWh", "一百二十度"),
        ("203 室，3 号窗口，2 楼", "二零三室，三号窗口，二楼"),
        ("2 个月，第 2 步", "两个月，第二步"),
        ("2-5 天，第 2-5 步", "两到五天，第二到五步"),
        ("3.45 元 *", "三元四角五分"),
        ("１２３", "一百二十三"),
        ("10001 元", "一万零一元"),
        ("120/80 mmHg", "一百二十，八十，毫米汞柱"),
        ("1/3", "三分之一"),
        ("身份证号：31010119451212002x", "身份证号：三幺零幺零幺，幺九四五幺二幺二，零零二X"),
        ("12-3-402 室，3 楼 302 室", "幺二，三，四零二室，三楼三零二室"),
        ("比例 1:3 或 1∶2", "比例一比三或一比二"),
        ("2026 年第 2 季度，2 个季度", "二零二六年第二季度，两个季度"),
        ("24 小时，2 小时，0.5 小时", "二十四小时，两小时，零点五小时"),
        (
            "10086、95598、96 开头、4008-820-820",
            "幺零零八六、九五五九八、九六开头、四零零八，八二零，八二零",
        ),
        ("满 60 周岁，70-79 周岁", "满六十周岁，七十到七十九周岁"),
        ("36.5-37.3℃，-10~5℃", "三十六点五摄氏度到三十七点三摄氏度，零下十度到五摄氏度"),
        ("0.5 元，¥20，￥1.5 万，1.2 亿元", "五角，二十元，一点五万元，一点二亿元"),
        ("5 元到 10 元", "五元到十元"),
        ("100%，-2.5%", "百分之百，负百分之二点五"),
        ("help@nuanchuang.cn", "，help，艾特，nuanchuang点cn，"),
        ("https://www.12385.org.cn/a", "，www点幺二三八五点org点cn斜杠a，"),
        ("3 月 5 日—4 月 2 日", "三月五日到四月二日"),
        ("周一-周五 20:00-次日 6:00", "周一到周五二十点到次日六点"),
        ("8:30:15", "八点三十分十五秒"),
        ("021-12345678-802，转 808", "零二幺，幺二三四，五六七八，八零二，转八零八"),
        ("转 500 元给家人", "转五百元给家人"),
        ("①材料，Ⅱ级，1½ 杯", "一材料，二级，一又二分之一杯"),
        ("**** **** **** 1234，张*，王**", "隐去十二位，幺二三四，张某，王某某"),
        ("沪府〔2016〕24 号", "沪府，二零一六，二十四号"),
        ("D301 次，926 路，沪A12345", "D三零幺次，九二六路，沪A幺二三四五"),
        ("火警 119，打 120，120 元", "火警幺幺九，打幺二零，一百二十元"),
        ("6.1 mmol/L，60 km/h，2 千克", "六点一毫摩尔每升，六十公里每小时，两千克"),
        ("二○二六年", "二零二六年"),
        ("Wi-Fi", "WiFi"),
    ],
)
def test_figures_are_said_as_people_say_them(written: str, said: str) -> None:
    assert spoken_text(written, "zh-Hans") == said


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("Paid ¥31.05.", "Paid 31 yuan 5 fen."),
        ("Reference W 2026 1122 0417", "Reference W, 2 0 2 6, 1 1 2 2, 0 4 1 7"),
        ("Call 12345", "Call 1 2 3 4 5"),
        ("9 m³", "9 cubic metres"),
        ("2026-11-22", "22 November 2026"),
        ("10–12 days", "10 to 12 days"),
        ("¥0.05, ¥3.45/m³, ¥20–50", "5 fen, 3 yuan 45 fen per cubic metre, 20 to 50 yuan"),
        ("120/80 mmHg, -5℃", "120 over 80 millimetres of mercury, minus 5 degrees Celsius"),
        ("ID 11010119480307001X", "ID 1 1 0 1, 0 1 1 9, 4 8 0 3, 0 7 0 0, 1, X"),
        ("2024-2026, 3%-5%", "2024 to 2026, 3% to 5%"),
        ("help@nuanchuang.cn", "help at nuanchuang dot cn"),
    ],
)
def test_figures_in_english(written: str, said: str) -> None:
    assert spoken_text(written, "en") == said


def test_chinese_names_in_an_english_sentence_are_spelled_in_pinyin() -> None:
    assert spoken_text("Dear 王秀兰", "en").split() == ["Dear", "wangxiulan"]
    assert spoken_text("单丽华", "en").strip() == "shanlihua"


def spoken(text: str) -> str:
    return " ".join(part.reading for part in spoken_syllables(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("你好", "ni2 hao3"),
        ("老虎", "lao2 hu3"),
        ("一共", "yi2 gong4"),
        ("一起", "yi4 qi3"),
        ("第一步", "di4 yi1 bu4"),
        ("三十一元", "san1 shi2 yi1 yuan2"),
        ("不是", "bu2 shi4"),
        ("不能", "bu4 neng2"),
        ("您好，我", "nin2 hao3 , wo3"),
    ],
)
def test_tones_change_as_speakers_change_them(text: str, expected: str) -> None:
    assert spoken(text) == expected


def test_traditional_characters_are_read_like_the_simplified_ones() -> None:
    assert pinyin("還款、繳費、長輩", "zh-Hant") == pinyin("还款、缴费、长辈")


def test_every_syllable_knows_its_place_on_the_page() -> None:
    text = "交 31.05 元"
    places = [part.position for part in spoken_syllables(text)]
    assert places[0] == 0
    assert set(places[1:]) == {text.index("3")}


def test_a_surname_is_read_as_one_and_the_word_as_a_word() -> None:
    assert pinyin("申请人：单丽华") == "shen1 qing3 ren2 shan4 li4 hua2"
    assert pinyin("单丽华的单子") == "shan4 li4 hua2 de5 dan1 zi5"
    assert pinyin("查女士查水费") == "zha1 nv3 shi4 cha2 shui3 fei4"
    assert pinyin("查医生的号") == "cha2 yi1 sheng1 de5 hao4"


def test_rare_characters_emoji_and_bare_signs_do_not_stop_reading() -> None:
    assert spoken("请🎉看") == "qing3 kan4"
    assert spoken("※@") == "ai4 te4"
    assert spoken("") == ""
    assert "nin2" in spoken("您\U0002f81a好")
    assert spoken("姓𠮷，叫㐂龘") == "xing4 ji2 , jiao4 xi3 da2"
    assert spoken("您\u200b好\u0301\ufeff") == "nin2 hao3"


# Emoji with joiners, right-to-left, combining marks, halves of names in full width, unassigned.
_ODD = "👩‍🦽🏽‏שלוםمرحبا\u0301\u200d\u2067￼１Ａ＠％￥﹏·•㎡ⅷ〇○龘𠮷㐂\ud7ff\U0010ffff\x00\x1b"


@given(text(alphabet=sampled_from([*_ODD, *"得还行1.2，/-:%元月日 AbZ*＊~第零年@"]), max_size=60))
@settings(max_examples=150, deadline=None)
def test_no_text_stops_reading(odd: str) -> None:
    for language in ("zh-Hans", "zh-Hant"):
        read = spoken_syllables(odd, language)
        assert all(0 <= part.position < len(odd) for part in read)
        assert [part.position for part in read] == sorted(part.position for part in read)
        assert "".join(piece for piece, _ in ruby_pairs(odd, language)) == odd
    spoken_text(odd, "en")


def test_a_very_long_sentence_is_read_to_its_end() -> None:
    long = "请带身份证和 31.05 元，" * 400
    read = spoken_syllables(long)
    assert read[-1].position == len(long) - 1
    assert sum(part.char == "证" for part in read) == 400
    assert len(spoken_syllables("9" * 5000)) > 5000


def test_rules_that_hang_on_words_hold_for_traditional_characters() -> None:
    assert spoken_text("110 報警，拿著憑證號", "zh-Hant").startswith("幺幺零报警")
