"""A place where a site could stand, and one way to build it there."""

from dataclasses import dataclass

import msgspec
import numpy as np

from bongsu.planning.coverage.covers import Covers
from bongsu.planning.grid.points import Floats, Ints
from bongsu.planning.words import Mount, Origin


class Candidate(msgspec.Struct, frozen=True, kw_only=True):
    """Ids are stable from run to run, so that edits last: kind of place, national grid number (`L다사53895203`)."""

    candidate_id: str
    lat: float
    lon: float
    dong: int
    """Index into `Inputs.dongs`."""
    cell: int
    origins: tuple[Origin, ...]
    mounts: tuple[Mount, ...]
    """What could carry it here, cheapest first."""
    rank: int | None = None
    """Place in the list from the top (city's rank, else our score): what an office without an optimiser builds first."""
    requests: tuple[str, ...] = ()
    """Ids of the requests it answers."""


@dataclass(frozen=True, slots=True)
class Option:
    """One way to build a candidate: which cameras on what, for how much."""

    candidate: int
    mount: Mount
    ptz: int
    fixed: int
    won: int
    bearings_deg: tuple[float, ...]
    """Where the fixed ones look, as assumed while choosing; headings are found anew after the sites."""


MOUNTS = tuple(Mount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """All options of all candidates, by candidate; one entry each. Covers are over `Points`, open or not."""

    candidate: Ints
    mount: Ints
    """Index into `MOUNTS`."""
    ptz: Ints
    fixed: Ints
    won: Ints
    bonus: Floats
    """Worth beyond coverage: by how much its cell's score falls for a smart pole's lamp; two in one cell count twice."""
    bearings_deg: Floats
    """[options, most fixed cameras of a mix], NaN beyond an option's own."""
    reach: Covers
    always: Covers

    def __len__(self) -> int:
        return len(self.candidate)

    def at(self, row: int) -> Option:
        bearings = self.bearings_deg[row]
        return Option(
            candidate=int(self.candidate[row]),
            mount=MOUNTS[int(self.mount[row])],
            ptz=int(self.ptz[row]),
            fixed=int(self.fixed[row]),
            won=int(self.won[row]),
            bearings_deg=tuple(bearings[~np.isnan(bearings)].tolist()),
        )
