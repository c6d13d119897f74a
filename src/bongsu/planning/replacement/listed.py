"""A replacement list as it is kept, shown and printed, beside what oldest-first buys for the same money."""

from datetime import date

import msgspec

from bongsu.planning.words import Told


class Lifetime(msgspec.Struct, frozen=True, kw_only=True):
    """Weibull. `shape` above 1 means wear; by `scale_years` 63 % have failed. `low`, `high`: 95 % confidence, the value
    itself where it is an assumption."""

    fitted: bool
    """False: too few failures, and the values are the configured assumption."""
    failures: int
    cameras: int
    shape: float
    shape_low: float
    shape_high: float
    scale_years: float
    scale_low: float
    scale_high: float
    factors: dict[str, float] = {}
    """Of the scale, per property (`low_pixels`, `ptz`), where it explains the failures better."""


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """One camera of either list. `batch` from 1, 0 when only oldest-first takes it; `why`: words of `Why`."""

    camera_id: str
    site_id: str
    name: str
    lat: float
    lon: float
    kind: str
    age_years: float | None
    over_age: bool
    pixels_10k: int | None
    faults: int | None
    risk: float
    """Chance to fail within the next year."""
    removed: float
    """Risk × criticality that another one takes away."""
    criticality: float
    won: int
    per_million: float
    """Worth per million won: the order of the list."""
    why: tuple[str, ...]
    ours: bool
    oldest: bool
    batch: int


class Total(msgspec.Struct, frozen=True, kw_only=True):
    """A list in sum."""

    cameras: int
    won: int
    removed: float
    over_age: int
    low_pixels: int
    mean_age_years: float | None


class LeftOut(msgspec.Struct, frozen=True):
    """Cameras that could not be chosen, and why: `not_over_age`, `age_unknown`, `gone`, `not_needed`."""

    why: str
    cameras: int


class BadRow(msgspec.Struct, frozen=True):
    """A row that was set aside; the first line of data is row 2, as a spreadsheet numbers it."""

    row: int
    field: str
    told: Told


class DrawnList(msgspec.Struct, frozen=True, kw_only=True):
    """What `draw_list` gives. No choice within the same rule is worth more than `bound`: proven."""

    as_of: date
    fleet: int
    rows: tuple[Listed, ...]
    ours: Total
    oldest: Total
    gain: float | None
    """Weighted risk removed beside oldest-first − 1; None where that removes none."""
    objective: float
    bound: float
    gap: float
    batches: int
    lifetime: Lifetime
    left_out: tuple[LeftOut, ...] = ()
    bad_rows: tuple[BadRow, ...] = ()
    warnings: tuple[Told, ...] = ()
