"""Every weight of the seeing model in one frozen value, each with its source or marked as an
assumption. Change them by handing down another `SeeingModel`, never here for one district."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

# A picture that stands still or never comes shows nothing; the word for an unknown state is
# slightly below live, because most cameras that nobody has opened today do work (assumption).
ALIVE: Mapping[str, float] = MappingProxyType(
    {
        "live": 1.0,
        "connecting": 0.95,
        "unknown": 0.9,
        "frozen": 0.0,
        "dead": 0.0,
        "unsupported": 0.0,
    }
)


@dataclass(frozen=True, slots=True)
class SeeingModel:
    """Weights; (assumption) marks those without a public source."""

    # aim ---------------------------------------------------------------
    # 2.8-4 mm lenses on 1/2.8" sensors, the usual street camera, open 80-105 degrees.
    typical_hfov_deg: float = 90.0
    # Wide end of a usual 20-30x zoom lens (about 4.5 mm).
    typical_ptz_hfov_deg: float = 60.0
    # Bearings are read off a map or a picture: the edge of the view is soft by so much (assumption).
    edge_deg: float = 6.0
    # Share of recorded bearings that are right; the rest look anywhere (assumption).
    bearing_trust: float = 0.95
    # Guro 2024: 35 of 126 new cameras are PTZ.
    ptz_share: float = 35 / 126
    # Share of the time a PTZ stands at its home position rather than on tour (assumption).
    ptz_home: float = 0.7
    # Chance that the operator turns it in time; outsiders never do (PIPA art. 25(5)) (assumption).
    ptz_turned: float = 0.3
    # reach -------------------------------------------------------------
    # EN 62676-4: 25 pixels per metre is "detect": a person can be made out as one.
    detect_px_per_m: float = 25.0
    # How much farther a PTZ sees by zooming once it looks there (assumption, far below its lens).
    ptz_zoom: float = 3.0
    # At the reach the chance is one half; the power says how sharply it falls (assumption).
    fall_off: float = 4.0
    # near --------------------------------------------------------------
    # District poles carry the camera at 4-6 m.
    typical_height_m: float = 5.0
    # A fixed camera's lower edge looks some 50 degrees down: blind below 0.8 of its height.
    dead_zone_fixed: float = 0.8
    # A PTZ tilts to straight down, but shows only a crown of hair there.
    dead_zone_ptz: float = 0.2
    # Positions are some metres wrong, so even the foot of the pole keeps a chance (assumption).
    below_pole: float = 0.3
    # light -------------------------------------------------------------
    # Built-in infrared reaches about 30 m where the day's range is 50 m.
    unlit_reach: float = 0.6
    # Each security light within so many metres of the scene halves what is missing (assumption).
    light_within_m: float = 25.0
    # Where the district's lights have no coordinates: as if half a light stood there (assumption).
    unknown_lights: float = 0.5
    # sight -------------------------------------------------------------
    # Footprints and positions are wrong at times: what they hide keeps a small chance (assumption).
    behind_building: float = 0.03
    # No footprints known: streets end; the view is free over d metres with exp(-d/150) (assumption).
    free_sight_m: float = 150.0
    # alive -------------------------------------------------------------
    alive: Mapping[str, float] = field(default_factory=lambda: ALIVE)
