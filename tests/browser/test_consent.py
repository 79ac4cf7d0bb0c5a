"""A resident says "I agree": recorded in the browser, or chosen as a file where nothing records."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser, FilePayload, expect

from services.storage.grants import GrantState
from tests.browser.live import LiveSite
from tests.helpers import grant_of
from tests.residents import Resident
from webapp.wiring import parts

pytestmark = pytest.mark.browser
# A tone in place of a microphone, for a machine that has none.
TONE = """
navigator.mediaDevices.getUserMedia = async () => {
  const context = window.playing = new AudioContext();
  const tone = context.createOscillator();
  const out = context.createMediaStreamDestination();
  tone.connect(out);
  tone.start();
  return out.stream;
};
"""
A_SECOND_OF_IT = """() => new Promise((done) => {
  const look = () => (playing.currentTime > 1 ? done() : requestAnimationFrame(look));
  look();
})"""
FILE = FilePayload(name="said.ogg", mimeType="audio/ogg", buffer=b"OggS" + b"voice" * 500)


def _asked(resident: Resident) -> Resident:
    resident.in_language("zh-Hans").signs_in("wheelchair").starts(
        "helper-authorisation"
    ).takes_what_is_offered().sends()
    resident.client.follow("现在就同意")
    return resident


def test_what_is_said_here_is_kept_and_begins_it(
    app: Flask, live: LiveSite, browser: Browser, resident: Resident
) -> None:
    address = _asked(resident).page.address
    with live.context(browser, 390) as context:
        live.hand_over(resident.client, context)
        context.add_init_script(TONE)
        page = context.new_page()
        page.goto(address)
        page.get_by_role("button", name="开始录音").click()
        end = page.get_by_role("button", name="念完了，停下")
        expect(page.get_by_role("button", name="开始录音")).to_be_hidden()
        expect(end).to_be_focused()
        expect(page.locator("[data-said]")).to_contain_text("正在录")
        # A second of sound is more than the head of its file.
        page.evaluate(A_SECOND_OF_IT)
        end.click()
        expect(page.locator("[data-said]")).to_contain_text("录好了")
        page.get_by_role("button", name="我同意").click()
        expect(page.locator("main")).to_contain_text("约定从现在起算数")
    grant = grant_of(app, "wheelchair")
    with parts(app).db.read() as work:
        kept = work.grant_recordings.of(grant.id)
    assert kept is not None
    assert kept.mime == "audio/webm"
    assert grant.state is GrantState.CONSENTED


def test_without_script_a_file_will_do(
    app: Flask, live: LiveSite, browser: Browser, resident: Resident
) -> None:
    address = _asked(resident).page.address
    with live.context(browser, 390, script=False) as context:
        live.hand_over(resident.client, context)
        page = context.new_page()
        page.goto(address)
        expect(page.get_by_role("button", name="开始录音")).to_be_hidden()
        page.set_input_files("#sound", FILE)
        page.get_by_role("button", name="我同意").click()
        expect(page.locator("main")).to_contain_text("约定从现在起算数")
    assert grant_of(app, "wheelchair").state is GrantState.CONSENTED
