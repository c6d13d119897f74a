"""What the cameras of today see of the points: which are reached, and which are always looked at."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bongsu.planning.coverage.covers import Bools, Covers
from bongsu.planning.coverage.sight import Outlines, line_of_sight
from bongsu.planning.coverage.view import Eyes, Seen, eyes_of, seen
from bongsu.planning.grid.points import Points
from bongsu.planning.inputs.values import StandingCamera


@dataclass(frozen=True, slots=True)
class Standing:
    """Per point. `always` is a part of `reached`; `outdoors` is False inside a building, where nothing counts."""

    reached: Bools
    always: Bools
    outdoors: Bools


def seen_by(
    cameras: Sequence[StandingCamera],
    points: Points,
    outlines: Outlines | None = None,
    *,
    crime_only: bool = True,
    online_only: bool = True,
) -> Standing:
    """By real view where bearings are known, by the MOIS disc where not; behind a wall nothing is seen."""
    used = [
        each
        for each in cameras
        if (each.is_crime or not crime_only) and (each.is_online or not online_only)
    ]
    eyes = eyes_of(used)
    view = seen(eyes, points.x, points.y)
    outdoors = np.ones(len(points.x), dtype=np.bool_)
    if outlines is not None:
        outdoors = ~outlines.contain(points.x, points.y)
        view = Seen(
            _past_walls(view.reach, eyes, points, outlines),
            _past_walls(view.always, eyes, points, outlines),
        )
    reached, always = (_any(covers, len(points.x)) for covers in (view.reach, view.always))
    return Standing(reached, always, outdoors)


def _any(covers: Covers, points: int) -> Bools:
    found = np.zeros(points, dtype=np.bool_)
    found[covers.target] = True
    return found


def _past_walls(covers: Covers, eyes: Eyes, points: Points, outlines: Outlines) -> Covers:
    return covers.kept(
        line_of_sight(
            np.column_stack([eyes.x, eyes.y]),
            np.column_stack([points.x, points.y]),
            covers,
            outlines,
        )
    )
