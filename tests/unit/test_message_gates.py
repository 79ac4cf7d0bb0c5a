"""The gates of the catalogues refuse what a resident would stumble over, and say the remedy."""

from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from jinja2 import Environment, TemplateSyntaxError

from tools.messages import extraction, gates, traditional
from tools.messages.glossary import Banned, banned
from tools.messages.templates import unmarked

NONE = Banned(frozenset(), frozenset())


def faults_of(
    source: str, english: str, no: Banned = NONE, flags: tuple[str, ...] = ()
) -> list[str]:
    catalogue = Catalog(locale="en")
    catalogue.add(source, english, flags=flags)
    return list(gates.in_translation(catalogue, gates.english_ways, no))


def test_a_good_sentence_passes() -> None:
    assert faults_of("已交 %(amount)s。", "You paid %(amount)s.") == []


@pytest.mark.parametrize(
    ("source", "english", "fault"),
    [
        ("下一步", "", "no translation"),
        ("已交 %(amount)s", "You paid", "places"),
        ("已交 %(amount)s", "You paid %(sum)s", "places"),
        ("下一步", "Next 步", "Chinese left"),
        ("下一步", "Next，please", "Chinese left"),
        ("下一步", "<b>Next</b>", "HTML"),
        ("下一步", "Next ", "space"),
        ("请再试。", "Please try again", "end"),
    ],
)
def test_a_faulty_translation_is_refused(source: str, english: str, fault: str) -> None:
    assert any(fault in found for found in faults_of(source, english))


def test_a_fuzzy_translation_is_refused() -> None:
    assert any("fuzzy" in found for found in faults_of("下一步", "Next", flags=("fuzzy",)))


def test_every_form_of_a_counted_sentence_is_needed() -> None:
    catalogue = Catalog(locale="en")
    catalogue.add(("%(n)s 张账单", "%(n)s 张账单"), ("%(n)s bill", ""))
    found = list(gates.in_translation(catalogue, gates.english_ways, NONE))
    assert any("no translation" in line for line in found)


@pytest.mark.parametrize(
    ("sentence", "fault"),
    [
        ("请按 submit 按钮", "not Chinese"),
        ("Next step", "is not Chinese"),
        ("第2步", "space"),
        ("好了,请看", "full-width"),
        ("<b>好了</b>", "HTML"),
    ],
)
def test_a_faulty_source_sentence_is_refused(sentence: str, fault: str) -> None:
    template = Catalog()
    template.add(sentence)
    assert any(fault in found for found in gates.in_source(template, NONE))


def test_banned_words_are_refused_as_whole_words_in_any_case() -> None:
    no = Banned(frozenset({"文盲"}), frozenset({"the elderly", "input"}))
    assert faults_of("长辈", "Help for The Elderly", no) != []
    assert faults_of("长辈", "putting in", no) == []
    assert no.found_in("不是文盲") == ["文盲"]


def test_the_glossary_bans_words_in_both_scripts() -> None:
    found = banned()
    assert {"正常人", "残废", "殘廢", "老年人痴呆"} <= found.chinese
    assert {"senior citizen", "illegal", "suffers from"} <= found.english


def test_words_outside_the_marks_of_a_template_are_found() -> None:
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    source = '{# 注释 #}\n<p title="说明">{{ _("好") }} 坏 {{ "也坏" }}</p>'
    assert [text for _, text in unmarked(environment, source)] == ["说明", "坏", "也坏"]


def test_guides_are_held_to_the_glossary_except_for_what_people_search(tmp_path: Path) -> None:
    (tmp_path / "water-bill").mkdir()
    for tag, told in (("zh-Hans", "给正常人"), ("en", "For you")):
        guide = f'name = "{told}"\nsynonyms = ["文盲"]\n'
        (tmp_path / "water-bill" / f"{tag}.toml").write_text(guide, "utf-8")
    found = list(gates.in_guides(tmp_path, banned()))
    assert len(found) == 1
    assert "正常人" in found[0]


def test_traditional_characters_and_the_reviewed_words(monkeypatch: pytest.MonkeyPatch) -> None:
    decided = traditional.Review(words={"網絡": "網路"}, sentences={"暖窗": "暖窗兒"})
    monkeypatch.setattr(traditional, "review", lambda: decided)
    assert traditional.converted("头发干净，网络通了") == "頭髮乾淨，網路通了"
    assert traditional.converted("暖窗") == "暖窗兒"


def test_a_decision_that_no_sentence_needs_is_refused() -> None:
    decided = traditional.Review({"从未有的词": "別的詞"}, {"不再用的话": "不再用的話"})
    assert len(list(gates.unused_review(Catalog(), decided))) == 2


def test_extraction_finds_python_and_templates_and_is_quiet(tmp_path: Path) -> None:
    (tmp_path / "services").mkdir()
    (tmp_path / "templates").mkdir()
    (tmp_path / "services" / "one.py").write_text(
        'a = words("乙 %(n)s", n=1)\nb = words_n("%(n)s 张", "%(n)s 张", 2)\n', "utf-8"
    )
    (tmp_path / "templates" / "page.html").write_text('<p>{{ _("甲") }}</p>', "utf-8")
    (tmp_path / "babel.cfg").write_text((extraction.ROOT / "babel.cfg").read_text("utf-8"))
    text = extraction.as_text(extraction.extracted(tmp_path))
    assert 'msgid "乙 %(n)s"' in text
    assert 'msgid_plural "%(n)s 张"' in text
    assert 'msgid "甲"' in text
    assert "Date" not in text
    assert "one.py" not in text


def test_a_broken_template_is_named(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "broken.html").write_text("{% if %}", "utf-8")
    (tmp_path / "babel.cfg").write_text((extraction.ROOT / "babel.cfg").read_text("utf-8"))
    with pytest.raises(TemplateSyntaxError) as raised:
        extraction.extracted(tmp_path)
    assert any("broken.html" in note for note in raised.value.__notes__)
