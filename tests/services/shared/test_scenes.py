"""What every simulator's message has in common; and of every service's scenes what the demo and the bench rely upon."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.geometry import Point, distance_m
from bongsu.services.plugins import find_services
from bongsu.services.shared.scenes import Scene, Spot, Stage, location, message, unit

NOW = datetime(2026, 11, 21, 5, 10, tzinfo=UTC)
SPOT = Spot(37.608, 127.02, "보국문로 1")
STAGE = Stage(NOW, SPOT, "scene-1")
WATCHED = Stage(NOW, SPOT, "scene-1", cameras=("SB-0001", "SB-0002"))
SERVICES = find_services()
SCENES = SERVICES.scenes
EXPECTED = {"granted", "refused", "asks", "own", "silent", "nothing", "told", "key"}


def named(scene: Scene) -> str:
    return f"{scene.service} {scene.name}"


def test_a_message_says_who_what_when_and_its_own_number() -> None:
    body = message(STAGE, "ANKLET", "MOJ", "MOJ.ANKLET", "NEW", incident={"category": "CURFEW"})
    assert body.pop("msg_id").startswith("msg_")
    assert body == {
        "sent_at": "2026-11-21T05:10:00+00:00",
        "sender": {"org": "MOJ.ANKLET", "system": "MOJ"},
        "service": "ANKLET",
        "ext_incident_no": "MOJ-scene-1",
        "msg_type": "NEW",
        "incident": {"category": "CURFEW"},
    }


def test_what_is_none_is_not_said_and_an_exercise_says_so() -> None:
    exercise = Stage(NOW, SPOT, "scene-1", drill="drl_1")
    assert "location" not in message(STAGE, "X", "X", "X", "NEW", location=None)
    assert "drill" not in message(STAGE, "X", "X", "X", "NEW")
    assert message(exercise, "X", "X", "X", "NEW")["drill"] == "drl_1"


def test_a_later_word_takes_the_place_of_the_usual_one() -> None:
    body = message(STAGE, "X", "X", "X", "NEW", ext_incident_no="own-7", sent_at=None)
    assert body["ext_incident_no"] == "own-7"
    assert "sent_at" not in body


def test_every_message_and_every_stage_has_a_number_of_its_own() -> None:
    assert len({message(STAGE, "X", "X", "X", "NEW")["msg_id"] for _ in range(9)}) == 9
    assert len({Stage(NOW, SPOT).number for _ in range(9)}) == 9


def test_a_place_has_its_error_and_its_method() -> None:
    assert location(SPOT) == {
        "lat": 37.608,
        "lon": 127.02,
        "accuracy_m": 12.0,
        "method": "GPS",
        "address_road": "보국문로 1",
    }
    by_mast = location(Spot(37.6, 127.0), 1500.0, "CELL")
    assert by_mast == {"lat": 37.6, "lon": 127.0, "accuracy_m": 1500.0, "method": "CELL"}


@given(st.floats(1.0, 5000.0))
def test_a_unit_comes_from_the_south_at_thirty_kilometres_an_hour(away_m: float) -> None:
    said = unit("순31", "PATROL_CAR", SPOT, away_m)
    at = Point(said["lat"], said["lon"])
    assert distance_m(at, Point(SPOT.lat, SPOT.lon)) == pytest.approx(away_m, abs=0.2)
    assert said["lat"] <= SPOT.lat
    assert said["lon"] == pytest.approx(SPOT.lon, abs=1e-6)
    assert said["eta_s"] == int(away_m / (30 / 3.6))
    assert (said["unit_id"], said["kind"], said["heading"]) == ("순31", "PATROL_CAR", 0.0)


@pytest.mark.parametrize("scene", SCENES, ids=named)
def test_a_scene_plays_in_the_order_of_its_times_within_its_time(scene: Scene) -> None:
    said = scene.play(WATCHED)
    times = [one.after_s for one in said]
    assert times == sorted(times)
    assert times[0] >= 0.0
    assert times[-1] <= scene.lasts_s
    assert all(one.path.startswith("/") for one in said)


@pytest.mark.parametrize("scene", SCENES, ids=named)
def test_a_scene_is_named_in_both_languages_and_says_what_it_expects(scene: Scene) -> None:
    assert scene.title_ko != scene.title_en
    assert scene.title_en.isascii()
    assert scene.expects in EXPECTED
    assert scene.service in SERVICES.linked


@pytest.mark.parametrize("scene", SCENES, ids=named)
def test_two_stages_never_share_a_call(scene: Scene) -> None:
    def numbers(stage: Stage) -> set[str]:
        bodies = [one.body for one in scene.play(stage) if isinstance(one.body, dict)]
        return {str(one[name]) for one in bodies for name in ("msg_id",) if name in one}

    assert not numbers(Stage(NOW, SPOT)) & numbers(Stage(NOW, SPOT))


def test_no_two_scenes_of_a_service_bear_one_name() -> None:
    assert len({(one.service, one.name) for one in SCENES}) == len(SCENES)
