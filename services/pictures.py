"""From a file to a picture: looked at first, made small, rid of all it tells besides."""

from __future__ import annotations

from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

from services.journey import AnswerProblem
from services.words import Words, words

# A phone's best camera makes 12 to 50 million points; this many fit into memory (120 MB) while
# they are made smaller.
LARGEST_PIXELS = 40_000_000
LONGEST_SIDE = 2_000
QUALITY = 85
FORMATS = ("JPEG", "PNG", "WEBP")
# What files begin with that people take for photos. HEIC: ISO 14496-12 box "ftyp" with a brand.
_HEIC_BRANDS = (b"heic", b"heix", b"hevc", b"mif1", b"msf1", b"heim", b"heis")
_TOO_MANY_POINTS = words("照片的尺寸太大了，打不开。请把照片改小，或者重新照一张。")


def cleaned(data: bytes) -> bytes:
    """The picture alone as JPEG: upright, at most LONGEST_SIDE, no place, time or camera in it.

    Raises AnswerProblem.
    """
    try:
        with Image.open(BytesIO(data), formats=FORMATS) as image:
            # Known from the first bytes: a bomb is refused before it is unpacked.
            if image.width * image.height > LARGEST_PIXELS:
                raise AnswerProblem(_TOO_MANY_POINTS)
            image.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))
            # Small first: turning makes a copy.
            image.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            plain = _on_white(ImageOps.exif_transpose(image))
            # Else the writer would take a comment along.
            plain.info.clear()
            out = BytesIO()
            plain.save(out, "JPEG", quality=QUALITY)
    except UnidentifiedImageError:
        raise AnswerProblem(_what_it_is(data)) from None
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise AnswerProblem(_TOO_MANY_POINTS) from None
    except (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, TypeError):
        # Pillow's readers raise any of these on a damaged file.
        raise AnswerProblem(
            words("照片打不开，可能没有传完。请再选一次，或者重新照一张。")
        ) from None
    return out.getvalue()


def _on_white(image: Image.Image) -> Image.Image:
    """The same picture without a see-through part, for JPEG knows none."""
    if image.mode == "RGB":
        return image
    see_through = image.convert("RGBA")
    white = Image.new("RGB", image.size, "white")
    white.paste(see_through, mask=see_through.getchannel("A"))
    return white


def _what_it_is(data: bytes) -> Words:
    """What to say of a file that is no photo we can open, whatever it is called."""
    start = data[:1024].lstrip()
    if start.startswith(b"%PDF"):
        return words("这是 PDF 文件，不是照片。请打开它，用手机对着屏幕或纸照一张，再选那张照片。")
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS:
        return words(
            "这张照片是苹果手机的特别格式，这里打不开。请在手机“设置”的“相机”里，"
            "把“格式”改成“兼容性最佳”，再照一张；或者把照片截屏，用截屏的那张。"
        )
    if start.startswith((b"<", b"\xef\xbb\xbf<")):
        return words("这是网页或图画文件，不是照片。请用手机照一张。")
    if start.startswith((b"PK", b"Rar!", b"7z", b"\x1f\x8b")):
        return words("这是压缩文件，不是照片。请解开以后，选里面的照片。")
    if not data:
        return words("这个文件是空的。请再选一次，或者重新照一张。")
    return words("这不是能打开的照片。请用手机照一张，或者选相册里的照片。")
