"""Pictures: what keeps one off a site, and the same picture made anew from its pixels."""

import io
import struct
import warnings
from collections.abc import Iterator

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from mentoring import russian
from mentoring.attachments import drawings
from mentoring.attachments.fault import MAX_BYTES, PICTURES, Fault, Spoilt, ending_of

MAX_PIXELS = 50_000_000
LONG_SIDE = 1600
"""Pixels of the longer side on a site. Source: privacy.md, 3."""


_OTHER_PICTURES = frozenset({"avif", "bmp", "heic", "heif", "jfif", "tif", "tiff"})


def of_picture(name: str, content: bytes) -> Fault | None:
    """The first thing wrong with a file that lies among the pictures."""
    ending = ending_of(name)
    if ending in _OTHER_PICTURES:
        return Fault(
            "file-kind",
            f"Картинку `.{ending}` не всякий браузер покажет: на сайт она не попадёт.",
            "Откройте её в программе просмотра и сохраните как JPG («Файл» → «Сохранить как»).",
        )
    if ending not in PICTURES:
        return Fault(
            "file-kind",
            "В папке картинок лежит файл, который не картинка: на сайт он не попадёт.",
            f"Оставьте здесь только картинки ({_listed(PICTURES)}); бланки и документы переложите в cases/files.",
        )
    if len(content) > MAX_BYTES:
        return Fault(
            "picture-too-large",
            "Картинка больше 20 МБ.",
            "Уменьшите её: для сайта хватит 2000 точек в ширину.",
        )
    if ending == "svg":
        return drawings.fault(content)
    try:
        opened = _opened(content, ending)
    except Image.DecompressionBombError:
        return _TOO_MANY
    except _BROKEN:
        opened = None
    if opened and opened.width * opened.height > MAX_PIXELS:
        return _TOO_MANY
    if opened is None or not _is_whole(content, ending):
        return Fault(
            "picture-false",
            f"Имя оканчивается на `.{ending}`, а внутри не такая картинка или только её часть.",
            "Откройте картинку в программе просмотра и сохраните заново; если она не открывается, удалите файл.",
            why="Под видом картинки на сайт попадает что угодно, и браузер может это выполнить.",
        )
    if opened.format != "MPO" and getattr(opened, "is_animated", False):
        return Fault(
            "picture-moving",
            "Картинка движется.",
            "Сохраните один её кадр как PNG и приложите его.",
            why="Каждый кадр может показать другого человека, а движение мешает тем, кому трудно читать.",
        )
    if has_place(content):
        return Fault(
            "picture-place",
            "В картинке записано место съёмки.",
            "Уберите сведения о съёмке: в Windows — «Свойства» → «Подробно» → «Удаление свойств»; на телефоне"
            " — отправьте себе снимок как фото, а не как файл, и возьмите полученный.",
            why="По координатам найдут дом или школу того, кого снимали.",
        )
    return None


def has_place(content: bytes) -> bool:
    """Whether a photograph says where it was taken. Source: Exif 2.32, tag 0x8825 (GPS IFD)."""
    for block in _exif(content):
        order = {b"II": "<", b"MM": ">"}.get(block[:2])
        if not order or len(block) < 8:
            continue
        (start,) = struct.unpack_from(f"{order}I", block, 4)
        if start + 2 > len(block):
            continue
        (entries,) = struct.unpack_from(f"{order}H", block, start)
        for index in range(min(entries, 200)):
            at = start + 2 + 12 * index
            if at + 2 <= len(block) and struct.unpack_from(f"{order}H", block, at) == (0x8825,):
                return True
    return b"exif:GPSLatitude" in content


def _exif(content: bytes) -> Iterator[bytes]:
    """The Exif blocks of a JPEG, PNG or WebP."""
    for mark in (b"Exif\x00\x00", b"eXIf", b"EXIF"):
        at = content.find(mark)
        while at >= 0:
            block = content[at + len(mark) : at + len(mark) + 65_536]
            yield block
            if mark == b"EXIF":
                yield block[4:]  # the length of a chunk of WebP
            at = content.find(mark, at + 1)


def cleaned(content: bytes, ending: str) -> bytes:
    """The picture as it goes to a site: pixels only, upright, sRGB, no larger than a page needs; a drawing without notes.

    The same picture gives the same bytes. `gif` comes out as PNG.

    Raises:
        Spoilt: the picture breaks off or does not fit its format.
    """
    if ending == "svg":
        return drawings.cleaned(content)
    try:
        picture = _upright(_opened(content, ending))
    except (*_BROKEN, Image.DecompressionBombError) as error:
        raise Spoilt(str(type(error).__name__)) from error
    bare = Image.frombytes(picture.mode, picture.size, picture.tobytes())  # `save` would carry notes over
    out = io.BytesIO()
    match cleaned_ending(ending):
        case "jpg":
            bare.save(out, "JPEG", quality=85, optimize=True, progressive=True)
        case "webp":
            bare.save(out, "WEBP", quality=82, method=4)
        case _:
            bare.save(out, "PNG", optimize=True)
    return out.getvalue()


def cleaned_ending(ending: str) -> str:
    """The ending of the cleaned picture, without its dot."""
    return {"jpeg": "jpg", "gif": "png"}.get(ending, ending)


def _opened(content: bytes, ending: str) -> Image.Image:
    """The picture, its pixels not yet read."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)  # the limit is ours
        return Image.open(io.BytesIO(content), formats=(_FORMATS[ending],))


def _upright(picture: Image.Image) -> Image.Image:
    """Turned as it was held, in the colours of a screen, scaled down."""
    if picture.format == "JPEG":
        picture.draft(
            "RGB", (LONG_SIDE, LONG_SIDE)
        )  # a large photograph is read at half or a quarter of its size
    profile = picture.info.get("icc_profile")
    turned = ImageOps.exif_transpose(picture)
    shown = _in_rgb(turned, profile)
    shown.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    return shown


def _in_rgb(picture: Image.Image, profile: bytes | None) -> Image.Image:
    has_alpha = picture.mode in {"RGBA", "LA", "PA"} or "transparency" in picture.info
    if profile and picture.mode in {"RGB", "CMYK"} and not has_alpha:
        try:
            own, screen = ImageCms.ImageCmsProfile(io.BytesIO(profile)), ImageCms.createProfile("sRGB")
            changed = ImageCms.profileToProfile(picture, own, screen, outputMode="RGB")
        except (ImageCms.PyCMSError, OSError, ValueError):
            changed = None  # a broken profile is as good as none
        if changed is not None:
            return changed
    if picture.mode.startswith("I;16") or picture.mode == "I":
        return picture.convert("I").point(lambda value: value / 256).convert("L")
    if picture.mode in {"1", "L"} and not has_alpha:
        return picture.convert("L")
    wanted = "RGBA" if has_alpha and picture.format != "JPEG" else "RGB"
    return picture if picture.mode == wanted else picture.convert(wanted)


def _is_whole(content: bytes, ending: str) -> bool:
    """Whether the picture has its end; its pixels are not read."""
    match ending:
        case "jpg" | "jpeg":
            return b"\xff\xd9" in content
        case "png":
            return b"IEND" in content
        case "webp":
            return len(content) >= 8 + int.from_bytes(content[4:8], "little")
        case _:
            return b"\x3b" in content[-1000:]


_BROKEN = (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError, struct.error)
"""How Pillow meets a broken file."""
_FORMATS = {"jpg": "JPEG", "jpeg": "JPEG", "png": "PNG", "gif": "GIF", "webp": "WEBP"}
_TOO_MANY = Fault(
    "picture-too-large",
    "В картинке больше 50 миллионов точек.",
    "Уменьшите её: для сайта хватит 2000 точек в ширину.",
)


def _listed(endings: frozenset[str]) -> str:
    return russian.listed(sorted(endings))
