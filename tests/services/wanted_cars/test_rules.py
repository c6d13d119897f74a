"""How a plate is written one way, how old a read may be, how many there may be; and no failure says a plate."""

from datetime import timedelta
from typing import Any  # Any: JSON

import msgspec
import pytest

from bongsu.kernel.failures import Invalid
from bongsu.services.shared.scenes import Said, Spot, Stage
from bongsu.services.wanted_cars.message import MOST_AT_ONCE, ListMessage, ReadMessage
from bongsu.services.wanted_cars.rules import (
    Bound,
    TooManyReads,
    check_time,
    nobody,
    not_by_call,
    plate_of,
)
from bongsu.services.wanted_cars.scenes import (
    HITS,
    LIST,
    PARTNER,
    READS,
    RECOGNISER,
    SCENES,
    UNLISTED,
    WANTED,
)
from tests.web.house import NOW

CAMERAS = ("SB-1", "SB-2", "SB-3")
STAGE = Stage(NOW, Spot(37.608, 127.02), "1", cameras=CAMERAS)


@pytest.mark.parametrize(
    ("said", "plate"),
    [
        ("123가4567", "123가4567"),
        ("12가3456", "12가3456"),
        ("서울12가3456", "서울12가3456"),
        (" 123 가 4567 ", "123가4567"),
        ("123-가-4567", "123가4567"),
        ("1가2345", "1가2345"),
    ],
)
def test_a_plate_is_one_word_however_it_is_written(said: str, plate: str) -> None:
    assert plate_of(said) == plate


@pytest.mark.parametrize(
    "said",
    [
        "",
        "가",
        "1234567",
        "ABC1234",
        "123가456",
        "1234가5678",
        "서울시12가3456",
        "123가4567x",
        "홍길동",
    ],
)
def test_what_is_no_plate_is_none(said: str) -> None:
    assert plate_of(said) is None


@pytest.mark.parametrize("ago_s", [-60, 0, 1, 599, 600])
def test_a_read_is_told_within_ten_minutes(ago_s: float) -> None:
    check_time(NOW - timedelta(seconds=ago_s), NOW)


@pytest.mark.parametrize("ago_s", [-61, 601, 86_400])
def test_another_time_is_refused_by_its_field(ago_s: float) -> None:
    with pytest.raises(Invalid) as refused:
        check_time(NOW - timedelta(seconds=ago_s), NOW)
    assert refused.value.field == "at"


def test_a_time_without_its_offset_is_refused() -> None:
    with pytest.raises(Invalid, match="offset"):
        check_time(NOW.replace(tzinfo=None), NOW)


def test_so_many_in_a_second_and_no_more() -> None:
    bound = Bound(3)
    for _ in range(3):
        bound.take(NOW)
    with pytest.raises(TooManyReads):
        bound.take(NOW + timedelta(seconds=0.9))
    bound.take(NOW + timedelta(seconds=1))


def test_a_clock_that_was_set_back_shuts_no_reader_out() -> None:
    bound = Bound(1)
    bound.take(NOW)
    bound.take(NOW - timedelta(hours=1))


def test_no_call_and_nobody_addressed() -> None:
    call: Any = None
    with pytest.raises(Invalid) as refused:
        not_by_call(call, None)
    assert refused.value.field == "service"
    incident: Any = None
    assert nobody(incident, call).main is None


@pytest.mark.parametrize(
    "body",
    [
        {"type": "ADD", "plates": []},
        {"type": "ADD", "plates": ["x"] * (MOST_AT_ONCE + 1)},
        {"type": "ADD", "plates": ["x" * 21]},
        {"type": "REPLACE", "plates": ["123가4567"]},
        {"type": "ADD", "plates": ["123가4567"], "owner": "홍길동"},
        {"plates": ["123가4567"]},
    ],
)
def test_a_list_that_says_more_or_less_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(body, ListMessage)


@pytest.mark.parametrize(
    "body",
    [
        {"camera_id": "SB-1", "plate": "123가4567"},
        {"camera_id": "", "plate": "123가4567", "at": NOW},
        {"camera_id": "SB-1", "plate": "", "at": NOW},
        {"camera_id": "SB-1", "plate": "123가4567", "at": NOW, "picture": "…"},
        {"camera_id": "SB-1", "plate": "123가4567", "at": NOW, "colour": "white"},
    ],
)
def test_a_read_that_says_more_or_less_is_refused(body: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(body, ReadMessage)


def said(name: str, stage: Stage = STAGE) -> list[Said]:
    return list(next(one for one in SCENES if one.name == name).play(stage))


def test_the_day_of_a_car_is_said_by_those_whose_part_it_is() -> None:
    added, first, second, asked, withdrawn = said("happy")
    assert [one.by for one in (added, asked, withdrawn)] == [PARTNER] * 3
    assert {first.by, second.by} == {RECOGNISER}
    assert (asked.path, asked.body) == (HITS, None)
    assert {added.path, withdrawn.path} == {LIST}
    bodies: list[Any] = [first.body, second.body]
    assert [one["camera_id"] for one in bodies] == list(CAMERAS[:2])
    assert {one["plate"] for one in bodies} == {WANTED}


def test_a_stage_that_knows_no_camera_has_no_reads() -> None:
    bare = Stage(NOW, Spot(37.608, 127.02))
    for name in ("happy", "passes", "silent"):
        assert READS not in {one.path for one in said(name, bare)}


def test_a_car_that_nobody_looks_for_bears_another_number() -> None:
    [read] = said("passes")
    body: Any = read.body
    assert body["plate"] == UNLISTED
    assert UNLISTED not in str([one.body for one in said("happy")])


@pytest.mark.parametrize("scene", SCENES, ids=lambda one: one.name)
def test_every_time_is_in_order_and_every_plate_is_one_of_ours(scene: Any) -> None:
    messages = scene.play(STAGE)
    assert [one.after_s for one in messages] == sorted(one.after_s for one in messages)
    for one in messages:
        if one.path == READS:
            told = msgspec.convert(one.body, ReadMessage)
            assert plate_of(told.plate) == told.plate
            assert told.at == NOW + timedelta(seconds=one.after_s)
        elif one.path == LIST:
            msgspec.convert(one.body, ListMessage)
