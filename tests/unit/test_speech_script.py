"""What is read of a page, and in which order."""

import pytest

from a11y.speech.script.lines import Script
from a11y.speech.script.page import script_of
from a11y.speech.script.sentences import split_sentences
from a11y.speech.script.spoken_words import CHINESE


def read(main: str, private: bool = False) -> Script:
    page = f"<html lang='zh-Hans'><head><title>页</title></head><body><main>{main}</main></body>"
    return script_of(page, CHINESE, private)


def said(main: str) -> list[str]:
    return [line.text for line in read(main).lines]


def test_a_question_is_read_with_its_hint_its_numbered_choices_and_their_state() -> None:
    page = """<form><fieldset><legend><h1>这次交哪几个月？</h1></legend>
        <p class="hint">可以多选。</p>
        <label class="choice"><input type="checkbox" name="bill" checked>
        <span>2026 年 10 月<small>用水 9 吨</small></span><em>31.05 元</em></label>
        <label class="choice"><input type="checkbox" name="bill"><span>2026 年 9 月</span></label>
        </fieldset><button type="submit">下一步</button></form>"""
    assert said(page) == [
        "这次交哪几个月？",
        "可以多选。",
        "1、2026 年 10 月，用水 9 吨，31.05 元，已选",
        "2、2026 年 9 月，没选",
        "按钮：下一步",
    ]


def test_choices_labelled_from_outside_are_said_once() -> None:
    page = """<p><input type="radio" id="a" name="pay" checked><label for="a">网上付</label></p>
        <p><input type="radio" id="b" name="pay"><label for="b">柜台付</label></p>"""
    assert said(page) == ["1、网上付，已选", "2、柜台付，没选"]


def test_typed_answers_are_read_back_and_secrets_are_not() -> None:
    page = """<label for="n">户号</label><input id="n" value="1002 8836">
        <label for="e">电话</label><input id="e" value="">
        <label for="p">口令</label><input id="p" type="password" value="abc">
        <input type="hidden" value="token">
        <label for="m">月份</label><select id="m"><option>9 月<option selected>10 月</select>"""
    assert said(page) == [
        "户号",
        "您填的是：1002 8836",
        "电话",
        "这里还没填",
        "口令",
        "已填，不读出来",
        "月份",
        "现在选的是：10 月",
        "可以选：1、9 月，2、10 月",
    ]


def test_a_very_long_answer_does_not_hold_the_listener() -> None:
    spoken = "".join(
        said(f"<label for='n'>说明</label><textarea id='n'>{'长' * 10_000}</textarea>")
    )
    assert len(spoken) < 300
    assert "后面还有 9800 个字" in spoken


def test_a_table_is_read_row_by_row_with_its_headers_and_its_caption_first() -> None:
    page = """<table><caption>十二个月用水</caption>
        <thead><tr><th scope="col">月份<th scope="col">用水<th scope="col">金额</thead>
        <tr><th scope="row">2026 年 10 月</th><td>9 吨</td><td>31.05 元</td></tr></table>"""
    script = read(page)
    assert [line.text for line in script.lines] == [
        "十二个月用水",
        "2026 年 10 月，用水：9 吨，金额：31.05 元",
    ]
    # A browser puts the bare row into a tbody of its own: caption 0, thead 1, tbody 2.
    assert script.lines[1].path == (0, 2, 0)


def test_pictures_speak_by_their_alternative_and_decoration_is_silent() -> None:
    page = """<svg aria-hidden="true"><title>不读</title></svg><img src="a.png" alt="">
        <svg role="img"><title>用水图</title><desc>最多的是 8 月</desc></svg>
        <img src="b.png" alt="大厅的位置"><p hidden>不读</p><p data-unspoken>不读</p>"""
    assert said(page) == ["图：用水图，最多的是 8 月", "图：大厅的位置"]


def test_an_answer_of_two_lines_and_its_link_are_told_apart() -> None:
    page = """<dl><div><dt>户号</dt><dd><span class="line">1002 8836 4</span><span class="line">
        暖阳路</span> <a class="change" href="/">改“户号”</a></dd></div></dl>"""
    assert said(page) == ["户号：1002 8836 4，暖阳路，改“户号”"]


def test_a_choice_of_two_sentences_keeps_its_number_and_its_state() -> None:
    page = """<label><input type="radio" name="a"><span>九月的账单。<small>过期了。</small></span>
        <em>31.05 元</em></label>"""
    assert said(page) == ["1、九月的账单，过期了，31.05 元，没选"]


def test_errors_stay_errors_inside_the_summary() -> None:
    script = read(
        "<div id='error-summary'><h2>请改一下</h2><ul><li><a href='#n'>户号少了 1 位</a></ul></div>"
    )
    assert [(line.kind, line.text) for line in script.lines] == [
        ("error", "请改一下"),
        ("error", "户号少了 1 位"),
    ]


def test_facts_numbered_steps_and_the_way_here() -> None:
    page = """<nav><ol><li><a href="/">首页</a></ol></nav>
        <dl><div><dt>户号</dt><dd>1002 8836 4</dd></div></dl><ol><li>选户号。<li>交钱。</ol>"""
    assert said(page) == ["首页", "户号：1002 8836 4", "1、选户号。", "2、交钱。"]


def test_text_between_blocks_keeps_its_place_and_its_words_together() -> None:
    script = read(
        "<p>一共 <strong>31.05 元</strong>。钱从<br>银行卡付。</p><div>前<p>中</p>后</div>"
    )
    assert [(line.text, line.path) for line in script.lines] == [
        ("一共 31.05 元。", (0,)),
        ("钱从", (0,)),
        ("银行卡付。", (0,)),
        ("前", (1,)),
        ("中", (1, 0)),
        ("后", (1,)),
    ]


def test_language_is_the_nearest_one_marked() -> None:
    script = read("<p>你好。</p><p lang='en'>Good day. It is 3.5 kg.</p>")
    assert [(line.text, line.language) for line in script.lines] == [
        ("你好。", "zh-Hans"),
        ("Good day.", "en"),
        ("It is 3.5 kg.", "en"),
    ]


def test_the_version_names_exactly_what_is_said() -> None:
    assert read("<p>你好。</p>").version == read("<p>你好。</p>").version
    assert read("<p>你好。</p>").version != read("<p>您好。</p>").version
    assert all(line.private for line in read("<p>你好。</p>", private=True).lines)


def test_long_sentences_are_cut_at_commas_and_no_word_is_lost() -> None:
    sentence = "，".join(["请带好身份证和银行卡"] * 20) + "。"
    parts = split_sentences(sentence, "zh-Hans")
    assert "".join(parts) == sentence
    assert all(len(part) <= 60 for part in parts)
    assert all(part.endswith(("，", "。")) for part in parts)


def test_a_page_of_marks_and_broken_html_says_nothing_wrong() -> None:
    assert said("<p>※ —— 🎉</p>") == []
    assert said("<p>没关<b>上<p>下一段</div>") == ["没关上", "下一段"]


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        (
            "国务院关于全面建立困难残疾人生活补贴和重度残疾人护理补贴制度的意见"
            "（国发〔2015〕52 号） 2015 年 9 月 22 日",
            "22 日",
        ),
        ("网址：http://127.0.0.1:8000/services/disability-living-allowance/", "127.0.0.1:8000"),
        (
            "一年最多可以领到的补贴加起来大约是每个人每个月四百五十元再乘以"
            "十二个月也就是全年一共 5,400.00 元左右的一笔钱",
            "5,400.00 元",
        ),
    ],
)
def test_a_long_sentence_is_never_cut_inside_a_number(text: str, whole: str) -> None:
    parts = split_sentences(text, "zh-Hans")
    assert any(whole in part for part in parts), parts
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("padding", range(30, 60))
def test_a_sentence_is_never_cut_inside_a_date(padding: int) -> None:
    date = "2015 年 9 月 22 日"
    sentences = split_sentences("长" * padding + f" {date}", "zh-Hans")
    assert any(date in sentence for sentence in sentences)
