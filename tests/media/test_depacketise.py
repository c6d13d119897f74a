"""Whole pictures out of RTP, whatever way the camera cut them; after a loss nothing until a key picture."""

import struct

from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.media.sources.depacketise import Depacketiser
from bongsu.media.sources.source import Parameters, Picture

SPS, PPS = b"\x67\x42\x00\x1e\xaa", b"\x68\xce\x3c\x80"
KNOWN = Parameters(SPS, PPS)
KEY, DELTA = 0x65, 0x41


def slice_of(kind: int, body: bytes = b"picture", *, first: bool = True) -> bytes:
    return bytes([kind, 0x88 if first else 0x48]) + body


def fu_a(nal: bytes, size: int) -> list[bytes]:
    body, head = nal[1:], nal[0]
    pieces = [body[at : at + size] for at in range(0, len(body), size)]
    out = []
    for number, piece in enumerate(pieces):
        marks = 0x80 * (number == 0) | 0x40 * (number == len(pieces) - 1)
        out.append(bytes([head & 0xE0 | 28, marks | head & 0x1F]) + piece)
    return out


def stap_a(*nals: bytes) -> bytes:
    return b"\x78" + b"".join(struct.pack("!H", len(nal)) + nal for nal in nals)


class Camera:
    """Sends payloads as RTP and collects the pictures."""

    def __init__(self, parameters: Parameters | None = KNOWN, sequence: int = 65_530) -> None:
        self.pictures: list[Picture] = []
        self.reader = Depacketiser(parameters, lambda: 1000.0, self.pictures.append)
        self.sequence = sequence
        self.time = 90_000

    def send(self, payload: bytes, *, marker: bool = False, head: bytes = b"") -> None:
        kind = 96 | (0x80 if marker else 0)
        first = head or b"\x80"
        packet = first[:1] + struct.pack("!BHII", kind, self.sequence & 0xFFFF, self.time, 7)
        data = b"\x24\x00\x00\x00" + packet + first[1:] + payload
        self.sequence += 1
        self.reader.push(data, memoryview(data), 4, len(data))

    def picture(self, *nals: bytes, size: int = 1400, marker: bool = True) -> None:
        """One picture, each NAL unit whole or in fragments."""
        payloads = [p for nal in nals for p in ([nal] if len(nal) <= size else fu_a(nal, size))]
        for number, payload in enumerate(payloads):
            self.send(payload, marker=marker and number == len(payloads) - 1)
        self.time += 6000

    @property
    def nals(self) -> list[list[bytes]]:
        return [split(picture.data) for picture in self.pictures]


def split(data: bytes) -> list[bytes]:
    out, at = [], 0
    while at < len(data):
        size = int.from_bytes(data[at : at + 4])
        out.append(data[at + 4 : at + 4 + size])
        at += 4 + size
    return out


bodies = st.binary(min_size=1, max_size=4000)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.lists(bodies, min_size=1, max_size=4), min_size=1, max_size=5), st.integers(1, 1400)
)
def test_any_cut_into_fragments_gives_the_same_pictures(
    pictures: list[list[bytes]], size: int
) -> None:
    camera = Camera()
    sent = []
    for number, slices in enumerate(pictures):
        kind = KEY if number == 0 else DELTA
        nals = [slice_of(kind, body, first=i == 0) for i, body in enumerate(slices)]
        # A first fragment must hold the slice's first byte, or nobody could tell where pictures begin.
        camera.picture(*nals, size=max(size, 2))
        sent.append(nals)
    assert camera.nals == sent
    assert [picture.is_key for picture in camera.pictures] == [True] + [False] * (len(sent) - 1)


@settings(max_examples=60, deadline=None)
@given(st.lists(bodies, min_size=1, max_size=8))
def test_an_aggregate_is_its_units(bodies: list[bytes]) -> None:
    camera = Camera()
    nals = [slice_of(KEY, body, first=i == 0) for i, body in enumerate(bodies)]
    camera.send(stap_a(SPS, PPS, *nals), marker=True)
    assert camera.nals == [nals]


@settings(max_examples=100, deadline=None)
@given(st.lists(st.binary(max_size=60), max_size=30))
def test_any_bytes_do_no_harm(payloads: list[bytes]) -> None:
    camera = Camera()
    for payload in payloads:
        camera.send(payload)
    camera.time += 1
    camera.picture(slice_of(KEY, b"after"))
    assert split(camera.pictures[-1].data)[-1] == slice_of(KEY, b"after")


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 29), st.integers(2, 6))
def test_after_a_loss_nothing_comes_until_the_next_key_picture(lost: int, gop: int) -> None:
    camera, whole = Camera(), Camera()
    for number in range(30):
        kind = KEY if number % gop == 0 else DELTA
        nal = slice_of(kind, bytes([number]) * 10)
        whole.picture(nal)
        if number == lost:
            camera.sequence += 1
            camera.time += 6000
        else:
            camera.picture(nal)
    next_key = (lost // gop + 1) * gop
    expected = [p.data for n, p in enumerate(whole.pictures) if n < lost or n >= next_key]
    assert [p.data for p in camera.pictures] == expected


def test_pictures_before_the_first_key_picture_are_not_shown() -> None:
    camera = Camera()
    camera.picture(slice_of(DELTA))
    camera.picture(slice_of(KEY))
    assert [picture.is_key for picture in camera.pictures] == [True]


def test_parameter_sets_may_come_in_band_only() -> None:
    camera = Camera(parameters=None)
    camera.picture(slice_of(KEY, b"before"))
    camera.send(SPS, marker=True)
    camera.send(PPS, marker=True)
    camera.picture(slice_of(KEY, b"after"))
    assert [picture.parameters for picture in camera.pictures] == [KNOWN]


def test_a_changed_parameter_set_is_another_object_and_the_same_one_is_not() -> None:
    camera = Camera()
    camera.picture(SPS, PPS, slice_of(KEY))
    camera.picture(SPS + b"\x01", PPS, slice_of(KEY))
    first, second = camera.pictures
    assert first.parameters is KNOWN
    assert second.parameters == Parameters(SPS + b"\x01", PPS)
    assert camera.nals == [[slice_of(KEY)], [slice_of(KEY)]]


def test_a_picture_without_marker_ends_with_the_next_time() -> None:
    camera = Camera()
    camera.picture(slice_of(KEY, b"1"), marker=False)
    camera.picture(slice_of(DELTA, b"2"), marker=False)
    camera.picture(slice_of(DELTA, b"3"), marker=False)
    assert camera.nals == [[slice_of(KEY, b"1")], [slice_of(DELTA, b"2")]]


def test_pictures_with_one_time_are_told_apart_by_their_first_slice() -> None:
    camera = Camera()
    for number in range(3):
        camera.send(slice_of(KEY, bytes([number])))
        camera.send(slice_of(KEY, b"rest", first=False))
    assert len(camera.pictures) == 2
    assert all(len(nals) == 2 for nals in camera.nals)


def test_a_camera_that_marks_every_slice_is_understood_from_the_next_key_picture_on() -> None:
    camera = Camera()
    for _ in range(4):
        camera.send(slice_of(KEY), marker=True)
        camera.send(slice_of(KEY, b"rest", first=False), marker=True)
        camera.time += 6000
    assert [len(nals) for nals in camera.nals] == [1, 2, 2]


def test_sources_extensions_and_padding_are_passed_over() -> None:
    camera = Camera()
    camera.send(
        slice_of(KEY), marker=True, head=b"\x92" + bytes(8) + b"\xbe\xde\x00\x01" + bytes(4)
    )
    camera.time += 6000
    camera.send(slice_of(DELTA) + b"\x00\x00\x03", marker=True, head=b"\xa0")
    assert camera.nals == [[slice_of(KEY)], [slice_of(DELTA)]]


def test_a_late_packet_is_passed_over() -> None:
    camera = Camera()
    camera.picture(slice_of(KEY))
    camera.sequence -= 1
    camera.picture(slice_of(DELTA, b"late"))
    camera.picture(slice_of(DELTA, b"next"))
    assert camera.nals == [[slice_of(KEY)], [slice_of(DELTA, b"next")]]


def test_a_camera_that_numbers_anew_is_followed() -> None:
    camera = Camera(sequence=40_000)
    camera.picture(slice_of(KEY))
    camera.sequence = 20_000
    for _ in range(80):
        camera.picture(slice_of(KEY, b"anew"))
    assert len(camera.pictures) > 10


def test_delimiters_and_filler_do_not_travel_on() -> None:
    camera = Camera()
    camera.picture(b"\x09\xf0", slice_of(KEY), b"\x0c\xff\x80")
    assert camera.nals == [[slice_of(KEY)]]
