"""A photo as it is kept: drawn anew, upright, no larger than needed; what would be a bomb is refused before it is drawn."""

from fractions import Fraction
from typing import Any  # Any: EXIF's numbers

import av
import numpy as np
import pytest
from av.video.frame import VideoFrame

from bongsu.kernel.failures import Invalid
from bongsu.services.missing.picture import LARGEST_PICTURE, as_picture
from tests.services.missing.linked import jpeg

GPS_WORDS = b"GPSLatitude 37.6080 GPSLongitude 127.0200 Canon serial 4711"
SOI, EOI = b"\xff\xd8", b"\xff\xd9"


def two_colours(width: int, height: int, quality: int = 2) -> bytes:
    """Left red, right blue."""
    pixels = np.zeros((height, width, 3), dtype=np.uint8)
    pixels[:, : width // 2, 0] = 255
    pixels[:, width // 2 :, 2] = 255
    frame = VideoFrame.from_ndarray(pixels, format="rgb24").reformat(format="yuvj420p")
    encoder = av.CodecContext.create("mjpeg", "w")
    encoder.width, encoder.height, encoder.pix_fmt = width, height, "yuvj420p"
    encoder.time_base = Fraction(1, 25)
    encoder.options = {"qmin": str(quality), "qmax": str(quality)}
    frame.pts = 0
    return b"".join(bytes(one) for one in [*encoder.encode(frame), *encoder.encode(None)])


def drawn(data: bytes) -> np.ndarray[Any, Any]:
    decoder = av.CodecContext.create("mjpeg", "r")
    (frame,) = [*decoder.decode(av.Packet(data)), *decoder.decode(None)]
    assert isinstance(frame, VideoFrame)
    return frame.to_ndarray(format="rgb24")


def segment(marker: int, body: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(body) + 2).to_bytes(2) + body


def exif(orientation: int) -> bytes:
    """APP1 with the one tag, and words of a camera and a place behind it."""
    tag = (
        (0x0112).to_bytes(2) + (3).to_bytes(2) + (1).to_bytes(4) + orientation.to_bytes(2) + b"\0\0"
    )
    tiff = b"MM\0*" + (8).to_bytes(4) + (1).to_bytes(2) + tag + (0).to_bytes(4)
    return segment(0xE1, b"Exif\0\0" + tiff + GPS_WORDS)


def with_segment(data: bytes, *segments: bytes) -> bytes:
    return SOI + b"".join(segments) + data[2:]


def frame_header(width: int, height: int) -> bytes:
    """SOF0 of three components."""
    parts = b"\x08" + height.to_bytes(2) + width.to_bytes(2) + b"\x03"
    return segment(0xC0, parts + b"\x01\x22\x00\x02\x11\x01\x03\x11\x01")


async def refused(data: bytes) -> str:
    with pytest.raises(Invalid) as no:
        await as_picture(data, "photo")
    assert no.value.field == "photo"
    return str(no.value)


async def test_what_was_hidden_in_the_file_is_gone() -> None:
    hidden = [exif(1), segment(0xFE, GPS_WORDS), segment(0xED, b"Photoshop 3.0\0" + GPS_WORDS)]
    kept = await as_picture(with_segment(jpeg(), *hidden) + b"PK\x03\x04 a file behind it", "photo")
    assert kept.startswith(SOI)
    assert not any(
        word in kept for word in (b"GPS", b"Canon", b"Exif", b"Photoshop", b"PK\x03\x04")
    )


async def test_a_picture_looks_as_before() -> None:
    kept = drawn(await as_picture(two_colours(320, 160), "photo"))
    assert kept.shape == (160, 320, 3)
    assert kept[80, 40, 0] > 180 > 80 > kept[80, 280, 0]
    assert kept[80, 280, 2] > 180 > 80 > kept[80, 40, 2]


@pytest.mark.parametrize(
    ("orientation", "red_at"),
    [(1, (80, 40)), (3, (80, 280)), (6, (40, 80)), (8, (280, 80))],
)
async def test_a_photo_stands_as_the_telephone_was_held(
    orientation: int, red_at: tuple[int, int]
) -> None:
    turned = with_segment(two_colours(320, 160), exif(orientation))
    kept = drawn(await as_picture(turned, "photo"))
    assert kept.shape[:2] == ((160, 320) if orientation in {1, 3} else (320, 160))
    assert kept[red_at][0] > 180 > 80 > kept[red_at][2]


async def test_nothing_larger_than_a_screen_is_kept() -> None:
    kept = drawn(await as_picture(two_colours(3200, 1600, quality=31), "photo"))
    assert kept.shape == (800, 1600, 3)


async def test_drawing_twice_changes_no_size() -> None:
    once = await as_picture(two_colours(640, 480), "photo")
    assert drawn(await as_picture(once, "photo")).shape == (480, 640, 3)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xd8",
        b"\xff\xd8\xff",
        b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
        b"GIF89a" + b"\0" * 64,
        b"\x89PNG\r\n\x1a\n" + b"\0" * 64,
        b"RIFF\x24\0\0\0WEBPVP8 " + b"\0" * 64,
        b"%PDF-1.7",
        b"<html><script>alert(1)</script>",
        SOI + b"\xff" + b"\0" * 64,
        SOI + segment(0xE0, b"JFIF\0") + EOI,
        SOI + frame_header(64, 64) + EOI,
        SOI
        + frame_header(64, 64)
        + segment(0xDA, b"\x03\x01\0\x02\x11\x03\x11\0\x3f\0")
        + b"x" * 9,
        jpeg()[:60],
    ],
)
async def test_what_is_no_jpeg_is_refused_by_its_field(data: bytes) -> None:
    await refused(data)


@pytest.mark.parametrize(
    ("width", "height"),
    [(65_535, 65_535), (6001, 16), (16, 6001), (5000, 5000), (15, 64), (64, 0), (0, 0)],
)
async def test_a_size_beyond_a_telephones_is_refused_before_it_is_drawn(
    width: int, height: int
) -> None:
    await refused(SOI + frame_header(width, height) + b"\xff\xda" + b"\0" * 200 + EOI)


async def test_a_second_size_inside_the_file_is_no_way_round() -> None:
    """The first frame header is small, the one that the decoder comes to is not."""
    await refused(SOI + frame_header(64, 64) + frame_header(65_500, 65_500) + jpeg()[2:][:400])


async def test_a_picture_of_a_thousand_passes_is_refused() -> None:
    scans = segment(0xDA, b"\x01\x01\0\0\x3f\0") * 1000
    await refused(SOI + frame_header(4000, 4000) + scans + EOI)


async def test_a_megabyte_is_the_end() -> None:
    assert "1 MiB" in await refused(jpeg() + b"\0" * LARGEST_PICTURE)


async def test_a_length_that_points_nowhere_ends_the_reading() -> None:
    await refused(SOI + b"\xff\xe0\x00\x00" + b"\0" * 64)
    await refused(SOI + b"\xff\xe0\x00\x01" + b"\0" * 64)
    await refused(SOI + b"\xff\xe0\xff\xff" + b"\0" * 64)
