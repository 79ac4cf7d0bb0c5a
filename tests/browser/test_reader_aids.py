"""Point and hear, read from here, go on, follow: each where the resident is, none in the way."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.listener import CAPTION, PLAY, STATUS, listens, opened, with_aids
from tests.browser.live import LiveSite
from tests.browser.voice import Voice

pytestmark = pytest.mark.browser
GUIDE = "/services/water-bill/"
FOLLOW = "[data-do=follow]"
REFUSING = """HTMLMediaElement.prototype.play =
  () => Promise.reject(new DOMException('', 'NotAllowedError'))"""
STILL = """async () => {
  for (let last = -1; last !== scrollY;) {
    last = scrollY;
    await new Promise(done => setTimeout(done, 100));
  }
}"""
# What is underlined, without the pinyin over it.
SAME = """said => {
  const [range] = CSS.highlights.get('reading');
  const text = range?.cloneContents();
  text?.querySelectorAll('rt').forEach(each => each.remove());
  return text && text.textContent.replace(/\\s+/g, ' ') === said;
}"""
IN_SIGHT = """() => {
  const range = [...CSS.highlights.get('reading')][0], rect = range?.getBoundingClientRect();
  const low = document.querySelector('[data-reader]').getBoundingClientRect().top;
  return rect && rect.top >= 0 && rect.bottom <= low + 1;
}"""


# Two frames in the same place: the page has come to rest.
AT_REST = """() => new Promise((rest) => {
  let before;
  const look = () => {
    if (scrollY === before) return rest(true);
    before = scrollY;
    return requestAnimationFrame(() => requestAnimationFrame(look));
  };
  look();
})"""


def middle(page: Page, text: str) -> tuple[float, float]:
    """Where the beginning of a text of the page stands in the window."""
    page.evaluate(AT_REST)
    box = page.locator("#main").get_by_text(text).first.bounding_box()
    assert box is not None
    return box["x"] + min(box["width"], 100) / 2, box["y"] + min(box["height"] / 2, 18)


def test_what_is_pointed_at_or_focused_is_read_and_links_stay_links(
    live: LiveSite, browser: Browser
) -> None:
    voice = Voice()
    chosen = with_aids("point-read")
    page = opened(live, browser, GUIDE, voice=voice, view="care", display=chosen, size=(1280, 1000))
    expect(page.locator("[data-reader]")).to_be_visible()
    assert voice.asked == []
    page.mouse.move(*middle(page, "查看家里用了多少水"))
    expect(page.locator(CAPTION)).to_have_text("查看家里用了多少水、该交多少钱，当场交好。")
    begin = page.locator("#main a.button").first
    begin.focus()
    expect(page.locator(CAPTION)).to_have_text("按钮：开始办理")
    expect(page.locator(PLAY)).to_have_text("播放")
    assert [voice.lines[n]["text"] for n in voice.asked] == [
        "查看家里用了多少水、该交多少钱，当场交好。",
        "按钮：开始办理",
    ]
    begin.click()
    page.wait_for_url("**/apply/**")


def test_a_field_is_read_with_its_name_and_hint_and_never_with_what_is_no_longer_so(
    live: LiveSite, browser: Browser
) -> None:
    voice = Voice(word_ms=40)
    page = opened(live, browser, "/services/water-bill/apply/", voice=voice)
    page.goto("/resume/")
    page.keyboard.press("Alt+Shift+KeyF")
    expect(page.locator(STATUS)).to_have_text("指读开了：指到哪里，就读哪里。")
    page.keyboard.press("Alt+Shift+KeyN")
    field = page.locator("#main input.field").first
    field.focus()
    expect(page.locator(CAPTION)).to_have_text("这里还没填")
    expect(page.locator(PLAY)).to_have_text("播放")
    heard = [voice.lines[n] for n in voice.asked]
    assert heard[0]["kind"] == "label"
    voice.asked.clear()
    field.fill("123")
    page.locator("#main button[type=submit]").first.focus()
    field.focus()
    expect(page.locator(CAPTION)).to_have_text(str(heard[-2]["text"]))
    expect(page.locator(PLAY)).to_have_text("播放")
    assert "这里还没填" not in [voice.lines[n]["text"] for n in voice.asked]


def test_pressing_a_sentence_or_its_key_reads_from_there(live: LiveSite, browser: Browser) -> None:
    page = opened(live, browser, GUIDE, view="elder", voice=Voice(word_ms=2_000))
    listens(page)
    page.mouse.click(*middle(page, "查看家里用了多少水"))
    expect(page.locator(CAPTION)).to_have_text("查看家里用了多少水、该交多少钱，当场交好。")
    page.locator("#main a.button").first.focus()
    page.keyboard.press("Alt+Shift+KeyH")
    expect(page.locator(CAPTION)).to_have_text("按钮：开始办理")
    page.locator("#main summary").first.focus()
    page.locator("[data-do=read-here]").click()
    expect(page.locator(CAPTION)).to_have_text("户号在哪里找？")


def test_marks_stand_on_the_text_that_pinyin_was_put_into(live: LiveSite, browser: Browser) -> None:
    page = opened(live, browser, GUIDE, view="care", voice=Voice(word_ms=3_000))
    listens(page)
    page.locator("[data-do=read-next]").click()
    said = page.locator(CAPTION).inner_text()
    page.keyboard.press("Alt+Shift+KeyY")
    expect(page.locator("#main bdi rt").first).to_be_visible()
    page.wait_for_function(SAME, arg=said)


def test_the_page_is_followed_until_the_person_scrolls(live: LiveSite, browser: Browser) -> None:
    page = opened(live, browser, GUIDE, voice=Voice(word_ms=2_000), size=(390, 600))
    page.emulate_media(reduced_motion="reduce")
    listens(page)
    follow = page.locator(FOLLOW)
    for _ in range(8):
        page.locator("[data-do=read-next]").click()
    page.wait_for_function("() => scrollY > 100")
    expect(follow).to_be_hidden()
    for move in (
        lambda: page.mouse.wheel(0, -300),
        lambda: page.keyboard.press("Home"),
        lambda: page.evaluate("scrollTo(0, 40)"),  # as the scroll bar does
    ):
        page.mouse.move(100, 100)
        page.locator("#main").focus()
        move()
        expect(follow).to_be_visible()
        page.evaluate(STILL)
        follow.click()
        expect(follow).to_be_hidden()
        page.locator("[data-do=read-next]").click()
        page.wait_for_function(IN_SIGHT)


def test_reading_on_arrival_only_where_chosen_and_never_against_the_browser(
    live: LiveSite, browser: Browser
) -> None:
    page = opened(live, browser, GUIDE, display=with_aids("start-reading", "go-on"))
    expect(page.locator(CAPTION)).not_to_be_empty()
    expect(page.locator("body")).to_be_focused()
    page.add_init_script(REFUSING)
    page.reload()
    expect(page.locator(STATUS)).to_have_text("浏览器要您先按一下才出声。请按一次播放。")
    expect(page.locator(PLAY)).to_have_text("播放")


def test_what_has_to_be_put_right_is_read_first(live: LiveSite, browser: Browser) -> None:
    """The refused answer is swapped in; reading was on, so it goes on, with what to mend."""
    page = opened(live, browser, "/services/water-bill/apply/", voice=Voice(word_ms=2_000))
    listens(page)
    page.locator("form[data-journey] button[type=submit]").click()
    expect(page.locator("#error-summary")).to_be_focused()
    expect(page.locator(CAPTION)).to_have_text("请改一下这些地方")
    page.locator("[data-do=read-next]").click()
    expect(page.locator("#error-summary .being-read")).to_be_visible()
