"""Civic sentences are read as people read them."""

import pytest

from a11y.speech.pronunciation.normalise import spoken_text
from a11y.speech.pronunciation.pronounce import pinyin, spoken_syllables
from tools.readings import LEAST, gold, unspeakable, wrong


def test_the_gold_file_is_large_enough_to_mean_something() -> None:
    rows = list(gold())
    assert len({row.sentence for row in rows}) == len(rows) >= 500
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
    ],
)
def test_figures_in_english(written: str, said: str) -> None:
    assert spoken_text(written, "en") == said


def test_chinese_names_in_an_english_sentence_are_spelled_in_pinyin() -> None:
    assert spoken_text("Dear 王秀兰", "en").split() == ["Dear", "wangxiulan"]


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


def test_rare_characters_emoji_and_bare_signs_do_not_stop_reading() -> None:
    assert spoken("请🎉看") == "qing3 kan4"
    assert spoken("※@") == "ai4 te4"
    assert spoken("") == ""
    assert "nin2" in spoken("您\U0002f81a好")
