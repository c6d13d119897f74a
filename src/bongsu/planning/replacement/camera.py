"""A camera as replacement sees it: its age and how surely that is known, what it lacks, how often it was needed."""

from datetime import date
from enum import StrEnum

import msgspec


class Known(StrEnum):
    """How much of an installation date is known; the words are the registry's."""

    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


class FleetCamera(msgspec.Struct, frozen=True, kw_only=True):
    """None is "not known", never "no"."""

    camera_id: str
    lat: float
    lon: float
    site_id: str = ""
    """개소: cameras of one site are done in one visit."""
    name: str = ""
    kind: str = "unknown"
    purpose: str = "crime_prevention"
    installed_on: date | None = None
    installed_precision: Known = Known.NONE
    installed_trusted: bool = True
    """False when the date is later than what states it: kept and shown, never used for age."""
    observed_from: date | None = None
    """Who failed before it is in no list (left truncation). None: since it was put up."""
    failed_on: date | None = None
    """The end of its life by a fault, not by a plan."""
    removed_on: date | None = None
    pixels_10k: int | None = None
    faults: int | None = None
    """장애 in the uptime log that were mended."""
    certified: bool | None = None
    """보안인증."""
    analytics: bool | None = None
    """Fit for 선별관제."""
    lent: int = 0
    """How often an incident used it."""
    weight: float = 1.0
    """Of its place, as the centre sees it; 0: not needed any more."""
    won: int | None = None
    """Price of another one; None: by kind."""
