"""What a running lending shows is measured against another version's clause: camera by camera, not word by word."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK, SEONGBUK_2023_08
from bongsu.sharing.carry import fits
from bongsu.sharing.decision import Allow
from bongsu.sharing.grants import Grant, LentCamera, State
from tests.incidents.stage import NOW

CLAUSE = replace(
    SEONGBUK_2023_08.clauses[0],
    radius_m=200.0,
    max_cameras=3,
    purposes=frozenset({"crime_prevention", "children"}),
    to_vehicles=True,
)
ALLOW = Allow(CLAUSE, "SB", 2)
PURPOSES = {"C1": "crime_prevention", "C2": "children", "C3": "crime_prevention"}


def camera(camera_id: str, distance_m: float, gone: str | None = None) -> LentCamera:
    return LentCamera(camera_id, 1, 1.0, distance_m, 0.0, "", "", gone)


GRANT = Grant(
    "gr_1",
    "inc_1",
    POLICE_SEONGBUK,
    State.ACTIVE,
    "3.2",
    None,
    "",
    "",
    NOW,
    agreement_id="SB",
    agreement_version=1,
    to_vehicles=True,
    cameras=(camera("C1", 10.0), camera("C2", 200.0), camera("C3", 60.0)),
)


def test_what_lies_within_every_limit_fits() -> None:
    assert fits(GRANT, ALLOW, PURPOSES.get)


@pytest.mark.parametrize(
    "change",
    [
        lambda one: replace(one, radius_m=199.9),
        lambda one: replace(one, max_cameras=2),
        lambda one: replace(one, purposes=frozenset({"children"})),
        lambda one: replace(one, to_vehicles=False),
    ],
    ids=["radius", "cameras", "purpose", "vehicles"],
)
def test_one_limit_that_is_passed_is_enough(change: Callable[..., object]) -> None:
    assert not fits(GRANT, replace(ALLOW, clause=change(CLAUSE)), PURPOSES.get)  # type: ignore[arg-type] # a clause


def test_a_camera_that_has_left_counts_no_more() -> None:
    near = replace(GRANT, cameras=(*GRANT.cameras[:2], camera("C9", 5000.0, "failed")))
    assert fits(near, ALLOW, PURPOSES.get)


def test_a_camera_of_which_nobody_knows_the_purpose_does_not_fit() -> None:
    assert not fits(GRANT, ALLOW, {"C1": "children", "C2": "children"}.get)


def test_a_lending_that_no_vehicle_sees_needs_no_vehicles() -> None:
    rooms = replace(GRANT, to_vehicles=False)
    assert fits(rooms, replace(ALLOW, clause=replace(CLAUSE, to_vehicles=False)), PURPOSES.get)


def test_another_agreement_carries_nothing() -> None:
    assert not fits(GRANT, replace(ALLOW, agreement_id="SB-2"), PURPOSES.get)
