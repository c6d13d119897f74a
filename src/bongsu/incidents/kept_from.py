"""What is reserved for one service (군 비노출) exists for that service's own room alone, while its order runs. Pure."""

from msgspec.structs import replace

from bongsu.incidents.choose import Chooser
from bongsu.incidents.incident import Directing, Incident
from bongsu.incidents.viewer import Viewer
from bongsu.sharing.grants import Grant, LentCamera


def is_kept_from(viewer: Viewer, incident: Incident, camera_id: str, chooser: Chooser) -> bool:
    """The centre's own people learn neither of the camera nor that there is one more."""
    facts = chooser.facts(camera_id)
    if facts is None or not facts.reserved_for:
        return False
    return viewer.role.is_own or facts.reserved_for != incident.service


def told_of(grant: Grant, viewer: Viewer, incident: Incident, chooser: Chooser) -> list[LentCamera]:
    """The lent cameras that this viewer may know of."""
    return [
        camera
        for camera in grant.lent
        if not is_kept_from(viewer, incident, camera.camera_id, chooser)
    ]


def directing_told(incident: Incident, viewer: Viewer, chooser: Chooser) -> Directing:
    """Without the pointer on a picture, and the choice of one, that the viewer may not know of."""
    said = incident.directing
    if said.chosen_camera_id is not None and is_kept_from(
        viewer, incident, said.chosen_camera_id, chooser
    ):
        said = replace(said, chosen_camera_id=None)
    if said.pointer is not None and is_kept_from(viewer, incident, said.pointer.camera_id, chooser):
        said = replace(said, pointer=None)
    return said
