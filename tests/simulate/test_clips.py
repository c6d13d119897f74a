"""Clips are read as they are: whole pictures, a key frame first, cut at key frames, others skipped."""

from itertools import pairwise
from pathlib import Path

import av
import pytest

from bongsu.simulate import nal
from bongsu.simulate.clips import NoClips, find_clips, read_loop
from bongsu.simulate.packets import CLOCK_HZ
from tests.simulate.test_packets import put_together


def first(clips: Path) -> Path:
    return find_clips(clips)[0]


def test_every_picture_of_the_clip_is_in_the_loop(clips: Path) -> None:
    loop = read_loop(first(clips))
    assert len(loop.pictures) == 30
    assert loop.duration_s == pytest.approx(2.0, abs=0.01)
    assert (loop.width, loop.height, loop.frames_per_s) == (320, 180, 15)
    assert [i for i, picture in enumerate(loop.pictures) if picture.is_key] == [0, 15]
    assert {b.timestamp - a.timestamp for a, b in pairwise(loop.pictures)} == {CLOCK_HZ // 15}


def test_the_slices_of_a_picture_stay_together(tmp_path: Path) -> None:
    path = tmp_path / "sliced.mp4"
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=5, options={"x264-params": "slices=4"})
        stream.width, stream.height, stream.pix_fmt = 128, 128, "yuv420p"
        for _ in range(5):
            container.mux(stream.encode(av.VideoFrame(128, 128, "yuv420p")))
        container.mux(stream.encode(None))
    pictures = [put_together(picture.payloads) for picture in read_loop(path).pictures]
    assert len(pictures) == 5
    for units in pictures:
        slices = [unit for unit in units if nal.is_slice(unit)]
        assert len(slices) > 1
        assert [nal.starts_picture(unit) for unit in slices] == [True] + [False] * len(slices[1:])


def test_parameter_sets_come_before_every_key_frame(clips: Path) -> None:
    loop = read_loop(first(clips))
    for picture in loop.pictures:
        kinds = [nal.kind(unit) for unit in put_together(picture.payloads)]
        assert (kinds[:2] == [nal.SPS, nal.PPS]) == picture.is_key
        assert nal.DELIMITER not in kinds


def test_the_loop_decodes_without_an_error(clips: Path) -> None:
    loop = read_loop(first(clips))
    decoder = av.CodecContext.create("h264", "r")
    decoder.options = {"err_detect": "explode"}
    units = [unit for picture in loop.pictures * 2 for unit in put_together(picture.payloads)]
    stream = b"".join(b"\0\0\0\1" + unit for unit in units)
    frames = [frame for packet in decoder.parse(stream) for frame in decoder.decode(packet)]
    frames += [frame for packet in decoder.parse(b"") for frame in decoder.decode(packet)]
    frames += decoder.decode(None)
    assert len(frames) == 60


def test_a_long_clip_is_cut_at_a_key_frame(clips: Path) -> None:
    loop = read_loop(first(clips), longest_s=1.5)
    assert len(loop.pictures) == 15
    assert loop.duration_s == pytest.approx(1.0, abs=0.01)


def test_a_loop_can_be_made_to_last_as_long_as_another(clips: Path) -> None:
    assert read_loop(first(clips), lasts_s=2.5).duration_s == 2.5


def test_the_loop_lasts_whole_clock_ticks(clips: Path) -> None:
    loop = read_loop(first(clips), lasts_s=1.234567)
    assert loop.duration_s * CLOCK_HZ == pytest.approx(loop.ticks, abs=1e-6)


def test_files_that_cannot_be_played_are_skipped(clips: Path, tmp_path: Path) -> None:
    (tmp_path / "good.mp4").write_bytes(first(clips).read_bytes())
    (tmp_path / "broken.mp4").write_bytes(b"no film at all")
    with av.open(str(tmp_path / "old.mp4"), "w") as container:
        stream = container.add_stream("mpeg4", rate=5)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        container.mux(stream.encode(av.VideoFrame(64, 48, "yuv420p")))
        container.mux(stream.encode(None))
    assert [path.name for path in find_clips(tmp_path)] == ["good.mp4"]


def test_a_folder_without_clips_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoClips):
        find_clips(tmp_path)


def test_real_clips_are_read(shared: Path) -> None:
    names = [path.name for path in find_clips(shared / "clips")]
    assert "vtest_720p15.mp4" in names
    assert "TUD-Campus.mp4" not in names, "MPEG-4 part 2 is not H.264"
    loop = read_loop(shared / "clips" / "vtest_720p15.mp4", longest_s=30)
    assert loop.pictures[0].is_key
    assert 25 < loop.duration_s <= 30
