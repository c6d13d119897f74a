"""Who lives, who is lost, and what a late or second voice under one name is answered."""

from dataclasses import dataclass

import msgspec
import pytest

from bongsu.kernel.events import Event
from bongsu.media.placement import LOST_AFTER_S, Placement
from bongsu.media.present import CamerasPlaced, MediaPresent, PresenceHeard, ProcessChanged


@dataclass
class Watch:
    """A monotonic clock that moves only when a test says so."""

    at_s: float = 100.0

    def __call__(self) -> float:
        return self.at_s


class Voice:
    """One media process as the placement hears it."""

    def __init__(self, placement: Placement, name: str, instance: str = "", **more: object) -> None:
        self.placement = placement
        self.present = MediaPresent(process=name, instance=instance or f"{name} a", port=8601)
        self.present = msgspec.structs.replace(self.present, **more)

    def once(self, **changed: object) -> PresenceHeard:
        self.present = msgspec.structs.replace(self.present, **changed)
        heard = self.placement.hear(self.present)
        self.present = msgspec.structs.replace(self.present, stamp=heard.stamp)
        return heard

    def say(self, **changed: object) -> PresenceHeard:
        heard = self.once(**changed)
        return self.once() if heard.say_again else heard


@pytest.fixture
def watch() -> Watch:
    return Watch()


@pytest.fixture
def placement(watch: Watch) -> Placement:
    return Placement(now_s=watch)


def names(placement: Placement) -> set[str]:
    return {one.name for one in placement.processes()}


def told(placement: Placement) -> list[Event]:
    events = list(placement.untold)
    placement.untold.clear()
    return events


def test_without_a_process_nothing_is_placed(placement: Placement) -> None:
    assert placement.place("cam_1") is None


def test_a_first_word_is_answered_and_the_second_counts(placement: Placement) -> None:
    voice = Voice(placement, "media-1")
    assert voice.once().say_again, "it may have lain in a queue"
    assert placement.processes() == ()
    assert not voice.once().say_again
    assert names(placement) == {"media-1"}
    assert told(placement) == [ProcessChanged(process="media-1", is_live=True)]


def test_a_process_is_lost_after_three_silent_seconds(placement: Placement, watch: Watch) -> None:
    voice = Voice(placement, "media-1")
    voice.say()
    told(placement)
    watch.at_s += LOST_AFTER_S - 0.01
    placement.sweep()
    assert names(placement) == {"media-1"}
    watch.at_s += 0.02
    placement.sweep()
    assert names(placement) == set()
    assert told(placement) == [ProcessChanged(process="media-1", is_live=False)]


def test_who_speaks_every_second_is_never_lost(placement: Placement, watch: Watch) -> None:
    voice = Voice(placement, "media-1")
    for _ in range(20):
        voice.say()
        watch.at_s += 1
        placement.sweep()
    assert names(placement) == {"media-1"}
    assert len(told(placement)) == 1


def test_what_lay_in_a_queue_brings_nobody_back(placement: Placement, watch: Watch) -> None:
    voice = Voice(placement, "media-1")
    voice.say()
    late = [msgspec.structs.replace(voice.present, viewers=number) for number in range(5)]
    watch.at_s += 10
    placement.sweep()
    for message in late:
        assert placement.hear(message).say_again
    assert names(placement) == set()


def test_a_process_that_stood_still_is_live_again_once_it_answers(
    placement: Placement, watch: Watch
) -> None:
    voice = Voice(placement, "media-1")
    voice.say()
    watch.at_s += 10
    placement.sweep()
    assert not voice.say().refused
    assert names(placement) == {"media-1"}


def test_the_clock_of_another_machine_says_nothing(placement: Placement) -> None:
    for stamp in ("", "x", "another-run 100.0", "99999.0", f"{placement._run} nonsense"):
        assert Voice(placement, "media-1", stamp=stamp).once().say_again
    assert Voice(placement, "media-1", stamp=f"{placement._run} 999999").once().say_again
    assert Voice(placement, "media-1", stamp=f"{placement._run} nan").once().say_again


def test_a_second_process_of_one_name_is_refused_in_words(
    placement: Placement, watch: Watch
) -> None:
    first, second = Voice(placement, "media-1", "a"), Voice(placement, "media-1", "b")
    for _ in range(5):
        first.say()
        watch.at_s += 1
        assert "--process" in second.say().refused
    assert placement.processes()[0].instance == "a"


def test_a_process_that_was_started_again_takes_its_place(
    placement: Placement, watch: Watch
) -> None:
    Voice(placement, "media-1", "a").say()
    told(placement)
    watch.at_s += 2
    assert not Voice(placement, "media-1", "b").say().refused
    assert placement.is_live("b")
    assert not placement.is_live("a")
    assert told(placement) == [
        ProcessChanged(process="media-1", is_live=False),
        ProcessChanged(process="media-1", is_live=True),
    ]


def test_who_takes_leave_is_gone_at_once(placement: Placement) -> None:
    first, second = Voice(placement, "media-1"), Voice(placement, "media-2")
    first.say()
    second.say()
    placed = placement.place("cam_1")
    assert placed is not None
    leaving = first if placed.name == "media-1" else second
    leaving.once(is_leaving=True)
    after = placement.place("cam_1")
    assert after is not None
    assert after.name != placed.name


def test_the_leave_of_an_earlier_start_ends_nobody(placement: Placement, watch: Watch) -> None:
    old, new = Voice(placement, "media-1", "a"), Voice(placement, "media-1", "b")
    old.say()
    watch.at_s += 2
    new.say()
    watch.at_s += 2
    old.once(is_leaving=True)
    assert placement.is_live("b")


def test_cameras_of_a_lost_process_come_up_on_another(placement: Placement, watch: Watch) -> None:
    voices = {name: Voice(placement, name) for name in ("media-1", "media-2", "media-3")}
    for voice in voices.values():
        voice.say()
    before = {}
    for number in range(30):
        process = placement.place(f"cam_{number}")
        assert process is not None
        before[f"cam_{number}"] = process.name
    watch.at_s += 2
    for name in ("media-1", "media-2"):
        voices[name].say()
    watch.at_s += 2
    placement.sweep()
    for camera_id, name in before.items():
        process = placement.place(camera_id)
        assert process is not None
        assert process.name != "media-3"
        assert name in ("media-3", process.name), "nobody else's camera moves"


def test_a_process_that_comes_back_lets_go_of_what_went_elsewhere(
    placement: Placement, watch: Watch
) -> None:
    first, second = Voice(placement, "media-1"), Voice(placement, "media-2")
    first.say(camera_ids=("cam_1",))
    watch.at_s += 4
    placement.sweep()
    second.say()
    taken = placement.place("cam_1")
    assert taken is not None
    assert taken.name == "media-2"
    assert first.say().elsewhere == ("cam_1",)


def test_a_node_that_was_started_again_takes_over_what_is_pulled(placement: Placement) -> None:
    Voice(placement, "media-1").say()
    Voice(placement, "media-2").say(camera_ids=("cam_7",))
    for _ in range(3):
        process = placement.place("cam_7")
        assert process is not None
        assert process.name == "media-2"


def test_warming_is_told_to_the_process_that_pulls(placement: Placement) -> None:
    for name in ("media-1", "media-2"):
        Voice(placement, name).say()
    told(placement)
    cameras = [f"cam_{number}" for number in range(6)]
    placement.warm(cameras)
    placed = {
        camera: event.process
        for event in told(placement)
        if isinstance(event, CamerasPlaced)
        for camera in event.camera_ids
    }
    assert sorted(placed) == cameras
    for camera, name in placed.items():
        process = placement.place(camera)
        assert process is not None
        assert process.name == name


def test_what_a_lost_process_pulled_is_begun_elsewhere_at_once(
    placement: Placement, watch: Watch
) -> None:
    first, second = Voice(placement, "media-1"), Voice(placement, "media-2")
    first.say(camera_ids=("cam_1", "cam_2"))
    second.say()
    told(placement)
    first.once(is_leaving=True)
    assert told(placement) == [
        ProcessChanged(process="media-1", is_live=False),
        CamerasPlaced(process="media-2", camera_ids=("cam_1", "cam_2")),
    ]


def test_warming_with_nobody_there_is_told_to_nobody(placement: Placement) -> None:
    placement.warm(["cam_1"])
    assert told(placement) == []


def test_a_public_address_where_pages_may_not_go_is_refused_in_words(watch: Watch) -> None:
    placement = Placement(("ws://*:8601", "wss://media2.example:8611"), watch)
    far = Voice(placement, "media-2", public_url="wss://media3.example:8611/live")
    assert "BONGSU_NODE_MEDIA_SOURCES" in far.say().refused
    assert placement.processes() == ()
    known = Voice(placement, "media-2", public_url="wss://media2.example:8611/live")
    assert not known.say().refused


def test_browsers_reach_a_process_by_the_pages_own_name_or_by_its_public_one(
    placement: Placement,
) -> None:
    Voice(placement, "media-1", port=8611).say()
    [near] = placement.processes()
    assert near.url("seongbuk.example") == "ws://seongbuk.example:8611/live"
    Voice(placement, "media-2", public_url="wss://m2.example/live").say()
    far = next(one for one in placement.processes() if one.name == "media-2")
    assert far.url("seongbuk.example") == "wss://m2.example/live"
