"""Key pictures alone and runs of all pictures, made small once; what is wrong with one camera is its failure alone."""

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import islice
from pathlib import Path

import av
import numpy as np
import pytest

from bongsu.media.failures import BadPicture
from bongsu.media.sources.source import Parameters, Picture
from bongsu.monitoring.pictures.decode import Decoder
from bongsu.monitoring.pictures.files import frames_of, packets_of
from bongsu.monitoring.pictures.fit import fitted
from tests.monitoring.pictures.coded import street, with_b_pictures

FIT = (160, 160)


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> list[Picture]:
    return street(tmp_path_factory.mktemp("decode"))


@pytest.fixture
def decoder() -> Decoder:
    return Decoder("cam_1", FIT)


def test_a_key_picture_comes_out_at_once(decoder: Decoder, pictures: list[Picture]) -> None:
    frame = decoder.decode_key(pictures[10])
    assert (frame.camera_id, frame.taken_at_ms, frame.is_key) == ("cam_1", 500.0, True)
    assert (frame.width, frame.height) == (320, 180)
    assert frame.pixels.shape == (90, 160, 3)
    assert frame.grey.shape == (180, 320)
    assert frame.pixels.dtype == frame.grey.dtype == np.uint8
    assert frame.pixels.flags["C_CONTIGUOUS"]
    assert frame.grey.flags["C_CONTIGUOUS"]


def test_each_key_picture_is_its_own(decoder: Decoder, pictures: list[Picture]) -> None:
    """None comes a picture late, and none shows another's."""
    keys = [one for one in pictures if one.is_key]
    once = [decoder.decode_key(one) for one in keys]
    backwards = [Decoder("cam_1", FIT).decode_key(one) for one in reversed(keys)]
    for frame, same in zip(once, reversed(backwards), strict=True):
        assert frame.taken_at_ms == same.taken_at_ms
        assert np.array_equal(frame.pixels, same.pixels)
    assert len({frame.pixels.tobytes() for frame in once}) == len(keys)


def test_pixels_are_the_picture_made_small(decoder: Decoder, tmp_path: Path) -> None:
    """Against the mean over whole blocks of the fully decoded picture."""
    (first, *_) = street(tmp_path)
    with av.open(str(tmp_path / "street_.mp4")) as container:
        whole = next(container.decode(video=0))
        rgb = whole.to_ndarray(format="rgb24").astype(float)
        luma = whole.to_ndarray(format="gray").astype(float)
    means = rgb.reshape(90, 2, 160, 2, 3).mean(axis=(1, 3))
    frame = decoder.decode_key(first)
    assert np.abs(frame.pixels - means).mean() < 6
    assert np.abs(frame.grey - luma).mean() < 6


def test_a_run_gives_the_pictures_that_are_wanted(
    decoder: Decoder, pictures: list[Picture]
) -> None:
    frames = [decoder.decode_all(one, want=at % 3 == 0) for at, one in enumerate(pictures)]
    shown = [frame for frame in frames if frame is not None]
    assert [frame.taken_at_ms for frame in shown] == [at * 50.0 for at in range(0, 40, 3)]
    assert [at for at, frame in enumerate(frames) if frame] == list(range(0, 40, 3)), "at once"
    assert [frame.is_key for frame in shown[:4]] == [True, False, False, False]
    assert decoder.faults == 0


def test_a_run_waits_for_a_key_picture(decoder: Decoder, pictures: list[Picture]) -> None:
    assert [decoder.decode_all(one, want=True) for one in pictures[1:10]] == [None] * 9
    assert decoder.decode_all(pictures[10], want=True) is not None


def test_a_run_shows_what_a_full_decoding_shows(
    decoder: Decoder, pictures: list[Picture], tmp_path: Path
) -> None:
    street(tmp_path)
    truth = list(frames_of(tmp_path / "street_.mp4", FIT))
    for picture, same in zip(pictures, truth, strict=True):
        frame = decoder.decode_all(picture, want=True)
        assert frame is not None
        assert frame.taken_at_ms == same.taken_at_ms
        assert np.abs(frame.pixels.astype(int) - same.pixels).mean() < 1


def test_key_pictures_and_runs_may_alternate(decoder: Decoder, pictures: list[Picture]) -> None:
    for _ in range(3):
        assert decoder.decode_key(pictures[0]).taken_at_ms == 0
        assert decoder.decode_all(pictures[1], want=True) is None, "the run was left"
        assert decoder.decode_all(pictures[10], want=True)
        assert decoder.decode_all(pictures[11], want=True)


def test_pictures_shown_late_keep_their_own_time(decoder: Decoder, tmp_path: Path) -> None:
    pictures = with_b_pictures(tmp_path)
    by_time = {one.captured_at_ms: one.rtp_time for one in pictures}
    frames = [frame for one in pictures if (frame := decoder.decode_all(one, want=True))]
    order = [by_time[frame.taken_at_ms] for frame in frames]
    assert len(frames) > 10
    assert order == sorted(order), "in the order of showing"
    assert decoder.faults == 0


def test_another_resolution_in_the_middle_is_taken_as_it_comes(
    decoder: Decoder, pictures: list[Picture], tmp_path: Path
) -> None:
    other = street(tmp_path, width=640, height=480)
    assert decoder.decode_key(pictures[0]).width == 320
    assert decoder.decode_key(other[0]).pixels.shape == (120, 160, 3)
    for picture in [*pictures[:5], *other[:5], *pictures[:5]]:
        frame = decoder.decode_all(picture, want=True)
        assert frame is not None
        assert frame.width == (640 if picture in other else 320)


@pytest.mark.parametrize(
    ("width", "height", "pixels", "grey"),
    [
        (3840, 2160, (90, 160, 3), (180, 320)),
        (180, 320, (160, 90, 3), (569, 320)),
        (66, 50, (50, 66, 3), (242, 320)),
        (322, 182, (90, 160, 3), (181, 320)),
    ],
)
def test_whatever_its_shape_a_picture_is_fitted_and_not_squashed(
    tmp_path: Path,
    width: int,
    height: int,
    pixels: tuple[int, ...],
    grey: tuple[int, ...],
) -> None:
    (first, *_) = street(tmp_path, width=width, height=height, pictures=1)
    frame = Decoder("cam_1", FIT).decode_key(first)
    assert (frame.width, frame.height) == (width, height)
    assert frame.pixels.shape == pixels
    assert frame.grey.shape == grey


def test_a_picture_is_never_made_larger() -> None:
    assert fitted(100, 50, (416, 416)) == (100, 50)
    assert fitted(4000, 2, (416, 416)) == (416, 1)


def test_a_strip_is_no_picture(tmp_path: Path) -> None:
    (first, *_) = street(tmp_path, width=1600, height=64, pictures=1)
    with pytest.raises(BadPicture):
        Decoder("cam_1", FIT).decode_key(first)


def test_an_empty_picture_is_a_fault_and_no_end(decoder: Decoder, pictures: list[Picture]) -> None:
    """To libavcodec an empty packet ends the stream."""
    assert decoder.decode_all(pictures[0], want=True)
    with pytest.raises(BadPicture):
        decoder.decode_all(replace(pictures[1], data=b""), want=True)
    with pytest.raises(BadPicture):
        decoder.decode_key(replace(pictures[0], data=b""))
    assert decoder.faults == 2
    assert decoder.decode_all(pictures[10], want=True)


def test_after_a_fault_a_run_waits_for_the_next_key_picture(
    decoder: Decoder, pictures: list[Picture]
) -> None:
    assert decoder.decode_all(pictures[0], want=True)
    with pytest.raises(BadPicture):
        decoder.decode_all(replace(pictures[1], data=bytes(500)), want=True)
    assert [decoder.decode_all(one, want=True) for one in pictures[2:10]] == [None] * 8
    assert decoder.decode_all(pictures[10], want=True)
    assert decoder.faults == 1


def test_what_is_cut_off_is_not_invented(decoder: Decoder, pictures: list[Picture]) -> None:
    """Half a picture would be shown to the detector as half a street of grey."""
    data = pictures[0].data
    with pytest.raises(BadPicture):
        decoder.decode_key(replace(pictures[0], data=data[: len(data) // 2]))


@pytest.mark.parametrize(
    "parameters",
    [
        Parameters(b"", b""),
        Parameters(b"\x67", b"\x68"),
        Parameters(bytes(5000), b"\x68\xce"),
        Parameters(b"\x67\x64\x00\x1f" + bytes(20), b"\x68\xce\x3c\x80"),
    ],
)
def test_nonsense_for_parameters_is_a_fault(
    decoder: Decoder, pictures: list[Picture], parameters: Parameters
) -> None:
    odd = replace(pictures[0], parameters=parameters)
    for decode in (decoder.decode_key, lambda one: decoder.decode_all(one, want=True)):
        with pytest.raises(BadPicture):
            decode(odd)
    assert decoder.decode_key(pictures[0])


def test_parameters_of_another_camera_are_a_fault_or_a_picture(
    decoder: Decoder, pictures: list[Picture], tmp_path: Path
) -> None:
    other = street(tmp_path, width=640, height=480)[0].parameters
    with pytest.raises(BadPicture):
        decoder.decode_key(replace(pictures[0], parameters=other))


def test_cameras_are_decoded_beside_each_other(pictures: list[Picture]) -> None:
    """A broken one among them harms none."""
    broken = [replace(one, data=one.data[:40]) for one in pictures]

    def look(number: int) -> tuple[int, int]:
        decoder, seen = Decoder(f"cam_{number}", FIT), 0
        for one in broken if number == 3 else pictures:
            try:
                seen += decoder.decode_all(one, want=True) is not None
            except BadPicture:
                continue
        return seen, decoder.faults

    with ThreadPoolExecutor(4) as threads:
        results = list(threads.map(look, range(8)))
    assert results[3][0] == 0
    assert results[3][1] > 0
    assert [one for at, one in enumerate(results) if at != 3] == [(40, 0)] * 7


def test_real_clips_give_their_key_pictures(shared: Path) -> None:
    decoder = Decoder("vtest", (416, 416))
    keys = [one for one in islice(packets_of(shared / "clips/vtest_720p15.mp4"), 60) if one.is_key]
    assert len(keys) == 2
    frames = [decoder.decode_key(one) for one in keys]
    assert {frame.pixels.shape for frame in frames} == {(234, 416, 3)}
    assert all(frame.pixels.std() > 20 for frame in frames)


def test_other_codecs_are_read_from_files_only(shared: Path) -> None:
    path = shared / "clips/TUD-Campus.mp4"
    frames = list(frames_of(path, (416, 416), every=20))
    assert len(frames) == 4
    assert [frame.taken_at_ms for frame in frames] == sorted(frame.taken_at_ms for frame in frames)
    with pytest.raises(BadPicture):
        next(packets_of(path))


def test_a_file_that_is_no_video_is_said_so(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"no video" * 100)
    for name in ("a.mp4", "missing.mp4"):
        with pytest.raises(BadPicture, match=name):
            next(frames_of(tmp_path / name, FIT))
        with pytest.raises(BadPicture, match=name):
            next(packets_of(tmp_path / name))
