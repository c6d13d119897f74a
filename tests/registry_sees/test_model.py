"""Every weight can be changed by handing down another model, and turns the chance the way it says.

Fields have several types, hence Any."""

from dataclasses import FrozenInstanceError, fields, replace
from typing import Any

import pytest

from bongsu.registry.index import CameraIndex
from bongsu.registry.rank import rank
from bongsu.registry.scene import Scene, Surroundings
from bongsu.registry.sees import SeeingCamera, SeeingModel

from .places import camera, lights, scene, walls

USUAL = SeeingModel()
NIGHT = scene(0, 30, is_dark=True)
DAY = scene(0, 30)
OPEN = Surroundings()


def chance(model: SeeingModel, one: SeeingCamera, where: Scene, around: Surroundings) -> float:
    [seen] = rank(CameraIndex.of([one]), where, around=around, model=model)
    return seen.chance


WEIGHTS: list[tuple[dict[str, Any], SeeingCamera, Scene, Surroundings]] = [
    ({"typical_hfov_deg": 120.0}, camera(), DAY, OPEN),
    ({"typical_ptz_hfov_deg": 90.0}, camera(kind="ptz"), DAY, OPEN),
    ({"edge_deg": 1.0}, camera(bearing_deg=40, hfov_deg=90), DAY, OPEN),
    ({"bearing_trust": 1.0}, camera(bearing_deg=0), DAY, OPEN),
    ({"bearing_trust": 0.5}, camera(bearing_deg=180), DAY, OPEN),
    ({"ptz_share": 0.6}, camera(kind="unknown"), DAY, OPEN),
    ({"ptz_home": 0.9}, camera(kind="ptz", bearing_deg=0), DAY, OPEN),
    ({"ptz_home": 0.2}, camera(kind="ptz", bearing_deg=180), DAY, OPEN),
    ({"ptz_turned": 0.8}, camera(kind="ptz"), DAY, OPEN),
    ({"detect_px_per_m": 12.5}, camera(pixels_10k=41), DAY, OPEN),
    ({"ptz_zoom": 10.0}, camera(kind="ptz", pixels_10k=41, range_m=200), scene(0, 90), OPEN),
    ({"fall_off": 8.0}, camera(), DAY, OPEN),
    ({"typical_height_m": 3.0}, camera(), scene(0, 2), OPEN),
    ({"dead_zone_fixed": 0.2}, camera(), scene(0, 2), OPEN),
    ({"dead_zone_ptz": 0.1}, camera(kind="ptz"), scene(0, 0.5), OPEN),
    ({"below_pole": 0.6}, camera(), scene(0, 1), OPEN),
    ({"unlit_reach": 0.8}, camera(), NIGHT, OPEN),
    ({"light_within_m": 60.0}, camera(), NIGHT, lights((40, 30))),
    ({"unknown_lights": 2.0}, camera(), NIGHT, OPEN),
    ({"behind_building": 0.2}, camera(), DAY, walls((-5, 10, 5, 20))),
    ({"free_sight_m": 400.0}, camera(), DAY, OPEN),
    ({"alive": {"live": 1.0, "unknown": 1.0}}, camera(state="unknown"), DAY, OPEN),
]


@pytest.mark.parametrize(
    ("better", "one", "where", "around"),
    WEIGHTS,
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_weight_turns_the_chance_the_way_it_says(
    better: dict[str, Any], one: SeeingCamera, where: Scene, around: Surroundings
) -> None:
    changed = replace(USUAL, **better)
    assert chance(changed, one, where, around) > chance(USUAL, one, where, around)


def test_weights_cannot_be_changed_in_place() -> None:
    with pytest.raises(FrozenInstanceError):
        USUAL.ptz_turned = 1.0  # type: ignore[misc]  # that is the point
    with pytest.raises(TypeError):
        USUAL.alive["dead"] = 1.0  # type: ignore[index]  # likewise


def test_shares_are_shares() -> None:
    shares = ("bearing_trust", "ptz_share", "ptz_home", "ptz_turned", "below_pole", "unlit_reach")
    assert all(0.0 <= getattr(USUAL, name) <= 1.0 for name in shares)
    assert all(0.0 <= share <= 1.0 for share in USUAL.alive.values())


def test_no_weight_is_left_untried() -> None:
    tried = {name for better, *_ in WEIGHTS for name in better}
    assert tried == {field.name for field in fields(SeeingModel)}


def test_a_model_that_trusts_nothing_still_gives_chances() -> None:
    model = SeeingModel(bearing_trust=0.0, ptz_turned=0.0, ptz_home=0.0)
    assert 0.0 < chance(model, camera(bearing_deg=0), DAY, OPEN) < 0.3
