"""Which camera marks a viewer may see. The catalogue itself is sensitive (dossier §0.9, §12.12)."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from bongsu.incidents.centre import Centre
from bongsu.incidents.desk import Desk
from bongsu.incidents.incident import Incident
from bongsu.incidents.store import open_incidents
from bongsu.incidents.terms import terms
from bongsu.incidents.viewer import Viewer
from bongsu.kernel.geometry import Point
from bongsu.registry.catalogue import Catalogue
from bongsu.sharing.grants import Grant
from bongsu.sharing.store import grants_of_many

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Visible:
    """Masks over the index, and over other centres' cameras. `own` None = all of everybody's."""

    own: Mask | None = None
    others: Mask | None = None


async def visible_cameras(desk: Desk, catalogue: Catalogue, viewer: Viewer) -> Visible:
    """The centre's own people see all; others nothing without a running grant."""
    if viewer.role.is_own:
        return Visible()
    lent: dict[str, list[str]] = defaultdict(list)
    mask: Mask = np.zeros(len(catalogue.index), dtype=np.bool_)
    async with desk.database.read() as connection:
        incidents = await open_incidents(connection)
        grants = await grants_of_many(connection, [one.incident_id for one in incidents])
    now = desk.clock.now()
    for incident in incidents:
        for grant in grants[incident.incident_id]:
            if not grant.in_force(now) or not viewer.may_watch(incident, grant, desk.centre.code):
                continue
            if grant.owner is not None:
                # of another centre's cameras those that it lends, not all that stand in the circle
                lent[grant.owner] += [camera.camera_id for camera in grant.lent]
            else:
                _add_area(mask, catalogue, desk.centre, incident, grant, now)
    return Visible(mask, catalogue.peers.mask_of(lent))


def _add_area(
    mask: Mask,
    catalogue: Catalogue,
    centre: Centre,
    incident: Incident,
    grant: Grant,
    now: datetime,
) -> None:
    clause = terms(centre, incident, grant, now)
    if clause is None or incident.place is None:
        return
    place = Point(incident.place.lat, incident.place.lon)
    reach_m = clause.radius_m
    if incident.area is not None:
        place, reach_m = incident.area.middle, min(reach_m, incident.area.reach_m)
    rows, _ = catalogue.index.near(place, reach_m)
    agreed = catalogue.index.serving(clause.purposes)[rows]
    mask[rows[agreed]] = True
