"""The sealed list: refused by field, readable nowhere, destroyed with the measure; and the pure rules of it."""

from datetime import UTC, datetime, timedelta

import pytest

from bongsu.kernel.failures import Invalid
from bongsu.services.stalking.homes import Homes
from bongsu.services.stalking.message import HomesMessage
from bongsu.services.stalking.rules import check_homes, force_of
from bongsu.services.stalking.scenes import HOMES_PATH, PARTNER, SUBJECT, set_homes
from tests.services.linked_house import LinkedHouse
from tests.services.stalking.test_journeys import far_cameras

NOW = datetime(2026, 11, 21, 5, tzinfo=UTC)
SOON = NOW + timedelta(days=30)


def said(**more: object) -> HomesMessage:
    fields: dict[str, object] = {
        "type": "SET",
        "subject_id": SUBJECT,
        "camera_ids": ["SB-1"],
        "measure_ends_at": SOON,
    }
    return HomesMessage(**{**fields, **more})  # type: ignore[arg-type]  # what the wire would hold


def test_a_list_ends_with_the_measure() -> None:
    assert check_homes(said(), NOW) == SOON


def test_a_removal_has_no_end() -> None:
    assert check_homes(said(type="REMOVE", camera_ids=[], measure_ends_at=None), NOW) is None


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"camera_ids": []}, "camera_ids"),
        ({"camera_ids": ["SB-1", "SB-1"]}, "camera_ids"),
        ({"measure_ends_at": None}, "measure_ends_at"),
        ({"measure_ends_at": NOW}, "measure_ends_at"),
        ({"measure_ends_at": NOW + timedelta(days=366)}, "measure_ends_at"),
        ({"measure_ends_at": SOON.replace(tzinfo=None)}, "measure_ends_at"),
        ({"type": "REMOVE"}, "camera_ids"),
        ({"subject_id": "010-1234-5678"}, "subject_id"),
        ({"subject_id": "900101-1234567"}, "subject_id"),
    ],
)
def test_what_cannot_be_kept_is_refused_by_its_field(more: dict[str, object], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_homes(said(**more), NOW)
    assert refused.value.field == field


def test_one_list_for_a_citys_police() -> None:
    assert force_of("KNPA.SEOUL.JONGAM") == force_of("KNPA.SEOUL") == "KNPA.SEOUL"
    assert force_of("KNPA.BUSAN.JUNGBU") != "KNPA.SEOUL"


async def test_nothing_of_it_can_be_read_in_the_database(police: LinkedHouse) -> None:
    homes = far_cameras(police, 2)
    before = (await police.everything()).count(homes[0])
    await police.send(set_homes(police.stage, *homes))
    everything = await police.everything()
    assert everything.count(homes[0]) == before
    assert SUBJECT not in everything


async def test_the_answer_names_no_camera(police: LinkedHouse) -> None:
    homes = far_cameras(police, 2)
    answer = await police.send(set_homes(police.stage, *homes))
    assert answer.json()["cameras"] == 2
    assert homes[0] not in answer.text


async def test_a_second_list_takes_the_place_of_the_first(police: LinkedHouse) -> None:
    homes = far_cameras(police, 3)
    await police.send(set_homes(police.stage, *homes[:2]))
    await police.send(set_homes(police.stage, homes[2]))
    assert len(await police.rows("stalking_homes")) == 1


async def test_each_change_leaves_the_polices_row_and_the_centres(police: LinkedHouse) -> None:
    await police.send(set_homes(police.stage, *far_cameras(police, 1)))
    rows = await police.trail_of("change_list")
    assert [one["organisation"] for one in rows] == ["KNPA.SEOUL", "SEONGBUK"]


async def test_it_is_destroyed_when_the_measure_ends(police: LinkedHouse) -> None:
    await police.send(set_homes(police.stage, *far_cameras(police, 1), days=1))
    homes: Homes = police.house.state["stalking"]
    assert await homes.destroy_what_ended() == police.clock.now() + timedelta(days=1)
    assert len(await police.rows("stalking_homes")) == 1
    await police.wait(86_401)
    assert await homes.destroy_what_ended() is None
    assert await police.rows("stalking_homes") == []
    assert len(await police.trail_of("destroy")) == 2


async def test_a_camera_that_is_not_ours_is_refused_by_its_place_in_the_list(
    police: LinkedHouse,
) -> None:
    known = far_cameras(police, 1)
    answer = await police.send(set_homes(police.stage, *known, "GB-1"))
    assert (answer.status_code, answer.json()["field"]) == (400, "camera_ids.1")
    assert await police.rows("stalking_homes") == []


async def test_another_partner_sets_no_list(police: LinkedHouse) -> None:
    answer = await police.send(set_homes(police.stage, *far_cameras(police, 1)), "seoul-112")
    assert (answer.status_code, answer.json()["code"]) == (403, "service_not_yours")


@pytest.mark.parametrize(
    "more", [{"name": "홍길동"}, {"address": "보국문로 1"}, {"camera_ids": ["a"] * 5}]
)
async def test_a_name_or_one_camera_too_many_is_refused(
    police: LinkedHouse, more: dict[str, object]
) -> None:
    whole = set_homes(police.stage, "SB-1")
    assert isinstance(whole.body, dict)
    body = {**whole.body, **more}
    answer = await police.ask(PARTNER, HOMES_PATH, body)
    assert answer.status_code == 400


async def test_nobody_reads_the_list(police: LinkedHouse) -> None:
    for who in ("CENTRE_HEAD", "POLICE_ROOM", "OPERATOR", PARTNER):
        assert (await police.ask(who, HOMES_PATH)).status_code in (404, 405)


async def test_a_watch_says_whose_it_is_and_names_nobody(police: LinkedHouse) -> None:
    answers = await police.play("named")
    assert [(one.status_code, one.json()["field"]) for one in answers] == [
        (400, "camera_ids.0"),
        (400, "details.subject_id"),
    ]
    assert await police.incidents("OPERATOR") == []
