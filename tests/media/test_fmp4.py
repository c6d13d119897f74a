"""Fragmented MP4 that decoders read, and parameter sets read as the standard says."""

import io
from fractions import Fraction
from pathlib import Path

import av
import pytest

from bongsu.media.failures import BadPicture
from bongsu.media.fmp4 import TIMESCALE, Sample, make_fragment, make_init
from bongsu.media.sources.ffmpeg import split_annexb
from bongsu.media.sources.source import Parameters
from bongsu.media.sps import BitReader, read_sps
from tests.media.clips import make_clip


def coded(path: Path) -> tuple[Parameters, list[tuple[bytes, bool]]]:
    """A clip's parameter sets and its pictures as AVCC."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        to_annexb = av.BitStreamFilterContext("h264_mp4toannexb", stream)
        pictures: list[tuple[bytes, bool]] = []
        sets: dict[int, bytes] = {}
        for packet in container.demux(stream):
            for out in to_annexb.filter(packet if packet.size else None):
                units = split_annexb(bytes(out))
                sets |= {u[0] & 31: u for u in units if u[0] & 31 in {7, 8}}
                data = b"".join(len(u).to_bytes(4) + u for u in units if u[0] & 31 in {1, 5})
                pictures.append((data, out.is_keyframe))
    return Parameters(sets[7], sets[8]), pictures


@pytest.mark.parametrize(("width", "height"), [(320, 180), (640, 360), (66, 50), (1920, 1080)])
def test_size_and_codec_are_read_from_the_parameter_set(
    tmp_path: Path, width: int, height: int
) -> None:
    make_clip(tmp_path / "a.mp4", width=width, height=height, pictures=2)
    parameters, _ = coded(tmp_path / "a.mp4")
    sps = read_sps(parameters.sps)
    assert (sps.width, sps.height) == (width, height)
    assert sps.codec == "avc1." + parameters.sps[1:4].hex()


def test_what_is_written_is_what_a_decoder_reads(clips: Path) -> None:
    parameters, pictures = coded(clips / "street.mp4")
    init = make_init(parameters)
    media, step = init.segment, TIMESCALE // 10
    for number, (data, is_key) in enumerate(pictures):
        media += make_fragment(number + 1, 900_000 + number * step, [Sample(data, is_key, step)])
    with av.open(io.BytesIO(media), "r") as written:
        stream = written.streams.video[0]
        assert (stream.width, stream.height, stream.time_base) == (320, 180, Fraction(1, TIMESCALE))
        packets = [packet for packet in written.demux(stream) if packet.size]
    assert [bytes(packet) for packet in packets] == [data for data, _ in pictures]
    assert [packet.is_keyframe for packet in packets] == [is_key for _, is_key in pictures]
    assert [packet.dts for packet in packets] == [
        900_000 + number * step for number in range(len(pictures))
    ]
    with av.open(io.BytesIO(media), "r") as written, av.open(str(clips / "street.mp4")) as original:
        ours = [frame.to_ndarray() for frame in written.decode(video=0)]
        theirs = [frame.to_ndarray() for frame in original.decode(video=0)]
    assert len(ours) == len(theirs)
    assert all((a == b).all() for a, b in zip(ours, theirs, strict=True))


def test_many_pictures_in_one_fragment(clips: Path) -> None:
    parameters, pictures = coded(clips / "street.mp4")
    samples = [Sample(data, is_key, 90) for data, is_key in pictures[:10]]
    media = make_init(parameters).segment + make_fragment(1, 0, samples)
    with av.open(io.BytesIO(media), "r") as written:
        assert len(list(written.decode(video=0))) == 10


def test_pictures_may_be_shown_before_they_are_decoded(clips: Path) -> None:
    parameters, pictures = coded(clips / "street.mp4")
    late = [0, 90, -45]
    samples = [
        Sample(data, is_key, 90, shown_after)
        for (data, is_key), shown_after in zip(pictures, late, strict=False)
    ]
    media = make_init(parameters).segment + make_fragment(1, 900, samples)
    with av.open(io.BytesIO(media), "r") as written:
        packets = [packet for packet in written.demux(video=0) if packet.size]
    shown = [packet.pts or 0 for packet in packets]
    assert [one - shown[0] for one in shown] == [0, 180, 135]


@pytest.mark.parametrize(
    "nal",
    [b"", b"\x67", b"\x68\x42\x00\x1e\xaa", b"\x67\x42\x00\x1e", b"\x67\x64\x00\x1e" + bytes(40)],
)
def test_a_broken_parameter_set_is_said_to_be_broken(nal: bytes) -> None:
    with pytest.raises(BadPicture):
        read_sps(nal)


def test_exp_golomb_numbers_as_in_table_9_2() -> None:
    # 1 010 011 00100 00101 and, signed, 1 → 1, 2 → -1
    reader = BitReader(bytes([0b10100110, 0b01000010, 0b10000000]))
    assert [reader.unsigned() for _ in range(5)] == [0, 1, 2, 3, 4]
    reader = BitReader(bytes([0b01001100]))
    assert [reader.signed() for _ in range(2)] == [1, -1]
