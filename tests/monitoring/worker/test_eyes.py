"""One camera's senses: which of its pictures are decoded, which go to the detector, and what outlives a job."""

from collections.abc import Sequence
from dataclasses import replace

import msgspec
import pytest

from bongsu.kernel.clock import SEOUL
from bongsu.media.sources.source import Picture
from bongsu.monitoring.detectors.found import Found, Thing
from bongsu.monitoring.pictures.frame import Frame
from bongsu.monitoring.rules.raised import Phase
from bongsu.monitoring.rules.rule import Rule
from bongsu.monitoring.words import RuleKind
from bongsu.monitoring.worker.eyes import MOST_FOUND_AT_ONCE, Eyes, Looked, to_seoul
from bongsu.monitoring.worker.messages import CameraJob
from bongsu.monitoring.worker.tools import Tools
from tests.monitoring.worker.fakes import (
    PERSON,
    Broken,
    FakeAil,
    FakeDecoder,
    FakeDetector,
    Scene,
    fake_tools,
    picture,
)

ZONE = Rule(rule_id="r", kind=RuleKind.INTRUSION, things=frozenset({Thing.PERSON}))
SEEN = Scene(people=(PERSON,))
STEP_S = 0.2


class Counting(FakeDecoder):
    """Writes down what is decoded, and what of it is made into a frame."""

    decoded: list[float]
    wanted: list[float]

    def __init__(self, camera_id: str, fit: tuple[int, int]) -> None:
        super().__init__(camera_id, fit)
        self.decoded, self.wanted = [], []
        decoders.append(self)

    def decode_all(self, one: Picture, *, want: bool) -> Frame | None:
        self.decoded.append(one.captured_at_ms)
        if want:
            self.wanted.append(one.captured_at_ms)
        return super().decode_all(one, want=want)


class Healthy:
    """Counts the pictures it examines."""

    def __init__(self, _job: CameraJob) -> None:
        self.seen = 0

    def look(self, _frame: Frame, _found: Found) -> Sequence[FakeAil]:
        self.seen += 1
        return ()


decoders: list[Counting] = []


@pytest.fixture(autouse=True)
def none_yet() -> None:
    decoders.clear()


def tools() -> Tools:
    return replace(fake_tools(), decoder=Counting, health=Healthy)


def job(*rules: Rule, **more: object) -> CameraJob:
    return msgspec.structs.replace(CameraJob(camera_id="c", version=1, rules=rules), **more)


def looked(eyes: Eyes, *pictures: Picture, close: bool = False) -> Looked:
    detector = tools().detector()
    assert isinstance(detector, FakeDetector)
    return eyes.look(detector, pictures, STEP_S, is_close=close)


def run(seconds: float, scene: Scene, begin: float = 100.0) -> list[Picture]:
    """Fifteen pictures a second, a key picture each second second."""
    return [
        picture(begin + number / 15, scene, key=number % 30 == 0)
        for number in range(int(seconds * 15))
    ]


def test_the_newest_key_picture_alone_is_looked_at() -> None:
    eyes = Eyes(job(ZONE), tools())
    seen = looked(eyes, picture(100.0, SEEN), picture(102.0, Scene()))
    assert (seen.at_ms, seen.pictures, seen.raised) == (102_000.0, 1, [])
    assert set(seen.costs) == {"decode", "detect", "track", "health"}


def test_closely_all_is_decoded_and_five_a_second_are_found() -> None:
    eyes = Eyes(job(), tools())
    pictures = run(0.6, Scene())
    seen = looked(eyes, *pictures, close=True)
    decoder = decoders[-1]
    assert decoder.decoded == [one.captured_at_ms for one in pictures]
    gaps = [
        after - before for before, after in zip(decoder.wanted, decoder.wanted[1:], strict=False)
    ]
    assert seen.pictures == len(decoder.wanted) == 3
    assert min(gaps) >= STEP_S * 1000 - 1


def test_of_a_long_backlog_the_newest_few_are_found() -> None:
    eyes = Eyes(job(), tools())
    pictures = run(4.0, Scene())
    seen = looked(eyes, *pictures, close=True)
    assert seen.pictures == MOST_FOUND_AT_ONCE
    assert decoders[-1].wanted[-1] == pictures[-1].captured_at_ms


def test_whoever_is_a_little_behind_finds_the_newest_picture_alone() -> None:
    """Caught up with picture by picture, a camera would stay behind for as long as it is looked at."""
    eyes = Eyes(job(), tools())
    pictures = run(1.5, Scene())
    looked(eyes, *pictures[:3], close=True)
    seen = looked(eyes, *pictures[3:15], close=True)
    assert seen.pictures == 1
    assert decoders[-1].wanted[-1] == pictures[14].captured_at_ms
    assert decoders[-1].decoded == [one.captured_at_ms for one in pictures[:15]]


def test_what_was_found_already_is_not_found_again() -> None:
    eyes = Eyes(job(ZONE), tools())
    key = picture(100.0, SEEN)
    looked(eyes, key)
    seen = looked(eyes, key, close=True)
    assert seen.pictures == 0
    assert decoders[-1].decoded == [100_000.0]


def test_health_is_examined_on_key_pictures_only() -> None:
    eyes = Eyes(job(), tools())
    looked(eyes, *run(1.0, Scene())[1:], close=True)
    assert eyes._health.seen == 0  # type: ignore[attr-defined]  # the fake's own
    looked(eyes, picture(200.0))
    assert eyes._health.seen == 1  # type: ignore[attr-defined]  # the fake's own


def test_a_moment_has_a_picture_when_it_begins_and_none_after() -> None:
    eyes = Eyes(job(ZONE), tools())
    said = []
    for second in range(6):
        said += looked(eyes, picture(100.0 + second, SEEN)).raised
    assert said[0][0].phase is Phase.BEGAN
    assert said[0][1] == b"a still"
    later = [image for raised, image in said if raised.phase is Phase.GOES_ON]
    assert later
    assert set(later) == {b""}


def test_a_fault_of_decoder_or_detector_is_the_callers() -> None:
    eyes = Eyes(job(), tools())
    with pytest.raises(Broken):
        looked(eyes, picture(100.0, Scene(fault="decode")))
    with pytest.raises(ZeroDivisionError):
        looked(eyes, picture(101.0, Scene(fault="throw")))
    assert looked(eyes, picture(102.0)).pictures == 1


def test_new_rules_keep_what_health_has_learned() -> None:
    eyes = Eyes(job(), tools())
    follower = eyes.follow(job(ZONE, version=2))
    assert follower._health is eyes._health
    assert eyes.follow(job(is_ptz=True))._health is not eyes._health


def test_occasions_of_eyes_made_anew_are_their_own() -> None:
    first = looked(Eyes(job(ZONE), tools()), picture(100.0, SEEN)).raised[0][0]
    second = looked(Eyes(job(ZONE), tools(), number=1), picture(100.0, SEEN)).raised[0][0]
    assert first.occasion != second.occasion


def test_rules_run_by_seouls_clock() -> None:
    assert to_seoul(0.0).astimezone(SEOUL).hour == 9
