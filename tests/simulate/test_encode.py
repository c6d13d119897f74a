"""What must be encoded is encoded once; the result is what was asked for."""

from collections.abc import Iterator
from pathlib import Path
from threading import Event

import av
import pytest

from bongsu.simulate.clips import find_clips, read_loop
from bongsu.simulate.encode import Abandoned, EncodedClips, Encoding
from bongsu.simulate.packets import Loop

TINY = Encoding(64, 48, 5, 1.0, 100)


def grey(count: int = 10) -> Iterator[av.VideoFrame]:
    for _ in range(count):
        yield av.VideoFrame(64, 48, "yuv420p")


def test_a_clip_in_the_cache_is_not_made_again(tmp_path: Path) -> None:
    cache, asked = EncodedClips(tmp_path), []

    def pictures() -> Iterator[av.VideoFrame]:
        asked.append(1)
        return grey()

    assert cache.made("x", TINY, pictures) == cache.made("x", TINY, pictures)
    assert EncodedClips(tmp_path).made("x", TINY, pictures).exists()
    assert len(asked) == 1


def test_the_same_content_under_another_name_is_found_again(clips: Path, tmp_path: Path) -> None:
    clip = find_clips(clips)[0]
    copy = tmp_path / "renamed.mp4"
    copy.write_bytes(clip.read_bytes())
    cache = EncodedClips(tmp_path / "cache")
    assert cache.sub(clip, 2) == cache.sub(copy, 2)
    assert cache.sub(clip, 2) != cache.sub(find_clips(clips)[1], 2)


@pytest.mark.parametrize("every_s", [0.4, 1, 2])
def test_key_frames_come_as_often_as_asked(clips: Path, cache: Path, every_s: float) -> None:
    made = EncodedClips(cache).with_key_frames(find_clips(clips)[0], every_s, 30)
    loop = read_loop(made)
    step = round(every_s * 15)
    keys = [i for i, picture in enumerate(loop.pictures) if picture.is_key]
    assert keys == list(range(0, 30, step))
    assert loop.duration_s == pytest.approx(2.0, abs=0.01)


def test_no_picture_is_sent_before_one_it_is_shown_after(clips: Path, cache: Path) -> None:
    with av.open(str(EncodedClips(cache).with_key_frames(find_clips(clips)[0], 1, 30))) as film:
        packets = [packet for packet in film.demux(video=0) if packet.size]
    assert all(packet.pts == packet.dts for packet in packets)


def test_the_sub_stream_is_slower_and_cheaper(clips: Path, cache: Path) -> None:
    clip = find_clips(clips)[0]
    main, sub = read_loop(clip), read_loop(EncodedClips(cache).sub(clip, 2))
    assert sub.frames_per_s == 12
    assert sub.width <= 640
    assert len(sub.pictures) == 24

    def kbps(loop: Loop) -> float:
        return sum(len(p) for shot in loop.pictures for p in shot.payloads) * 8 / 2000

    assert kbps(sub) < min(500, kbps(main))


def test_an_interrupted_encoding_leaves_nothing_behind(tmp_path: Path) -> None:
    def pictures() -> Iterator[av.VideoFrame]:
        yield from grey(3)
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        EncodedClips(tmp_path).made("x", TINY, pictures)
    assert list(tmp_path.iterdir()) == []


def test_nobody_encodes_for_somebody_who_has_gone(tmp_path: Path) -> None:
    gone = Event()
    gone.set()
    with pytest.raises(Abandoned):
        EncodedClips(tmp_path, gone).made("x", TINY, grey)
    assert list(tmp_path.iterdir()) == []
