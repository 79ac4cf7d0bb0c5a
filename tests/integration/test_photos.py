"""Photos added to what is sent: opened, made small, rid of metadata, and shown to nobody else."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO
from pathlib import Path

import pytest
from flask import Flask
from PIL import Image

from services.clock import FixedClock
from services.pictures import LARGEST_PIXELS, LONGEST_SIDE, cleaned
from tests.page_client import PageClient
from tests.page_forms import File
from tests.residents import VIEWS, Resident
from webapp.wiring import parts

SERVICE = "power-outage"
GPS, ORIENTATION = 0x8825, 0x0112


@pytest.fixture
def backend(request: pytest.FixtureRequest) -> str:
    """A file is judged alike over both databases; one test keeps one in each."""
    return getattr(request, "param", "sqlite")


def photo(kind: str = "JPEG", size: tuple[int, int] = (400, 300), mode: str = "RGB") -> bytes:
    """A picture of a meter, with the place where it was taken."""
    image = Image.new(mode, size, "red")
    exif = Image.Exif()
    exif[ORIENTATION] = 6
    exif.get_ifd(GPS)[1] = "N"
    exif[0x010F] = "SECRET CAMERA"
    out = BytesIO()
    image.save(out, kind, exif=exif)
    return out.getvalue()


def bomb() -> bytes:
    """A PNG of a few hundred bytes that says it holds 2,500 million points."""
    head = struct.pack(">IIBBBBB", 50_000, 50_000, 8, 2, 0, 0, 0)
    body = zlib.compress(b"\0" * 1_000)
    chunks = [(b"IHDR", head), (b"IDAT", body), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in chunks
    )


def at_photo(resident: Resident) -> Resident:
    """At the page that asks for a photo, one question on a page."""
    resident.in_view("elder").starts(SERVICE)
    while not resident.page.root.select('input[type="file"]'):
        resident.answers_page()
    return resident


def seen(resident: Resident) -> str:
    """The address of the photo on the page."""
    return resident.page.root.one(".kept-photo img")["src"]


def back_at_photo(resident: Resident) -> Resident:
    resident.client.get(f"/services/{SERVICE}/apply/photo")
    return resident


@pytest.mark.parametrize("backend", ["sqlite", "postgresql"], indirect=True)
def test_a_photo_is_kept_upright_small_and_without_its_place(
    resident: Resident, backend: str
) -> None:
    at_photo(resident).answers(photo=File("客厅/水表.jpg", photo(size=(3_000, 1_000))))
    resident = back_at_photo(resident).sees("已经收下一张", "水表.jpg")
    response = resident.client.http.get(seen(resident))
    assert response.mimetype == "image/jpeg"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert b"SECRET CAMERA" not in response.data
    with Image.open(BytesIO(response.data)) as image:
        assert not image.getexif()
        assert image.height == LONGEST_SIDE, "turned upright and made smaller"
        assert image.width < image.height


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_each_common_kind_is_taken(resident: Resident, kind: str) -> None:
    at_photo(resident).answers(photo=File("1", photo(kind)))
    assert "error-summary" not in resident.page.ids


def test_what_is_written_into_a_photo_goes_no_further() -> None:
    out = BytesIO()
    Image.new("RGB", (40, 30)).save(out, "JPEG", comment=b"SECRET NOTE", xmp=b"<x>SECRET PLACE</x>")
    assert b"SECRET" in out.getvalue()
    assert b"SECRET" not in cleaned(out.getvalue())


def test_a_picture_one_can_see_through_stands_on_white(resident: Resident) -> None:
    out = BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(out, "PNG")
    at_photo(resident).answers(photo=File("1.png", out.getvalue()))
    data = resident.client.http.get(seen(back_at_photo(resident))).data
    with Image.open(BytesIO(data)) as image:
        assert image.getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"%PDF-1.7 ...", "这是 PDF 文件"),
        (b"\0\0\0\x18ftypheic\0\0\0\0mif1heic", "兼容性最佳"),
        (b"<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>", "网页或图画"),
        (b"PK\x03\x04" + b"\0" * 100, "压缩文件"),
        (b"GIF89a" + b"\0" * 40, "不是能打开的照片"),
        (photo()[:600], "可能没有传完"),
        (photo("PNG")[:100], "没有传完"),
        (bomb(), "尺寸太大"),
        (b"\xff\xd8\xff\xe0", "照片"),
        (b"", "这个文件是空的"),
        (b"\0" * (8 * 1024 * 1024 + 1), "最大 8 兆"),
    ],
    ids=["pdf", "heic", "svg", "zip", "gif", "cut-jpeg", "cut-png", "bomb", "head", "empty", "big"],
)
def test_what_is_no_photo_is_explained(resident: Resident, content: bytes, says: str) -> None:
    at_photo(resident).answers(photo=File("水表.jpg", content)).sees(says)
    assert resident.page.root.one("#error-summary a")["href"] == "#photo"
    # Without one it goes on, and nothing else was lost.
    resident.answers_page().takes_what_is_offered().sends()
    assert resident.keeps_receipt()


def test_more_points_than_fit_into_memory_are_refused(resident: Resident) -> None:
    out = BytesIO()
    Image.new("1", (LARGEST_PIXELS // 5_000 + 1, 5_000)).save(out, "PNG")
    at_photo(resident).answers(photo=File("1.png", out.getvalue())).sees("尺寸太大")


@pytest.mark.parametrize("view", VIEWS)
def test_a_photo_taken_stays_when_another_answer_is_wrong(resident: Resident, view: str) -> None:
    resident.in_view("standard").starts(SERVICE)
    while not resident.page.root.select('input[type="file"]'):
        resident.answers_page()
    resident.answers(photo=File("水表.jpg", photo()), notes="好" * 600)
    resident.sees("写了 600 个字", "水表.jpg")
    notes = resident.page.root.one("textarea").element.text or ""
    assert notes.strip() == "好" * 600, "what was typed is kept"
    resident.in_view(view)
    back_at_photo(resident).sees("水表.jpg")


def test_a_photo_can_be_changed_and_taken_away(app: Flask, resident: Resident) -> None:
    at_photo(resident).answers(photo=File("一.jpg", photo()))
    first = seen(back_at_photo(resident))
    resident.answers(photo=File("二.jpg", photo()))
    back_at_photo(resident).sees("二.jpg")
    assert resident.client.http.get(first).status_code == 404, "the first is forgotten"
    second = seen(resident)
    resident.answers(photo_drop="1")
    assert not back_at_photo(resident).page.root.select(".kept-photo")
    assert resident.client.http.get(second).status_code == 404


def test_nobody_else_sees_it_and_signing_in_takes_it_along(app: Flask, resident: Resident) -> None:
    at_photo(resident).answers(photo=File("水表.jpg", photo()))
    address = seen(back_at_photo(resident))
    stranger = PageClient(app.test_client())
    stranger.get(address, status=404)
    resident.signs_in("elder")
    assert resident.client.http.get(address).status_code == 200
    Resident(stranger).signs_in("helper").client.get(address, status=404)


def test_what_never_came_into_a_case_is_swept(
    app: Flask, resident: Resident, clock: FixedClock
) -> None:
    at_photo(resident).answers(photo=File("留下.jpg", photo()))
    kept = seen(back_at_photo(resident))
    resident.starts(SERVICE).takes_what_is_offered().sends().sees("留下.jpg")
    at_photo(resident).answers(photo=File("没交.jpg", photo()))
    loose = seen(back_at_photo(resident))
    clock.advance(days=31)
    _sweeps(app)
    assert resident.client.http.get(kept).status_code == 200
    assert resident.client.http.get(loose).status_code == 404


def test_a_photo_lives_as_long_as_the_task_it_belongs_to(
    app: Flask, resident: Resident, clock: FixedClock
) -> None:
    at_photo(resident).answers(photo=File("水表.jpg", photo()))
    clock.advance(days=25)
    back_at_photo(resident).client.submit({})
    clock.advance(days=10)
    _sweeps(app)
    assert resident.client.http.get(seen(back_at_photo(resident))).status_code == 200


def _sweeps(app: Flask) -> None:
    """Let the worker forget what it forgets."""
    parts(app).people.sweep()
    parts(app).photos.sweep()


def test_photos_lie_sealed(app: Flask, resident: Resident) -> None:
    at_photo(resident).answers(photo=File("我家的水表.jpg", photo()))
    data_dir: Path = parts(app).settings.data_dir
    stored = b"".join(path.read_bytes() for path in data_dir.glob("nuanchuang.db*"))
    assert "我家的水表".encode() not in stored
    assert photo()[20:60] not in stored


def test_one_browser_cannot_fill_the_disk(
    resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("services.photos.MOST_LOOSE", 1)
    at_photo(resident).answers(photo=File("一.jpg", photo()))
    back_at_photo(resident).answers(photo=File("二.jpg", photo())).sees("放了很多照片")


@pytest.mark.parametrize("view", VIEWS)
def test_fifty_megabytes_get_a_page_that_leads_back(resident: Resident, view: str) -> None:
    at_photo(resident).in_view(view)
    back_at_photo(resident)
    form = resident.client.form()
    form.files["photo"] = File("1.jpg", b"\0" * 50_000_000)
    resident.client.post(resident.page.address, form.sent(None), files=form.files, status=413)
    resident.sees("太大了", "前面几步填过的内容都还在", "最大 8 兆")
    resident.client.follow("回到刚才那一页")
    resident.takes_what_is_offered().sends()


def test_a_stale_page_asks_for_the_photo_once_more(
    resident: Resident, monkeypatch: pytest.MonkeyPatch
) -> None:
    at_photo(resident)
    monkeypatch.setattr("webapp.security.TOKEN_SECONDS", -1)
    resident.answers(photo=File("1.jpg", photo())).sees("再选一次照片")
