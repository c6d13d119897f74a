"""People and places out of the real clips; without the clips nothing of it can be tested."""

from pathlib import Path

import numpy as np
import pytest

from bongsu.simulate.street.places import PLACES, Glance, see
from bongsu.simulate.street.street import StreetPlan, make_street
from bongsu.simulate.street.walks import NoClips, Span, Walk, cut_walks
from tests.shared_folder import SHARED

CLIPS = SHARED / "clips"


@pytest.fixture(scope="module")
def walks() -> tuple[Walk, ...]:
    if not CLIPS.exists():
        pytest.skip("the real clips (shared/clips) are not here")
    return cut_walks(CLIPS, Span.TUNING)


def test_people_are_whole_and_some_of_them_walk(walks: tuple[Walk, ...]) -> None:
    assert len(walks) > 15
    assert sum(walk.walks for walk in walks) > 10
    assert any(not walk.walks for walk in walks)
    for walk in walks:
        cover = np.mean([(step.cover > 127).mean() for step in walk.steps])
        assert 0.1 < cover < 0.8
        assert 40 < walk.steps[0].tall < 200


def test_people_for_tuning_and_for_reporting_are_not_of_the_same_time() -> None:
    assert not set(Span.TUNING.pictures) & set(Span.REPORTED.pictures)
    assert min(Span.REPORTED.pictures) - max(Span.TUNING.pictures) > 30


@pytest.mark.usefixtures("walks")
@pytest.mark.parametrize("name", list(PLACES))
@pytest.mark.parametrize("mirrored", [False, True])
def test_feet_are_inside_of_any_crop_and_people_fit_in_it(name: str, *, mirrored: bool) -> None:
    for left, top, wide in ((0.0, 0.0, 0.62), (1.0, 1.0, 0.62), (0.5, 0.5, 1.0)):
        place = see(CLIPS, name, Glance(left, top, wide, mirrored, 0.05, 0.9), (320, 180))
        assert place.pixels.shape == (180, 320, 3)
        x0, y0, x1, y1 = place.feet
        assert 0 <= x0 < x1 - 0.2 <= 0.8
        assert 0 < y0 < y1 <= 0.98
        assert 0.05 < place.tall_at((y0 + y1) / 2) < 1.0


@pytest.mark.usefixtures("walks")
def test_a_street_has_every_weather_and_few_events() -> None:
    plan = StreetPlan(cameras=12, lasts_s=600.0, visits=1, seed=4, span=Span.TUNING, size=(160, 90))
    street = make_street(CLIPS, plan)
    assert len(street.scripts) == 12
    assert len({script.weather for script in street.scripts}) >= 6
    assert {script.place.name for script in street.scripts} == set(PLACES)
    assert 0 < street.event_share < 0.02
    assert make_street(CLIPS, plan).events == street.events


def test_without_clips_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(NoClips, match="is not there"):
        cut_walks(tmp_path, Span.TUNING)
