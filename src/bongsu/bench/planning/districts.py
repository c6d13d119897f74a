"""Synthetic districts by seed, of the size and mix of Guro 2024: candidates, mounts, camera mixes, three purses with
eligibility, quotas, a floor in every dong and spacing. Nothing real: it runs everywhere."""

from dataclasses import dataclass

import numpy as np
from scipy import sparse
from scipy.spatial import cKDTree

from bongsu.planning.siting.instance import Between, Bools, Floats, Instance, Ints

MIXES = ((1, 1), (1, 2), (0, 1), (0, 2), (0, 3))
PTZ_WON, FIXED_WON, CONNECTION_WON = 7_000_000, 4_000_000, 3_300_000
POLES_WON = np.array([8_000_000, 2_500_000, 3_000_000])
"""전용주, 한전주, 보안등주."""
POLE_SHARES = (1.0, 0.3, 0.25)
FUNDS_WON = np.array([410_000_000, 510_000_000, 300_000_000])
CITY, POLICE, COMPLAINT = 0, 1, 2
ORIGIN_SHARES = (0.35, 0.12, 0.2)
SITES, PTZ, FIXED = 54, 35, 91
QUOTAS = {"city_data": 0.3, "police": 0.2, "complaint": 0.2}
RANGE_M, SPACING_M, BEARINGS = 50.0, 30.0, 8
CANDIDATES_PER_KM2, DONGS_PER_KM2 = 405.0, 0.8


@dataclass(frozen=True, slots=True)
class District:
    """An instance with what the rank list needs: each site's place in the list from the top (0 first)."""

    instance: Instance
    rank: Ints
    """[sites]."""
    usual: Ints
    """[options] 0 for the usual mix (one PTZ, two fixed), then 1, 2 …"""


@dataclass(frozen=True, slots=True)
class _Ground:
    points: Floats
    score: Floats
    """[points]; points a camera of today reaches have `reached`, likewise `seen`."""
    reached: Bools
    seen: Bools


@dataclass(frozen=True, slots=True)
class _Places:
    at: Floats
    dong: Ints
    origin: Bools
    """[sites, 3]."""
    poles: Bools
    extra_won: Ints
    """What digging costs beside the connection."""


def district(candidates: int, seed: int = 1, *, step_m: float = 28.0) -> District:
    """`candidates` places on as much ground as Guro has for them (405 a km²)."""
    rng = np.random.default_rng(seed)
    side = float(np.sqrt(candidates / CANDIDATES_PER_KM2)) * 1000.0
    ground = _ground(rng, side, step_m)
    places = _places(rng, side, candidates, ground)
    faces = _faces(places, ground)
    option_site, option_mix, option_pole = _options(places)
    cover = _cover(faces, option_site, option_mix)
    won = _won(places, option_site, option_mix, option_pole)
    half = ground.score * 0.5
    instance = Instance(
        weight=np.concatenate([half * ~ground.reached, half * ~ground.seen]),
        site=option_site,
        cost=won,
        bonus=np.zeros(len(won)),
        cover_start=cover.indptr.astype(np.int64),
        cover_target=cover.indices.astype(np.int64),
        fund_won=FUNDS_WON.astype(np.int64),
        may_pay=_may_pay(places, option_site, option_pole),
        limits=_limits(places, option_site, option_mix),
        conflicts=tuple(
            map(tuple, cKDTree(places.at).query_pairs(SPACING_M, output_type="ndarray"))
        ),
    )
    return District(instance, _rank(places, ground), _usual(option_mix))


def _ground(rng: np.random.Generator, side: float, step_m: float) -> _Ground:
    ticks = np.arange(step_m / 2, side, step_m)
    points = np.stack(np.meshgrid(ticks, ticks), axis=-1).reshape(-1, 2)
    score = _field(rng, side, points)
    cameras = rng.uniform(0, side, (int(side * side * 0.27 / 7854 * 1.2), 2))
    reached = cKDTree(cameras).query(points)[0] <= RANGE_M
    seen = np.asarray(reached & (rng.random(len(points)) < 0.35))
    return _Ground(points, score, np.asarray(reached), seen)


def _field(rng: np.random.Generator, side: float, points: Floats) -> Floats:
    """Scores 0…25 by 100 m cell: smooth need (where people live and go out) and cell noise."""
    hills = rng.uniform(0, side, (int(side * side / 250_000), 2))
    near = cKDTree(hills).query(points)[0]
    cells = (points // 100.0).astype(np.int64)
    key = cells[:, 0] * 100_003 + cells[:, 1]
    _, cell = np.unique(key, return_inverse=True)
    noise = rng.gamma(2.0, 2.2, int(cell.max()) + 1)[cell]
    return np.asarray(np.round(14.0 * np.exp(-near / 180.0) + noise, 1))


def _places(rng: np.random.Generator, side: float, candidates: int, ground: _Ground) -> _Places:
    worth = ground.score * ~ground.reached + 1.0
    start = rng.choice(len(worth), candidates, p=worth / worth.sum())
    at = np.clip(ground.points[start] + rng.uniform(-20, 20, (candidates, 2)), 0, side)
    blocks = max(1, round(np.sqrt(side * side / 1e6 * DONGS_PER_KM2)))
    tile = np.minimum((at / side * blocks).astype(np.int64), blocks - 1)
    poles = rng.random((candidates, 3)) < np.array(POLE_SHARES)
    extra = rng.integers(0, 9, candidates) * 500_000
    return _Places(
        at,
        tile[:, 0] * blocks + tile[:, 1],
        rng.random((candidates, 3)) < np.array(ORIGIN_SHARES),
        poles,
        extra,
    )


@dataclass(frozen=True, slots=True)
class _Faces:
    """Covers of a PTZ, and of one, two, three fixed cameras, as [sites, points]."""

    ptz: sparse.csr_array
    fixed: tuple[sparse.csr_array, ...]


def _faces(places: _Places, ground: _Ground) -> _Faces:
    pairs = cKDTree(places.at).sparse_distance_matrix(
        cKDTree(ground.points), RANGE_M, output_type="coo_matrix"
    )
    site, point = pairs.row.astype(np.int64), pairs.col.astype(np.int64)
    ahead = ground.points[point] - places.at[site]
    bearing = np.degrees(np.arctan2(ahead[:, 0], ahead[:, 1]))
    shape = (len(places.at), len(ground.points))
    weight = ground.score[point] * (2.0 - ground.reached[point] - ground.seen[point])
    sees = np.stack(
        [np.abs((bearing - turn + 180.0) % 360.0 - 180.0) <= 45.0 for turn in range(0, 360, 45)]
    )
    taken = np.zeros(len(site), dtype=bool)
    fixed = []
    for _ in range(3):
        gain = np.stack(
            [np.bincount(site, weight * (row & ~taken), minlength=shape[0]) for row in sees]
        )
        taken = taken | sees[gain.argmax(axis=0)[site], np.arange(len(site))]
        fixed.append(_matrix(site[taken], point[taken], shape))
    return _Faces(_matrix(site, point, shape), tuple(fixed))


def _matrix(rows: Ints, columns: Ints, shape: tuple[int, int]) -> sparse.csr_array:
    return sparse.csr_array((np.ones(len(rows)), (rows, columns)), shape=shape)


def _options(places: _Places) -> tuple[Ints, Ints, Ints]:
    site, pole = np.nonzero(places.poles)
    mixes = len(MIXES)
    return (
        np.repeat(site, mixes).astype(np.int64),
        np.tile(np.arange(mixes), len(site)).astype(np.int64),
        np.repeat(pole, mixes).astype(np.int64),
    )


def _cover(faces: _Faces, site: Ints, mix: Ints) -> sparse.csr_array:
    """Reach targets first, always targets after them."""
    by_mix = []
    for ptz, fixed in MIXES:
        always = faces.fixed[fixed - 1]
        by_mix.append(sparse.hstack([faces.ptz if ptz else always, always]))
    every = sparse.vstack(by_mix, format="csr")
    sites = faces.ptz.shape[0]
    return sparse.csr_array(every[mix * sites + site])


def _won(places: _Places, site: Ints, mix: Ints, pole: Ints) -> Ints:
    cameras = np.array([ptz * PTZ_WON + fixed * FIXED_WON for ptz, fixed in MIXES])
    return np.asarray(
        cameras[mix] + CONNECTION_WON + POLES_WON[pole] + places.extra_won[site], dtype=np.int64
    )


def _may_pay(places: _Places, site: Ints, pole: Ints) -> Bools:
    """구비 pays for everything, 시비 for what the city's data or the police name, 특교세 for complaints and new poles."""
    origin = places.origin[site]
    return np.stack(
        [
            np.ones(len(site), dtype=bool),
            origin[:, CITY] | origin[:, POLICE],
            origin[:, COMPLAINT] | (pole == 0),
        ]
    )


def _limits(places: _Places, site: Ints, mix: Ints) -> tuple[Between, ...]:
    ones = np.ones(len(site))
    ptz = np.array([float(mixed[0]) for mixed in MIXES])[mix]
    fixed = np.array([float(mixed[1]) for mixed in MIXES])[mix]
    floors = [
        Between(f"limits.per_dong_min.{dong}동", ones * (places.dong[site] == dong), least=1.0)
        for dong in range(int(places.dong.max()) + 1)
        if np.any(places.dong == dong)
    ]
    quotas = [
        Between(f"quotas.{name}", places.origin[site, column] - QUOTAS[name], least=0.0)
        for name, column in zip(QUOTAS, (CITY, POLICE, COMPLAINT), strict=True)
    ]
    return (
        Between("limits.sites", ones, least=SITES, most=SITES),
        Between("limits.ptz", ptz, least=PTZ, most=PTZ),
        Between("limits.fixed", fixed, least=FIXED, most=FIXED),
        *quotas,
        *floors,
    )


def _rank(places: _Places, ground: _Ground) -> Ints:
    """By the score of the cell a place stands in, one place of every cell before a second of any."""
    cells = (ground.points // 100.0).astype(np.int64)
    bare = ground.score * (1.0 - 0.5 * ground.reached)
    key = cells[:, 0] * 100_003 + cells[:, 1]
    _, cell = np.unique(key, return_inverse=True)
    total = np.bincount(cell, bare) / np.bincount(cell)
    own = cell[cKDTree(ground.points).query(places.at)[1]]
    by_score = np.argsort(-total[own], kind="stable")
    turn = _turn(own[by_score])
    order = by_score[np.lexsort((-total[own[by_score]], turn))]
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    return rank


def _turn(own: Ints) -> Ints:
    """Of each place: how many of its cell stand before it."""
    order = np.argsort(own, kind="stable")
    starts = np.searchsorted(own[order], own[order], side="left")
    turn = np.empty(len(own), dtype=np.int64)
    turn[order] = np.arange(len(own)) - starts
    return turn


def _usual(mix: Ints) -> Ints:
    return np.array([1, 0, 2, 3, 4])[mix]
