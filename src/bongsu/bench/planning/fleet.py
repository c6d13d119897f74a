"""A simulated fleet whose true lifetime is known: 5,449 cameras with 구로구's ages, and the ones that failed before them.

Each place has held one camera after another since 2008; the log began in 2015, so who failed earlier is in no list."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from bongsu.planning.config import Replacement
from bongsu.planning.replacement.camera import FleetCamera, Known
from bongsu.planning.replacement.draw_list import draw_list
from bongsu.planning.replacement.fleet import YEAR_DAYS, Fleet, fleet_of
from bongsu.planning.replacement.lifetime import of_a_new_one
from bongsu.planning.replacement.listed import DrawnList, Lifetime
from bongsu.planning.siting.instance import Floats

CAMERAS = 5_449
WON, MOST = 1_300_000_000, 680
SHAPE, SCALE_YEARS = 2.4, 13.0
AS_OF = date(2024, 1, 1)
LOG_BEGAN = date(2015, 1, 1)
# 구로구's cameras by year of installation and by pixels (만 화소), as published on 2019-10-29: 3,360 in all
_BY_YEAR = {
    2003: 2, 2004: 20, 2005: 28, 2006: 167, 2007: 98, 2008: 23, 2009: 129, 2010: 363, 2011: 182, 2012: 206,
    2013: 352, 2014: 170, 2015: 244, 2016: 313, 2017: 474, 2018: 453, 2019: 136,
    # what it grew by until 2024, evenly
    2020: 522, 2021: 522, 2022: 522, 2023: 523,
}  # fmt: skip
_BY_PIXELS = {41: 253, 100: 115, 130: 467, 200: 2_359, 400: 135, 500: 26, 600: 5}
_PER_SITE = 2.7
_PTZ_SHARE = 0.28
# crime and calls gather in few places: 5 % of a city's street segments see half of it (Weisburd 2015), which is a
# log-normal spread of 1.65; a call uses several cameras around it, so a camera's spread is taken to be less
_USE_SPREAD = 1.2
# sixty logged deeds a day (dossier §6) over the two years that the log is kept, shared by all
_MEAN_USE = 60 * 730 / CAMERAS


@dataclass(frozen=True, slots=True)
class Simulated:
    """`cameras`: those that stand, and those that failed while the log ran."""

    cameras: tuple[FleetCamera, ...]
    standing: int


def simulated_fleet(seed: int = 1, count: int = CAMERAS) -> Simulated:
    """Cameras put up until exactly `count` stand; who failed before the log began is known to nobody."""
    random = np.random.default_rng(seed)
    standing, failed = list[FleetCamera](), list[FleetCamera]()
    while len(standing) < count:
        put_up = _installed(random, count)
        ends = put_up + random.weibull(SHAPE, count) * SCALE_YEARS * YEAR_DAYS
        facts = _facts(random, count)
        for index in range(count):
            end = int(ends[index])
            if end <= LOG_BEGAN.toordinal():
                continue
            day = date.fromordinal(int(put_up[index]))
            camera = _camera(len(standing) + len(failed), day, facts, index)
            if end > AS_OF.toordinal():
                standing.append(camera)
            else:
                failed.append(_ended(camera, date.fromordinal(end)))
            if len(standing) == count:
                break
    return Simulated((*standing, *failed), len(standing))


def replacement_gain(seed: int = 1) -> tuple[float, DrawnList]:
    """More weighted risk removed than oldest-first under the over-age rule, counted by the true lifetime, − 1."""
    config = Replacement(won=WON, most=MOST, as_of=AS_OF)
    made = simulated_fleet(seed)
    drawn = draw_list(config, made.cameras, AS_OF)
    fleet = fleet_of(made.cameras, config, AS_OF)
    truth = dict(zip((c.camera_id for c in fleet.cameras), true_removed(fleet), strict=True))
    ours = sum(truth[row.camera_id] for row in drawn.rows if row.ours)
    theirs = sum(truth[row.camera_id] for row in drawn.rows if row.oldest)
    return float(ours / theirs - 1.0), drawn


def true_removed(fleet: Fleet) -> Floats:
    """Risk × criticality by the lifetime that the fleet was drawn from."""
    age = np.nan_to_num(fleet.age)
    hazard = ((age + 1.0) / SCALE_YEARS) ** SHAPE - (age / SCALE_YEARS) ** SHAPE
    gone = -np.expm1(-hazard) - of_a_new_one(true_lifetime())
    return np.asarray(np.maximum(0.0, gone) * fleet.criticality, dtype=np.float64)


def true_lifetime() -> Lifetime:
    """What the fit should find."""
    return Lifetime(
        fitted=True,
        failures=0,
        cameras=0,
        shape=SHAPE,
        shape_low=SHAPE,
        shape_high=SHAPE,
        scale_years=SCALE_YEARS,
        scale_low=SCALE_YEARS,
        scale_high=SCALE_YEARS,
    )


def _installed(random: np.random.Generator, count: int) -> Floats:
    """Days. The published cameras are those that still stood in 2019: of older years more were put up."""
    share = np.array(list(_BY_YEAR.values()), dtype=np.float64)
    then = np.maximum(0.0, 2019.8 - np.array(list(_BY_YEAR), dtype=np.float64) - 0.5)
    share /= np.exp(-((then / SCALE_YEARS) ** SHAPE))
    years = random.choice(list(_BY_YEAR), count, p=share / share.sum())
    first = np.array([date(int(year), 1, 1).toordinal() for year in years], dtype=np.float64)
    return np.asarray(first + random.integers(0, 365, count), dtype=np.float64)


@dataclass(frozen=True, slots=True)
class _Facts:
    lat: Floats
    lon: Floats
    ptz: Floats
    pixels: Floats
    lent: Floats
    site: Floats


def _facts(random: np.random.Generator, count: int) -> _Facts:
    """Use is skewed: most cameras are hardly ever lent, a few each week."""
    site = np.floor(np.arange(count) / _PER_SITE)
    places = int(site.max()) + 1
    lat, lon = random.uniform(37.475, 37.515, places), random.uniform(126.82, 126.90, places)
    each = site.astype(int)
    used = random.lognormal(np.log(_MEAN_USE) - _USE_SPREAD**2 / 2, _USE_SPREAD, places)
    pixels = np.array(list(_BY_PIXELS.values()), dtype=np.float64)
    return _Facts(
        lat=lat[each],
        lon=lon[each],
        ptz=random.random(count),
        pixels=random.choice(list(_BY_PIXELS), count, p=pixels / pixels.sum()),
        lent=np.floor(used[each]),
        site=site,
    )


def _camera(number: int, put_up: date, facts: _Facts, index: int) -> FleetCamera:
    return FleetCamera(
        camera_id=f"GR-C-{number:05d}",
        site_id=f"GR-S-{number // CAMERAS}-{int(facts.site[index]):05d}",
        lat=round(float(facts.lat[index]), 6),
        lon=round(float(facts.lon[index]), 6),
        kind="ptz" if facts.ptz[index] < _PTZ_SHARE else "fixed",
        installed_on=put_up,
        installed_precision=Known.DAY,
        observed_from=max(put_up, LOG_BEGAN),
        pixels_10k=int(facts.pixels[index]),
        lent=int(facts.lent[index]),
    )


def _ended(camera: FleetCamera, on: date) -> FleetCamera:
    return FleetCamera(
        **{name: getattr(camera, name) for name in FleetCamera.__struct_fields__}
        | {"failed_on": on, "removed_on": on}
    )
