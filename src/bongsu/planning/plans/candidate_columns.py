"""Candidates as columns, in the child process: a tenth of what they would be as objects with names."""

from collections.abc import Sequence

from bongsu.planning.candidates.candidate import Candidate
from bongsu.planning.grid.points import Floats
from bongsu.planning.plans.drawn_candidates import (
    MOUNT_LETTERS,
    ORIGIN_LETTERS,
    DrawnCandidates,
)

# a tenth of a metre
_DEGREES = 6


def candidate_columns(
    candidates: Sequence[Candidate], codes: Sequence[str], total: Floats, chosen: Sequence[str]
) -> DrawnCandidates:
    """`codes`, `total`: number and score of every cell."""
    return DrawnCandidates(
        ids=tuple(one.candidate_id for one in candidates),
        lat=tuple(round(one.lat, _DEGREES) for one in candidates),
        lon=tuple(round(one.lon, _DEGREES) for one in candidates),
        origins=tuple("".join(map(ORIGIN_LETTERS.__getitem__, one.origins)) for one in candidates),
        mounts=tuple("".join(map(MOUNT_LETTERS.__getitem__, one.mounts)) for one in candidates),
        rank=tuple(one.rank for one in candidates),
        cell=tuple(codes[one.cell] for one in candidates),
        score=tuple(round(float(total[one.cell]), 2) for one in candidates),
        requests={one.candidate_id: one.requests for one in candidates if one.requests},
        chosen=tuple(chosen),
    )
