"""The real district: 구로구 with its 8,723 lamps and 1,320 published sites."""

from pathlib import Path

import numpy as np
import pytest

from bongsu.planning.candidates.find import Found, find
from bongsu.planning.candidates.left_out import Why
from bongsu.planning.candidates.options import options_of
from bongsu.planning.candidates.wishes import From
from bongsu.planning.config import Limits, PlanConfig
from bongsu.planning.coverage.standing import seen_by
from bongsu.planning.coverage.worth import Worth, worth_of
from bongsu.planning.demand.facts import covered_share
from bongsu.planning.demand.score import score
from bongsu.planning.grid.cells import cells_of
from bongsu.planning.grid.lay_points import points_of
from bongsu.planning.grid.points import Points
from bongsu.planning.inputs.values import Dong, Inputs
from bongsu.planning.siting.check import check
from bongsu.planning.siting.pose import pose
from tests.planning.quarter import config
from tests.planning.seoul import cameras_of, dongs_of, lights_of

pytestmark = pytest.mark.shared

Guro = tuple[PlanConfig, tuple[Dong, ...], Points, Worth, Found]


@pytest.fixture(scope="module")
def guro(shared: Path) -> Guro:
    given = config(limits=Limits(sites_max=54, sites_per_dong_min=1))
    dongs = dongs_of(shared, "guro")
    inputs = Inputs(
        dongs=dongs, cameras=cameras_of(shared, "구로구"), places=lights_of(shared, "구로구")
    )
    cells = cells_of(dongs)
    points = points_of(cells, given.targets)
    standing = seen_by(inputs.cameras, points)
    covered = covered_share(points, standing.reached, len(cells.codes))
    scores = score(cells, covered, inputs, given.weights)
    worth = worth_of(points, scores, standing, given)
    return given, dongs, points, worth, find(inputs, cells, points, scores, worth, given)


def test_guro_has_about_eight_thousand_candidates_in_every_dong(guro: Guro) -> None:
    _, dongs, _, _, found = guro
    assert 6_500 < len(found.candidates) < 9_500
    assert len({one.candidate_id for one in found.candidates}) == len(found.candidates)
    assert {one.dong for one in found.candidates} == set(range(len(dongs)))
    letters = [one.candidate_id[0] for one in found.candidates]
    assert min(letters.count("L"), letters.count("P")) > 2_000


def test_guros_lamps_across_the_border_are_told(guro: Guro) -> None:
    (told,) = [
        one for one in guro[-1].left_out if (one.source, one.why) == (From.LIGHT, Why.OUTSIDE)
    ]
    assert 0 < told.count < 100
    assert told.codes


def test_guro_is_posed_as_a_proper_instance(guro: Guro) -> None:
    given, dongs, points, worth, found = guro
    options = options_of(found, points, worth, given)
    posed = pose(found, options, worth, dongs, given)
    check(posed.instance)
    assert len(options) > 5 * len(found.candidates) - 1
    assert (np.diff(posed.instance.cover_start) > 0).mean() > 0.99
    assert len(posed.instance.limits) == 1 + len(dongs)
