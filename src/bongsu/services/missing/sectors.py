"""Pure: the cameras in reach, ordered by plausibility, and their fair division among the seats of a search."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from bongsu.kernel.geometry import Point, bearing_deg, distance_m
from bongsu.services.missing.reach import RING_M
from bongsu.services.missing.searches.store import SectorCamera

# a turning head sees more of a street than a fixed one; a plate reader sees no walker well
_KINDS = {"ptz": 0, "multi": 0, "fixed": 1, "unknown": 1, "thermal": 2, "lpr": 3}
HABITUAL_M = 150.0


@dataclass(frozen=True, slots=True)
class Candidate:
    """A camera that may have seen the person."""

    camera_id: str
    place: Point
    kind: str
    dong: str = ""


@dataclass(frozen=True, slots=True)
class Seen:
    """Where somebody was last seen, and where they often go."""

    place: Point
    dong: str = ""
    habitual: Sequence[Point] = field(default_factory=tuple)


@dataclass(frozen=True, slots=True)
class Ranked:
    """A candidate in the order of plausibility; `place` counts from 1."""

    camera_id: str
    ring: int
    place: int
    bearing: float


def ordered(candidates: Iterable[Candidate], seen: Seen) -> list[Ranked]:
    """Habitual places first, then ring by ring; in a ring what sees more, then the same dong, then the nearer."""

    def how(one: Candidate) -> tuple[bool, int, int, bool, float, str]:
        away = distance_m(seen.place, one.place)
        is_habitual = any(distance_m(one.place, at) <= HABITUAL_M for at in seen.habitual)
        ring, kind = int(away // RING_M), _KINDS.get(one.kind, 1)
        other_dong = one.dong != seen.dong
        return (not is_habitual, ring, kind, other_dong, away, one.camera_id)

    return [
        Ranked(
            one.camera_id,
            int(distance_m(seen.place, one.place) // RING_M),
            place,
            bearing_deg(seen.place, one.place),
        )
        for place, one in enumerate(sorted(candidates, key=how), 1)
    ]


def split(
    ranked: Sequence[Ranked], seats: Sequence[str], looked_at: Mapping[str, str] | None = None
) -> list[SectorCamera]:
    """Each camera that nobody has looked at goes to one seat: slices of the compass of equal count, in the order in which
    the seats joined. Without a seat all of them wait for one."""
    done = looked_at or {}
    left = [one for one in ranked if one.camera_id not in done]
    whose: dict[str, str] = {}
    if seats:
        around = sorted(left, key=lambda one: (one.bearing, one.place))
        for at, one in enumerate(around):
            whose[one.camera_id] = seats[at * len(seats) // len(around)]
    return [
        SectorCamera(one.camera_id, whose.get(one.camera_id), one.ring, one.place) for one in left
    ]
