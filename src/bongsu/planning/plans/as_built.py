"""A planned site as the registry takes it: what the plan says, unless the planner says what really hangs there."""

from datetime import date

from bongsu.planning.config import PlanConfig
from bongsu.planning.plans.asked import Acceptance, AcceptedCamera
from bongsu.planning.plans.planned_site import PlannedSite
from bongsu.planning.words import Mount
from bongsu.registry.camera import CameraKind, PoleKind
from bongsu.registry.put_up import NewCamera, NewSite

_POLES = {
    Mount.OWN_POLE: PoleKind.OWN,
    Mount.UTILITY_POLE: PoleKind.UTILITY,
    Mount.LIGHT_POLE: PoleKind.LIGHT,
    Mount.BUILDING: PoleKind.BUILDING,
    Mount.SMART_POLE: PoleKind.SMART_POLE,
}


def as_built(
    site: PlannedSite, config: PlanConfig, said: Acceptance, on: date, retention_days: int | None
) -> NewSite:
    drawn = site.drawn
    hanging = tuple(
        NewCamera(**{name: getattr(one, name) for name in AcceptedCamera.__struct_fields__})
        for one in said.cameras
    ) or _planned_cameras(site)
    return NewSite(
        district=config.district,
        dong_code=drawn.dong_code,
        dong_name=drawn.dong_name,
        purpose=said.purpose,
        lat=drawn.lat,
        lon=drawn.lon,
        pole=_POLES[drawn.mount],
        height_m=config.sight.height_m,
        installed_on=on,
        retention_days=retention_days,
        cameras=hanging,
        origin=site.planned_site_id,
    )


def _planned_cameras(site: PlannedSite) -> tuple[NewCamera, ...]:
    """A PTZ turns: the registry knows no bearing of it."""
    return tuple(
        NewCamera(kind=CameraKind.PTZ, range_m=one.range_m)
        if one.kind == CameraKind.PTZ
        else NewCamera(
            kind=CameraKind.FIXED,
            bearing_deg=one.bearing_deg % 360.0,
            hfov_deg=one.hfov_deg,
            range_m=one.range_m,
        )
        for one in site.drawn.headings
    )
