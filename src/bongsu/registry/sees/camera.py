"""What must be known of a camera to say whether it sees a place; anything unknown stays None."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["ptz", "fixed", "unknown"]
KINDS: tuple[Kind, ...] = ("ptz", "fixed", "unknown")

# The watch radius that the Ministry's siting model and most districts use for one camera.
USUAL_RANGE_M = 50.0


@dataclass(frozen=True, slots=True)
class SeeingCamera:
    """One camera. A PTZ's bearing is its home position; `site_id` names the pole it shares."""

    camera_id: str
    lat: float
    lon: float
    kind: Kind = "unknown"
    bearing_deg: float | None = None
    hfov_deg: float | None = None
    range_m: float = USUAL_RANGE_M
    height_m: float | None = None
    pixels_10k: float | None = None
    state: str = "unknown"
    purpose: str = ""
    site_id: str = ""
