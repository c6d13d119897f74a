"""Every way to build each candidate: a camera mix on a mount, its price, and what it would see."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from scipy.spatial import cKDTree

from bongsu.planning.candidates.bearings import Wedges, best_wedges
from bongsu.planning.candidates.candidate import MOUNTS, Candidate, Options
from bongsu.planning.candidates.describe import price_of
from bongsu.planning.candidates.find import Found
from bongsu.planning.config import PlanConfig
from bongsu.planning.coverage.covers import Covers, stacked
from bongsu.planning.coverage.sight import Outlines, line_of_sight
from bongsu.planning.coverage.view import bearings, within
from bongsu.planning.coverage.worth import Worth
from bongsu.planning.failures import PlanRefused
from bongsu.planning.grid.points import Floats, Ints, Points
from bongsu.planning.words import Mount, Told


def options_of(
    found: Found,
    points: Points,
    worth: Worth,
    config: PlanConfig,
    outlines: Outlines | None = None,
) -> Options:
    """Every mix on the cheapest mount of each kind that a purse tells apart; a smart pole besides."""
    _refuse_no_cameras(config)
    tree = cKDTree(np.column_stack([points.x, points.y]))
    disc = _disc(found, points, tree, config, outlines)
    wedges = _wedges(found, points, worth, disc, config)
    reach, always = _covers(disc, wedges, config)
    candidate, mount = _carried(found.candidates, config)
    mixes = len(config.mixes)
    mix = np.tile(np.arange(mixes), len(candidate))
    candidate, mount = np.repeat(candidate, mixes), np.repeat(mount, mixes)
    ptz = np.array([each.ptz for each in config.mixes], dtype=np.int64)[mix]
    fixed = np.array([each.fixed for each in config.mixes], dtype=np.int64)[mix]
    looks = wedges.looks_deg[candidate]
    looks[np.arange(looks.shape[1]) >= fixed[:, None]] = np.nan
    rows = mix * len(found.candidates) + candidate
    cell = np.array([each.cell for each in found.candidates], dtype=np.int64)[candidate]
    return Options(
        candidate=candidate,
        mount=mount,
        ptz=ptz,
        fixed=fixed,
        won=_won(mount, ptz, fixed, config),
        bonus=worth.lamp[cell] * (mount == MOUNTS.index(Mount.SMART_POLE)),
        bearings_deg=looks,
        reach=reach.taken(rows),
        always=always.taken(rows),
    )


@dataclass(frozen=True, slots=True)
class _Disc:
    """What each candidate could see all round, walls in the way, and how far each entry is."""

    covers: Covers
    away_m: Floats


def _disc(
    found: Found, points: Points, tree: cKDTree, config: PlanConfig, outlines: Outlines | None
) -> _Disc:
    far = max(config.sight.ptz_range_m, config.sight.fixed_range_m)
    covers = within(found.x, found.y, np.full(len(found.x), far), tree)
    if outlines is not None:
        eyes = np.column_stack([found.x, found.y])
        targets = np.column_stack([points.x, points.y])
        covers = covers.kept(line_of_sight(eyes, targets, covers, outlines))
    row = covers.rows()
    away = np.hypot(points.x[covers.target] - found.x[row], points.y[covers.target] - found.y[row])
    return _Disc(covers, away)


def _wedges(found: Found, points: Points, worth: Worth, disc: _Disc, config: PlanConfig) -> Wedges:
    row, target = disc.covers.rows(), disc.covers.target
    still_open = (worth.reach + worth.always)[target] * (disc.away_m <= config.sight.fixed_range_m)
    return best_wedges(
        row,
        bearings(found.x[row], found.y[row], points.x[target], points.y[target]),
        still_open,
        len(found.x),
        hfov_deg=config.sight.fixed_hfov_deg,
        cameras=max(mix.fixed for mix in config.mixes),
    )


def _covers(disc: _Disc, wedges: Wedges, config: PlanConfig) -> tuple[Covers, Covers]:
    """Reach and always of every candidate with the first mix, then with the second …"""
    # at the very foot of its pole a bearing means nothing: seen by the first camera
    turn = np.where(disc.away_m == 0.0, 0, wedges.turn)
    in_fixed, in_ptz = (
        disc.away_m <= metres for metres in (config.sight.fixed_range_m, config.sight.ptz_range_m)
    )
    always = [(turn < mix.fixed) & in_fixed for mix in config.mixes]
    reach = [
        seen | in_ptz if mix.ptz else seen for seen, mix in zip(always, config.mixes, strict=True)
    ]
    return (
        stacked([disc.covers.kept(seen) for seen in reach]),
        stacked([disc.covers.kept(seen) for seen in always]),
    )


def _carried(candidates: Sequence[Candidate], config: PlanConfig) -> tuple[Ints, Ints]:
    """Candidate and mount of each way to carry it."""
    chosen = {
        mounts: _told_apart(mounts, config) for mounts in {each.mounts for each in candidates}
    }
    pairs = [(row, mount) for row, each in enumerate(candidates) for mount in chosen[each.mounts]]
    both = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return both[:, 0], both[:, 1]


def _told_apart(mounts: Sequence[Mount], config: PlanConfig) -> list[int]:
    """The cheapest of those that the same purses may pay for; a smart pole is a thing of its own."""
    cheapest: dict[tuple[bool, ...], Mount] = {}
    for mount in mounts:
        payers = tuple(not fund.mounts or mount in fund.mounts for fund in config.funds)
        cheapest.setdefault((mount is Mount.SMART_POLE, *payers), mount)
    return [MOUNTS.index(mount) for mount in cheapest.values()]


def _won(mount: Ints, ptz: Ints, fixed: Ints, config: PlanConfig) -> Ints:
    prices = config.prices
    carried = np.array([price_of(each, prices) for each in MOUNTS], dtype=np.int64)[mount]
    return carried + prices.connection + prices.ptz * ptz + prices.fixed * fixed


def _refuse_no_cameras(config: PlanConfig) -> None:
    empty = [row for row, mix in enumerate(config.mixes, start=1) if mix.ptz + mix.fixed == 0]
    if config.mixes and not empty:
        return
    rows = ", ".join(map(str, empty))
    raise PlanRefused(
        Told(
            f"카메라 구성에 카메라가 없습니다: {rows}번째", f"a mix holds no camera: number {rows}"
        )
        if empty
        else Told("카메라 구성이 하나도 없습니다.", "No camera mix is given."),
        field="mixes",
    )
