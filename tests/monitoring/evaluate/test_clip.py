"""A clip through the deployed path: what was seen, and how it holds against truth."""

from itertools import count
from pathlib import Path

import pytest

from bongsu.media.failures import BadPicture
from bongsu.monitoring.evaluate.clip import Stopped, hold_against, look_at
from bongsu.monitoring.evaluate.truth import BadTruth, parse_truth
from tests.monitoring.evaluate.clips import SeesWhite, square_at, write_clip

PICTURES = 12


def always() -> bool:
    return True


@pytest.fixture
def walk(tmp_path: Path) -> Path:
    return write_clip(tmp_path / "walk.mp4", [square_at(16 + 4 * at) for at in range(PICTURES)])


def truth(pictures: int = PICTURES) -> str:
    return "\n".join(f"{at + 1},1,{17 + 4 * at},25,16,48,1" for at in range(pictures))


def test_who_walks_through_is_found_in_each_picture_and_followed(walk: Path) -> None:
    seen = look_at(walk, SeesWhite(), 1, always)
    held = hold_against(seen, parse_truth(truth()))
    assert (held.boxes.ap50, held.boxes.precision, held.boxes.recall) == (1.0, 1.0, 1.0)
    assert held.tracks.switches == 0
    assert held.tracks.mota is not None
    assert held.tracks.mota > 0.7
    assert seen.things == {"person": 1.0}
    assert (seen.width, seen.height, seen.input_width, seen.input_height) == (160, 96, 160, 96)
    assert len(seen.cpu_ms) == PICTURES


def test_each_third_picture_is_held_against_its_own_truth(walk: Path) -> None:
    seen = look_at(walk, SeesWhite(), 3, always)
    held = hold_against(seen, parse_truth(truth()))
    assert len(seen.people) == PICTURES / 3
    assert (held.boxes.objects, held.boxes.ap50) == (4, 1.0)


def test_truth_of_one_picture_later_is_still_near_and_of_a_longer_clip_refused(walk: Path) -> None:
    seen = look_at(walk, SeesWhite(), 1, always)
    with pytest.raises(BadTruth, match="goes to picture 13, the clip has 12"):
        hold_against(seen, parse_truth(truth(PICTURES + 1)))


def test_a_shorter_truth_says_where_it_ends(walk: Path) -> None:
    held = hold_against(look_at(walk, SeesWhite(), 1, always), parse_truth(truth(6)))
    assert held.truth_pictures == 6
    assert held.boxes.precision == pytest.approx(0.5)


def test_an_empty_street_has_nobody(tmp_path: Path) -> None:
    clip = write_clip(tmp_path / "empty.mp4", [square_at(16) * 0] * 3)
    seen = look_at(clip, SeesWhite(), 1, always)
    assert seen.things == {}
    assert [len(each.scores) for each in seen.people] == [0, 0, 0]


def test_it_stops_when_it_is_asked_to(walk: Path) -> None:
    asked = count()
    with pytest.raises(Stopped):
        look_at(walk, SeesWhite(), 1, lambda: next(asked) < 3)
    assert next(asked) == 4


@pytest.mark.parametrize("content", [b"", b"no video", b"\x00\x00\x00\x18ftypmp42" + bytes(400)])
def test_what_is_no_video_is_refused(tmp_path: Path, content: bytes) -> None:
    file = tmp_path / "clip.mp4"
    file.write_bytes(content)
    with pytest.raises(BadPicture, match=r"clip\.mp4"):
        look_at(file, SeesWhite(), 1, always)


def test_a_clip_cut_off_in_the_middle_is_read_so_far_or_refused(walk: Path) -> None:
    walk.write_bytes(walk.read_bytes()[:-300])
    with pytest.raises(BadPicture):
        look_at(walk, SeesWhite(), 1, always)
