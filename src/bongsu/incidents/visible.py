"""Which camera marks a viewer may see. The catalogue itself is sensitive (dossier §0.9, §12.12)."""

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


async def visible_cameras(desk: Desk, catalogue: Catalogue, viewer: Viewer) -> Mask | None:
    """None = all (the centre's own people); else a mask over the index, empty without a running grant."""
    if viewer.role.is_own:
        return None
    mask: Mask = np.zeros(len(catalogue.index), dtype=np.bool_)
    async with desk.database.read() as connection:
        incidents = await open_incidents(connection)
        grants = await grants_of_many(connection, [one.incident_id for one in incidents])
    now = desk.clock.now()
    for incident in incidents:
        for grant in grants[incident.incident_id]:
            if not grant.in_force(now) or not viewer.may_watch(incident, grant, desk.centre.code):
                continue
            if grant.is_of_peer:
                _add_lent(mask, catalogue, grant)
            else:
                _add_area(mask, catalogue, desk.centre, incident, grant, now)
    return mask


def _add_lent(mask: Mask, catalogue: Catalogue, grant: Grant) -> None:
    """Of another centre's cameras those that it lends, not all that stand in the circle."""
    for camera in grant.lent:
        row = catalogue.index.row_of.get(camera.camera_id)
        if row is not None:
            mask[row] = True


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
    rows, _ = catalogue.index.near(place, clause.radius_m)
    agreed = catalogue.index.serving(clause.purposes)[rows]
    mask[rows[agreed]] = True
