"""What a planner sends about a site: a step of its way, or that it stands (준공)."""

from datetime import date
from typing import Annotated

import msgspec
from msgspec import Meta

from bongsu.planning.words import SiteState
from bongsu.registry.camera import CameraKind, Purpose

Note = Annotated[str, Meta(max_length=400)]
Address = Annotated[str, Meta(min_length=1, max_length=500, pattern="^rtsps?://")]


class NewStep(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """`on`: the state was reached on that day; `planned_on`: it is to be. Or both. REJECTED needs a reason."""

    state: SiteState
    on: date | None = None
    planned_on: date | None = None
    note: Note = ""
    reason: Note = ""


class AcceptedCamera(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A camera as it hangs there. Its addresses go into the secret place and come back in no answer."""

    kind: CameraKind
    bearing_deg: Annotated[float, Meta(ge=0.0, lt=360.0)] | None = None
    hfov_deg: Annotated[float, Meta(gt=0.0, le=360.0)] | None = None
    range_m: Annotated[float, Meta(gt=0.0, le=1_000.0)] = 50.0
    pixels_10k: Annotated[int, Meta(ge=1, le=10_000)] | None = None
    has_speaker: bool | None = None
    main_url: Address | None = None
    sub_url: Address | None = None

    def __repr__(self) -> str:
        return "AcceptedCamera(…)"


class Acceptance(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """준공. Without `cameras` those of the plan are written as they are; with them, what really hangs there."""

    on: date | None = None
    purpose: Purpose = Purpose.CRIME_PREVENTION
    cameras: Annotated[tuple[AcceptedCamera, ...], Meta(max_length=16)] = ()
    note: Note = ""
