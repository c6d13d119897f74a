"""Planning for analysts: plain arrays, dictionaries and GeoJSON in and out. It loads a solver; the node never imports it.

    from bongsu.planning import api
    plan = api.plan_sites(config, layers)      # dicts, as TOML and GeoJSON say them
    plan["sites"]                              # GeoJSON

A fault of the input raises `PlanRefused` with its field; limits that cannot hold together raise `PlanImpossible`."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any, TypeVar  # Any: dictionaries as TOML, JSON and GeoJSON make them

import msgspec
import numpy as np

from bongsu.planning.config import PlanConfig, Replacement
from bongsu.planning.failures import PlanImpossible, PlanRefused
from bongsu.planning.geojson_inputs import inputs_of
from bongsu.planning.inputs import from_files
from bongsu.planning.inputs.values import Inputs
from bongsu.planning.plain_arrays import (
    covers_of,
    limits_of,
    numbers,
    rows_of_bools,
    share,
    warm_start,
    whole,
)
from bongsu.planning.plans.draw_up import draw_up
from bongsu.planning.plans.geojson import cells_geojson, sites_geojson
from bongsu.planning.plans.score_only import score_only
from bongsu.planning.read_config import config_of
from bongsu.planning.replacement.camera import FleetCamera
from bongsu.planning.replacement.draw_list import draw_list
from bongsu.planning.siting.failures import FaultyInstance, NoPlanPossible
from bongsu.planning.siting.infeasible import explain
from bongsu.planning.siting.instance import Instance
from bongsu.planning.siting.solve import solve
from bongsu.planning.siting.stops import Stops
from bongsu.planning.words import Told
from bongsu.planning.worker.messages import Progress

__all__ = [
    "FaultyInstance",
    "PlanImpossible",
    "PlanRefused",
    "plan_sites",
    "read_files",
    "replacement_list",
    "score_district",
    "solve_instance",
]

Object = dict[str, Any]
T = TypeVar("T")
Config = PlanConfig | Mapping[str, Any]
Layers = Inputs | Mapping[str, Any]


def read_files(config: Config, folder: str | Path) -> Inputs:
    """The published files and the district's own that `config["files"]` names, relative to `folder`."""
    return from_files.read(_config(config), Path(folder))


def score_district(config: Config, layers: Layers) -> Object:
    """`cells`: GeoJSON with score, parts and reasons; `total`, `codes`: arrays in its order; `dongs`, `warnings`."""
    scored = score_only(_config(config), _inputs(layers))
    return {
        "cells": cells_geojson(scored.cells),
        "codes": [one.code for one in scored.cells],
        "total": np.array([one.total for one in scored.cells]),
        "dongs": msgspec.to_builtins(scored.dongs),
        "warnings": msgspec.to_builtins(scored.warnings),
    }


def plan_sites(
    config: Config,
    layers: Layers,
    *,
    with_curve: bool = False,
    progress: Callable[[Progress], None] = lambda _said: None,
) -> Object:
    """`plan`: all of it as `bongsu plan siting --json` prints it; `sites`: GeoJSON."""
    plan = draw_up(_config(config), _inputs(layers), progress, with_curve=with_curve)
    return {"plan": msgspec.to_builtins(plan), "sites": sites_geojson(plan)}


def solve_instance(
    *,
    weight: Sequence[float],
    site: Sequence[int],
    cost: Sequence[int],
    covers: Sequence[Sequence[int]],
    fund_won: Sequence[int],
    may_pay: Sequence[Sequence[bool]] | None = None,
    bonus: Sequence[float] | None = None,
    limits: Sequence[tuple[str, Sequence[float], float, float]] = (),
    conflicts: Sequence[tuple[int, int]] = (),
    forced: Sequence[int] = (),
    forbidden: Sequence[int] = (),
    warm: Sequence[int] = (),
    gap: float = 0.001,
    time_limit_s: float = 60.0,
) -> Object:
    """`covers[k]`: targets of option k; `limits`: (name, coefficient of each option, least, most).

    Answers `options`, `paid` [chosen, funds], `objective`, `bound`, `gap`, `proof`, `cpu_s`. A fault of the arrays
    raises `FaultyInstance` with the array and its rows."""
    stops = Stops(gap=share("gap", gap), time_limit_s=share("time_limit_s", time_limit_s))
    start, target = covers_of("covers", covers)
    costs, purses = whole("cost", cost), whole("fund_won", fund_won)
    instance = Instance(
        weight=numbers("weight", weight),
        site=whole("site", site),
        cost=costs,
        bonus=np.zeros(len(costs)) if bonus is None else numbers("bonus", bonus),
        cover_start=start,
        cover_target=target,
        fund_won=purses,
        may_pay=rows_of_bools("may_pay", may_pay, (len(purses), len(costs))),
        limits=limits_of(limits),
        conflicts=tuple(conflicts),
        forced=frozenset(forced),
        forbidden=frozenset(forbidden),
    )
    first = warm_start("warm", warm, len(costs))
    return _solved(instance, stops, first)


def _solved(instance: Instance, stops: Stops, warm: Sequence[int]) -> Object:
    try:
        found = solve(instance, stops, warm)
    except NoPlanPossible as no:
        why = explain(instance)
        raise PlanImpossible(*why.told, field=", ".join(why.together)) from no
    return {
        "options": found.options,
        "paid": found.paid,
        "objective": found.objective,
        "bound": found.bound,
        "gap": found.gap,
        "proof": found.proof.value,
        "cpu_s": found.cpu_s,
    }


def replacement_list(
    config: Replacement | Mapping[str, Any], fleet: Sequence[Mapping[str, Any]], as_of: date
) -> Object:
    """`fleet`: a dictionary a camera, fields as in `replacement/camera.py`."""
    cameras = [_read(one, FleetCamera, f"fleet[{n}]") for n, one in enumerate(fleet, start=1)]
    drawn = draw_list(_read(config, Replacement, "replacement"), cameras, as_of)
    return dict(msgspec.to_builtins(drawn))


def _config(said: Config) -> PlanConfig:
    if isinstance(said, PlanConfig):
        return said
    return config_of(msgspec.json.encode(dict(said)), is_json=True)


def _inputs(said: Layers) -> Inputs:
    return said if isinstance(said, Inputs) else inputs_of(said)


def _read(said: T | Mapping[str, Any], shape: type[T], field: str) -> T:
    if isinstance(said, shape):
        return said
    try:
        return msgspec.convert(said, shape)
    except msgspec.ValidationError as cause:
        raise PlanRefused(Told(f"{field}: {cause}", f"{field}: {cause}"), field=field) from cause
