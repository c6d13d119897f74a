"""A plan's configuration as a planner writes it (TOML, or JSON from the console): every weight, price, purse and limit.

One value for the command line, the node and the Python API. Defaults are dossier §7.2 and the costs of §6; none is law."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from bongsu.planning.words import FundKind, Mount, Origin

Share = Annotated[float, Meta(ge=0.0, le=1.0)]
Weight = Annotated[float, Meta(ge=0.0, le=100.0)]
Metres = Annotated[float, Meta(gt=0.0, le=5_000.0)]
SightMetres = Annotated[float, Meta(gt=0.0, le=300.0)]
"""Farther no face is recognised, and thousands of candidates would each see thousands of points."""
Won = Annotated[int, Meta(ge=0, le=10**13)]
Price = Annotated[int, Meta(gt=0, le=10**11)]
Word = Annotated[str, Meta(min_length=1, max_length=60)]


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A table of the file: another word than the known ones is refused by its name."""


class Weights(Part, frozen=True, kw_only=True):
    """score = (watch·W + crime·C + environment·E + dark·L + children·K + requests·Q) × (1 + women + detached + aged)."""

    watch: Weight = 0.5
    crime: Weight = 1.0
    environment: Weight = 1.0
    dark: Weight = 1.0
    children: Weight = 1.0
    requests: Weight = 1.0
    women: Weight = 0.1
    """Added to the factor where the share lies above the district's mean; likewise the next two."""
    detached: Weight = 0.1
    aged: Weight = 0.1
    nightlife: Weight = 1.0
    """Within `environment`, per shop (유흥) within `environment_within_m`; likewise the next two."""
    lodging: Weight = 0.5
    finance: Weight = 0.5
    environment_within_m: Metres = 100.0
    """From the middle of a cell; likewise the next two."""
    child_zone_within_m: Metres = 150.0
    bell_within_m: Metres = 75.0
    lights_enough: Annotated[float, Meta(gt=0.0, le=1_000.0)] = 8.0
    """`dark`: 3 with no security light in a cell, 0 with so many (Seongbuk and Guro: 9 to 10 where there are any)."""
    complaint: Weight = 2.0
    """Within `requests`: × ln(1 + complaints); a police request adds `police_request`; at most 5 together."""
    police_request: Weight = 3.0
    remote: Share = 1.0
    """× the score where nothing is known within `remote_m` (no light, camera, shop, street, request): a hill or a river.
    1 leaves it as it is; such cells are told in any case."""
    remote_m: Metres = 150.0
    first_band: Weight = 15.0
    """최우선: at or above it (Gongju); `second_band`: 우선."""
    second_band: Weight = 13.0


class Targets(Part, frozen=True, kw_only=True):
    """What coverage is counted on: points `step_m` apart, in a grid or along the streets."""

    along_streets: bool = False
    step_m: Annotated[float, Meta(ge=10.0, le=50.0)] = 25.0


class Sight(Part, frozen=True, kw_only=True):
    """What a camera is taken to see (dossier §7.1: 50 m watch radius)."""

    ptz_range_m: SightMetres = 50.0
    fixed_range_m: SightMetres = 50.0
    fixed_hfov_deg: Annotated[float, Meta(ge=10.0, le=180.0)] = 90.0
    height_m: Annotated[float, Meta(ge=2.0, le=30.0)] = 5.0
    always_share: Share = 0.5
    """Of a point's worth: what counts only where a fixed camera always looks; the rest counts within a PTZ's reach too."""


class Prices(Part, frozen=True, kw_only=True):
    """Unit costs in won. A price of 0 is refused: it would make the plan choose it everywhere."""

    ptz: Price = 7_000_000
    fixed: Price = 4_000_000
    connection: Price = 3_300_000
    """Power and line, per site."""
    own_pole: Price = 8_000_000
    utility_pole: Price = 2_500_000
    light_pole: Price = 3_000_000
    building: Price = 2_000_000
    smart_pole: Price = 36_000_000


class Mix(Part, frozen=True, kw_only=True):
    """Cameras of one site."""

    ptz: Annotated[int, Meta(ge=0, le=8)]
    fixed: Annotated[int, Meta(ge=0, le=8)]


class Fund(Part, frozen=True, kw_only=True):
    """재원 with what it may pay for; an empty list means everything."""

    code: Word
    kind: FundKind
    won: Won
    origins: tuple[Origin, ...] = ()
    mounts: tuple[Mount, ...] = ()
    dongs: tuple[Word, ...] = ()
    """행정동 codes (10 digits) or names."""


class Limits(Part, frozen=True, kw_only=True):
    """Counts; None leaves one open."""

    sites_min: Annotated[int, Meta(ge=0)] = 0
    sites_max: Annotated[int, Meta(ge=0)] | None = None
    ptz_min: Annotated[int, Meta(ge=0)] = 0
    ptz_max: Annotated[int, Meta(ge=0)] | None = None
    fixed_min: Annotated[int, Meta(ge=0)] = 0
    fixed_max: Annotated[int, Meta(ge=0)] | None = None
    spacing_m: Annotated[float, Meta(ge=0.0, le=1_000.0)] = 30.0
    """Between new sites, and between a new one and a standing one."""
    sites_per_dong_min: Annotated[int, Meta(ge=0)] = 0
    """A floor for every dong; `per_dong_min` says otherwise for some."""
    per_dong_min: dict[str, int] = {}
    smart_poles_max: Annotated[int, Meta(ge=0)] | None = None


class Quotas(Part, frozen=True, kw_only=True):
    """Least share of the sites by origin (Ulsan Dong-gu left 20 % to complaints)."""

    city_data: Share = 0.0
    police: Share = 0.0
    complaint: Share = 0.0


class Solve(Part, frozen=True, kw_only=True):
    """When to stop."""

    gap: Annotated[float, Meta(ge=0.0, le=0.5)] = 0.001
    time_limit_s: Annotated[float, Meta(gt=0.0, le=3_600.0)] = 60.0
    seed: int = 1


class Files(Part, frozen=True, kw_only=True):
    """For the command line: where the inputs lie, relative to the file itself. The node takes its own."""

    dongs: str = ""
    cameras: str = ""
    lights: str = ""
    child_zones: str = ""
    bells: str = ""
    population: str = ""
    crime: str = ""
    jurisdiction: str = ""
    shops: str = ""
    requests: str = ""
    city_priority: str = ""
    poles: str = ""
    streets: str = ""
    buildings: str = ""
    fleet: str = ""
    """For `bongsu plan replacement`: one row per camera."""


class Replacement(Part, frozen=True, kw_only=True):
    """교체 (dossier §7.4): which old cameras go first. `won` and `most` None: no limit; not both."""

    won: Won | None = None
    most: Annotated[int, Meta(ge=1, le=1_000_000)] | None = None
    as_of: date | None = None
    """Ages are counted to this day; None: today."""
    life_years: Annotated[float, Meta(gt=0.0, le=50.0)] = 7.0
    """내구연한."""
    over_age_only: bool = True
    fixed: Price = 1_700_000
    """One camera without pole and line; with 28 % PTZ 1.9 million in the mean, as 구로구 paid in 2024 (dossier §6)."""
    ptz: Price = 2_400_000
    other: Price = 1_700_000
    low_pixels_10k: Annotated[int, Meta(ge=1, le=10_000)] = 200
    """Below it a camera is 저화질."""
    low_pixels: Share = 0.05
    """Worth beside the risk of failure, as if that were so much higher; likewise the next two."""
    uncertified: Share = 0.03
    no_analytics: Share = 0.01
    watching: Annotated[float, Meta(ge=0.0, le=1_000.0)] = 1.0
    """A camera is watched too when no incident needs it: so many uses are added to each camera's own."""
    purpose_weight: dict[str, Weight] = {}
    """Criticality by the registry's purpose; 1 where it says nothing."""
    neighbours_m: Annotated[float, Meta(ge=0.0, le=1_000.0)] = 50.0
    """Two sites so near are never done in one batch: the street stays covered."""
    batches: Annotated[int, Meta(ge=1, le=52)] = 4
    failures_min: Annotated[int, Meta(ge=2, le=10_000)] = 30
    """With fewer failures on record the two assumptions below stand for the fit, and the list says so."""
    shape: Annotated[float, Meta(gt=0.0, le=20.0)] = 2.5
    half_life_years: Annotated[float, Meta(gt=0.0, le=100.0)] = 10.0


class PlanConfig(Part, frozen=True, kw_only=True):
    """The whole file."""

    name: Annotated[str, Meta(min_length=1, max_length=120)]
    district: Annotated[str, Meta(pattern="^[A-Z]{2,3}$")]
    """Letters of the registry (`GR`, `SB`)."""
    year: Annotated[int, Meta(ge=2000, le=2100)]
    deadline: date | None = None
    hearing_days: Annotated[int, Meta(ge=10, le=120)] = 20
    """행정예고 runs so long before a site may be budgeted (행정절차법 제46조: 20 days, in urgent cases 10)."""
    targets: Targets = Targets()
    weights: Weights = Weights()
    sight: Sight = Sight()
    prices: Prices = Prices()
    mixes: tuple[Mix, ...] = (
        Mix(ptz=1, fixed=1),
        Mix(ptz=1, fixed=2),
        Mix(ptz=0, fixed=1),
        Mix(ptz=0, fixed=2),
        Mix(ptz=0, fixed=3),
    )
    mounts: tuple[Mount, ...] = (Mount.OWN_POLE, Mount.UTILITY_POLE, Mount.LIGHT_POLE)
    funds: tuple[Fund, ...]
    limits: Limits = msgspec.field(default_factory=Limits)
    """A factory: its table by dong has no hash, which the description of the API would ask for."""
    quotas: Quotas = Quotas()
    forced: tuple[str, ...] = ()
    """Candidate ids that must be in the plan."""
    forbidden: tuple[str, ...] = ()
    by_hand: tuple[str, ...] = ()
    """A plan made by hand: where the search begins (warm start)."""
    solve: Solve = Solve()
    replacement: Replacement = msgspec.field(default_factory=Replacement)
    files: Files = Files()
