"""All places a plan could choose from, by columns: kept beside the plan, for whoever plans only, and in no paper."""

import msgspec

from bongsu.planning.words import Mount, Origin

ORIGIN_LETTERS = {
    Origin.CITY_DATA: "d",
    Origin.POLICE: "p",
    Origin.COMPLAINT: "c",
    Origin.SCORE: "s",
}
MOUNT_LETTERS = {
    Mount.OWN_POLE: "o",
    Mount.UTILITY_POLE: "u",
    Mount.LIGHT_POLE: "l",
    Mount.BUILDING: "b",
    Mount.SMART_POLE: "s",
}


class DrawnCandidates(msgspec.Struct, frozen=True, kw_only=True):
    """One entry a candidate in every column but `requests` and `chosen`. Some ten thousand: the node reads none of it."""

    ids: tuple[str, ...]
    lat: tuple[float, ...]
    lon: tuple[float, ...]
    origins: tuple[str, ...]
    """A letter each: d city data, p police, c complaint, s our score."""
    mounts: tuple[str, ...]
    """Cheapest first, a letter each: o own pole, u utility pole, l light pole, b building, s smart pole."""
    rank: tuple[int | None, ...]
    """Place in the list from the top."""
    cell: tuple[str, ...]
    score: tuple[float, ...]
    """Of its cell, when the plan was drawn."""
    requests: dict[str, tuple[str, ...]]
    """Candidate → the requests that a site there answers, where there are any."""
    chosen: tuple[str, ...]
    """Candidates that are sites of the plan."""
