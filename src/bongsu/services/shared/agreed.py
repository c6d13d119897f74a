"""Whether a clause lets a service tell somebody something of one camera: time and place, or one still. Nothing is lent."""

from datetime import datetime

from bongsu.incidents.choose import CameraFacts
from bongsu.incidents.desk import Desk
from bongsu.sharing.rules import Allow, Request, decide


def agreed(
    desk: Desk, service: str, category: str, organisation: str, camera: CameraFacts, now: datetime
) -> Allow | None:
    """The clause that lets it by itself alone: what one asks a person about is no such thing."""
    dong = desk.centre.dongs.dong_of(camera.lat, camera.lon)
    request = Request(
        service=service,
        category=category,
        code="",
        organisation=organisation,
        dong=dong[0] if dong else None,
        purpose=camera.purpose,
    )
    decision = decide(desk.centre.agreements.policy(now), request, now)
    return decision if isinstance(decision, Allow) else None


def own_camera(desk: Desk, camera_id: str) -> CameraFacts | None:
    """None for one of another centre, for one kept for one service alone, and for none at all."""
    facts = desk.chooser.facts(camera_id)
    return None if facts is None or facts.owner or facts.reserved_for else facts
