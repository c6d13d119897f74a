"""Counts, quotas, floors and spacing of a configuration as rows and pairs, each named as the planner wrote it."""

from collections.abc import Sequence

import numpy as np
from scipy.spatial import cKDTree

from bongsu.planning.candidates.candidate import MOUNTS, Candidate, Options
from bongsu.planning.candidates.find import Found
from bongsu.planning.config import PlanConfig
from bongsu.planning.failures import PlanImpossible, PlanRefused
from bongsu.planning.grid.points import Floats
from bongsu.planning.inputs.values import Dong
from bongsu.planning.siting.instance import Between
from bongsu.planning.siting.pose_named import Named
from bongsu.planning.siting.pose_purses import dong_index
from bongsu.planning.words import Mount, Origin, Told


def limits_of(
    candidates: Sequence[Candidate], options: Options, dongs: Sequence[Dong], config: PlanConfig
) -> tuple[Between, ...]:
    """Only what limits anything."""
    limits = config.limits
    one = np.ones(len(options))
    smart = (options.mount == MOUNTS.index(Mount.SMART_POLE)).astype(np.float64)
    rows = [
        _count("limits.sites", one, limits.sites_min, limits.sites_max),
        _count("limits.ptz", options.ptz.astype(np.float64), limits.ptz_min, limits.ptz_max),
        _count(
            "limits.fixed", options.fixed.astype(np.float64), limits.fixed_min, limits.fixed_max
        ),
        _count("limits.smart_poles_max", smart, 0, limits.smart_poles_max),
        *_quotas(candidates, options, config),
        *_floors(candidates, options, dongs, config),
    ]
    return tuple(row for row in rows if row is not None)


def conflicts_of(found: Found, spacing_m: float, names: Named) -> tuple[tuple[int, int], ...]:
    """Pairs nearer than the spacing. Two forced sites in such a pair are refused by name."""
    if spacing_m <= 0.0 or len(found.x) < 2:
        return ()
    tree = cKDTree(np.column_stack([found.x, found.y]))
    # exactly as far apart as the spacing is far enough
    pairs = tree.query_pairs(np.nextafter(spacing_m, 0.0), output_type="ndarray")
    close = tuple((int(a), int(b)) for a, b in pairs.tolist())
    for a, b in close:
        if a in names.forced and b in names.forced:
            raise _too_near(found, a, b, spacing_m)
    return close


def _count(name: str, coefficient: Floats, least: int, most: int | None) -> Between | None:
    if most is not None and least > most:
        raise PlanRefused(
            Told(
                f"{name}: 최소 {least} > 최대 {most}", f"{name}: least {least} is above most {most}"
            ),
            field=name,
        )
    if least == 0 and most is None:
        return None
    return Between(
        name,
        coefficient,
        -np.inf if least == 0 else float(least),
        np.inf if most is None else float(most),
    )


def _quotas(
    candidates: Sequence[Candidate], options: Options, config: PlanConfig
) -> list[Between | None]:
    """At least that share of the sites: Σ (is of the origin − share) ≥ 0."""
    quotas = config.quotas
    rows: list[Between | None] = []
    for origin, share in (
        (Origin.CITY_DATA, quotas.city_data),
        (Origin.POLICE, quotas.police),
        (Origin.COMPLAINT, quotas.complaint),
    ):
        if share > 0.0:
            wanted = np.array([origin in each.origins for each in candidates], dtype=np.float64)
            if not wanted.any():
                raise _nobody_asked(origin)
            rows.append(
                Between(f"quotas.{origin.value}", wanted[options.candidate] - share, least=0.0)
            )
    return rows


def _floors(
    candidates: Sequence[Candidate], options: Options, dongs: Sequence[Dong], config: PlanConfig
) -> list[Between | None]:
    limits = config.limits
    floor = dict.fromkeys(range(len(dongs)), limits.sites_per_dong_min)
    for name, least in limits.per_dong_min.items():
        floor[dong_index(dongs, name, "limits.per_dong_min")] = least
    dong = np.array([each.dong for each in candidates], dtype=np.int64)[options.candidate]
    return [
        _count(
            f"limits.per_dong_min.{dongs[index].name}", (dong == index).astype(float), least, None
        )
        for index, least in floor.items()
    ]


def _nobody_asked(origin: Origin) -> PlanImpossible:
    field = f"quotas.{origin.value}"
    return PlanImpossible(
        Told(
            f"{field}: 그 출처의 후보지가 하나도 없어 비율을 지킬 수 없습니다.",
            f"{field}: no candidate has that origin, so no share of the sites can.",
        ),
        field=field,
    )


def _too_near(found: Found, one: int, other: int, spacing_m: float) -> PlanRefused:
    away = np.hypot(found.x[one] - found.x[other], found.y[one] - found.y[other])
    a, b = found.candidates[one].candidate_id, found.candidates[other].candidate_id
    return PlanRefused(
        Told(
            f"반드시 포함하라고 한 {a}와 {b} 사이가 {away:.0f} m로 최소 간격 {spacing_m:.0f} m보다 가깝습니다.",
            f"{a} and {b} are both forced and {away:.0f} m apart; the spacing is {spacing_m:.0f} m.",
        ),
        field="forced",
    )
