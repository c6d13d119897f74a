"""Street-like instances of the maximal covering problem by seed: blocks of a city in quarters that each lie at their own
angle, with parks and water left out, people per block as skewed as a census has them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from bongsu.planning.mclp.covers import EARTH_M

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

# a block of New York's grid; one point stands for a block, as a census block's middle does
BLOCK_M = (90.0, 230.0)
_QUARTERS = 6
_PARKS = 8
_ROOM = 1.6


@dataclass(frozen=True, slots=True)
class Streets:
    """Degrees and people, one entry a point."""

    lat: Floats
    lon: Floats
    demand: Ints


def street_instance(
    seed: int,
    points: int,
    *,
    latitude: float = 40.7,
    longitude: float = -73.95,
    uniform_demand: bool = False,
) -> Streets:
    """Same seed, same streets. `uniform_demand`: 1 to 100 alike everywhere, else people per block in clusters."""
    chance = np.random.default_rng(seed)
    plane = _blocks(chance, points)
    lat = latitude + np.degrees(plane[:, 1] / EARTH_M)
    lon = longitude + np.degrees(plane[:, 0] / (EARTH_M * np.cos(np.radians(latitude))))
    demand = chance.integers(1, 101, points) if uniform_demand else _people(chance, plane)
    return Streets(lat.round(7), lon.round(7), demand.astype(np.int64))


def _blocks(chance: np.random.Generator, points: int) -> Floats:
    """Metres east and north. Blocks of a square, of the quarter whose middle is nearest, outside the parks."""
    side = np.sqrt(points * BLOCK_M[0] * BLOCK_M[1])
    middles = chance.uniform(-side / 2, side / 2, (_QUARTERS, 2))
    laid = [
        _quarter(chance, side * _ROOM, angle) for angle in chance.uniform(0, np.pi / 2, _QUARTERS)
    ]
    everything = np.vstack(laid)
    of = np.repeat(np.arange(_QUARTERS), [len(one) for one in laid])
    mine = np.argmin(np.linalg.norm(everything[:, None] - middles, axis=2), axis=1) == of
    kept = _outside_parks(chance, everything[mine], side)
    # an uneven shore: the nearest to the middle by a distance that the direction bends
    angle = np.arctan2(kept[:, 1], kept[:, 0])
    shore = 1 + 0.25 * np.sin(2 * angle + chance.uniform(0, 6)) + 0.1 * np.sin(5 * angle)
    nearest = np.argsort(np.linalg.norm(kept, axis=1) / shore, kind="stable")[:points]
    blocks: Floats = kept[chance.permutation(nearest)]
    return blocks


def _quarter(chance: np.random.Generator, side: float, angle: float) -> Floats:
    steps = [np.arange(-side / 2, side / 2, one) for one in BLOCK_M]
    grid = np.stack(np.meshgrid(*steps), axis=-1).reshape(-1, 2)
    grid = grid + chance.normal(0.0, 0.12, grid.shape) * BLOCK_M
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    return np.asarray(grid @ turn.T, dtype=np.float64)


def _outside_parks(chance: np.random.Generator, plane: Floats, side: float) -> Floats:
    parks = chance.uniform(-side / 2, side / 2, (_PARKS, 2))
    radius = chance.uniform(0.02, 0.07, _PARKS) * side
    far = np.linalg.norm(plane[:, None] - parks, axis=2) > radius
    outside: Floats = plane[far.all(axis=1)]
    return outside


def _people(chance: np.random.Generator, plane: Floats) -> Ints:
    """Log-normal within a block's surroundings; one in eight holds next to nobody."""
    reach = np.abs(plane).max() / 3
    hubs = chance.uniform(plane.min(axis=0), plane.max(axis=0), (5, 2))
    away = np.linalg.norm(plane[:, None] - hubs, axis=2).min(axis=1)
    lively = 0.5 + np.exp(-((away / reach) ** 2))
    people = np.exp(chance.normal(5.4, 0.9, len(plane))) * lively
    nearly_empty = chance.random(len(plane)) < 1 / 8
    return np.where(nearly_empty, chance.integers(1, 15, len(plane)), np.ceil(people)).astype(
        np.int64
    )


def as_text(streets: Streets, name: str) -> str:
    """The public text form."""
    head = (
        f"NAME : {name}\nTYPE : MCLP\nEDGE_WEIGHT_TYPE : COORD\nDIMENSION : {len(streets.lat)}\n"
        "NODE_COORD_SECTION\n"
    )
    places = "".join(
        f"{lat:.7f} {lon:.7f}\n" for lat, lon in zip(streets.lat, streets.lon, strict=True)
    )
    people = "".join(f"{one}\n" for one in streets.demand.tolist())
    return f"{head}{places}DEMAND_SECTION\n{people}EOF\n"
