"""Draws a replacement list: lifetime, risk, choice, batches, and what oldest-first would have bought for the same money.

The Python API of replacement; the node asks for it in a child process."""

from collections.abc import Callable, Sequence
from datetime import date

import numpy as np

from bongsu.planning.config import Replacement
from bongsu.planning.failures import PlanRefused
from bongsu.planning.inputs.numbers import check_fields
from bongsu.planning.replacement.batches import deal
from bongsu.planning.replacement.camera import FleetCamera
from bongsu.planning.replacement.choose import choose, oldest_first
from bongsu.planning.replacement.fleet import Fleet, fleet_of
from bongsu.planning.replacement.listed import (
    BadRow,
    DrawnList,
    LeftOut,
    Lifetime,
    Listed,
    Total,
)
from bongsu.planning.replacement.survival import fit
from bongsu.planning.replacement.worth import Worth, left_out, reasons, worth_of
from bongsu.planning.siting.instance import Ints
from bongsu.planning.words import Told


def draw_list(
    config: Replacement,
    cameras: Sequence[FleetCamera],
    as_of: date,
    *,
    bad_rows: Sequence[BadRow] = (),
    progress: Callable[[str, float], None] = lambda _step, _share: None,
) -> DrawnList:
    """Raises `PlanRefused`: no camera, or neither money nor a count (then everything would be replaced)."""
    _check(config, cameras)
    progress("lifetime", 0.1)
    fleet = fleet_of(cameras, config, as_of)
    lifetime = fit(fleet, config)
    worth = worth_of(fleet, lifetime, config)
    progress("choose", 0.6)
    choice = choose(worth.total, fleet.won, worth.eligible, config)
    oldest = oldest_first(fleet.age, fleet.won, worth.eligible, config)
    progress("batches", 0.9)
    batch_of = deal(fleet, choice.chosen, worth.total, config.neighbours_m, config.batches)
    ours, theirs = _total(fleet, worth, choice.chosen), _total(fleet, worth, oldest)
    left, batches = left_out(fleet, worth, config), max(batch_of.values(), default=0)
    return DrawnList(
        as_of=as_of,
        fleet=int(fleet.standing.sum()),
        rows=_rows(fleet, worth, oldest, batch_of),
        ours=ours,
        oldest=theirs,
        gain=ours.removed / theirs.removed - 1.0 if theirs.removed > 0 else None,
        objective=choice.objective,
        bound=choice.bound,
        gap=choice.bound / choice.objective - 1.0 if choice.objective > 0 else 0.0,
        batches=batches,
        lifetime=lifetime,
        left_out=left,
        bad_rows=tuple(bad_rows),
        warnings=_warnings(lifetime, config, batches, left, worth),
    )


def _check(config: Replacement, cameras: Sequence[FleetCamera]) -> None:
    if config.won is None and config.most is None:
        why = Told(
            "예산이나 대수 중 하나는 정해야 합니다.",
            "Say how much money or how many cameras at most.",
        )
        raise PlanRefused(why, field="replacement.won")
    if not cameras:
        why = Told("카메라가 한 대도 없습니다.", "There is no camera to choose from.")
        raise PlanRefused(why, field="files.fleet")
    check_fields("fleet", cameras, ("lat", "lon", "weight"))


def _rows(fleet: Fleet, worth: Worth, oldest: Ints, batch_of: dict[int, int]) -> tuple[Listed, ...]:
    """Ours first, most worth per won at the top; then what only oldest-first takes, oldest at the top."""
    why, old = reasons(fleet, worth), {int(index) for index in oldest}
    ours = sorted(batch_of, key=lambda i: (-float(worth.total[i]) / max(1, int(fleet.won[i])), i))
    theirs = [int(index) for index in oldest if int(index) not in batch_of]
    return tuple(
        _listed(fleet, worth, index, why[index], index in old, batch_of.get(index, 0))
        for index in [*ours, *theirs]
    )


def _listed(
    fleet: Fleet, worth: Worth, index: int, why: tuple[str, ...], oldest: bool, batch: int
) -> Listed:
    camera, age = fleet.cameras[index], float(fleet.age[index])
    return Listed(
        camera_id=camera.camera_id,
        site_id=camera.site_id,
        name=camera.name,
        lat=camera.lat,
        lon=camera.lon,
        kind=camera.kind,
        age_years=round(age, 2) if np.isfinite(age) else None,
        over_age=bool(worth.over_age[index]),
        pixels_10k=camera.pixels_10k,
        faults=camera.faults,
        risk=round(float(worth.risk[index]), 4),
        removed=round(float(worth.removed[index]), 4),
        criticality=round(float(fleet.criticality[index]), 3),
        won=int(fleet.won[index]),
        per_million=round(float(worth.total[index]) * 1e6 / max(1, int(fleet.won[index])), 4),
        why=why,
        ours=batch > 0,
        oldest=oldest,
        batch=batch,
    )


def _total(fleet: Fleet, worth: Worth, chosen: Ints) -> Total:
    ages = fleet.age[chosen]
    known = ages[np.isfinite(ages)]
    return Total(
        cameras=len(chosen),
        won=int(fleet.won[chosen].sum()),
        removed=round(float(worth.removed[chosen].sum()), 3),
        over_age=int(worth.over_age[chosen].sum()),
        low_pixels=int(fleet.low_pixels[chosen].sum()),
        mean_age_years=round(float(known.mean()), 2) if known.size else None,
    )


def _warnings(
    lifetime: Lifetime,
    config: Replacement,
    batches: int,
    left: tuple[LeftOut, ...],
    worth: Worth,
) -> tuple[Told, ...]:
    told = []
    if not lifetime.fitted:
        told.append(_assumed(lifetime, config))
    if not worth.eligible.any():
        told.append(
            Told("교체할 수 있는 카메라가 없습니다.", "No camera may be replaced under this rule.")
        )
    unknown = next((one.cameras for one in left if one.why == "age_unknown"), 0)
    if unknown:
        told.append(
            Told(
                f"설치일을 믿을 수 없거나 모르는 {unknown:,}대는 노후 여부를 알 수 없어 제외했습니다.",
                f"{unknown:,} cameras are left out: their installation date is unknown or cannot be true.",
            )
        )
    if batches > config.batches:
        told.append(
            Told(
                f"이웃한 개소를 함께 끄지 않으려면 {batches}차례가 필요합니다(설정 {config.batches}차례).",
                f"{batches} batches are needed to keep neighbours apart, not {config.batches}.",
            )
        )
    return tuple(told)


def _assumed(lifetime: Lifetime, config: Replacement) -> Told:
    return Told(
        f"고장 기록이 {lifetime.failures:,}건뿐이라 수명은 가정입니다: 절반이 "
        f"{config.half_life_years:g}년 안에 고장(형상 {config.shape:g}). 기록 {config.failures_min:,}건부터 추정합니다.",
        f"Only {lifetime.failures:,} failures are on record, so the lifetime is an assumption: half fail within "
        f"{config.half_life_years:g} years (shape {config.shape:g}). It is estimated from {config.failures_min:,} on.",
    )
