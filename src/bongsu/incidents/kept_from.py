"""What is reserved for one service (군 비노출) exists for that service's own room alone, while its order runs. Pure."""

from msgspec.structs import replace

from bongsu.incidents.case import Case
from bongsu.incidents.incident import Directing
from bongsu.incidents.viewer import Viewer
from bongsu.sharing.grants import Grant, LentCamera


def is_kept_from(case: Case, viewer: Viewer, camera_id: str) -> bool:
    """The centre's own people learn neither of the camera nor that there is one more."""
    facts = case.chooser.facts(camera_id)
    if facts is None or not facts.reserved_for:
        return False
    return viewer.role.is_own or facts.reserved_for != case.incident.service


def told_of(case: Case, viewer: Viewer, grant: Grant) -> list[LentCamera]:
    """The lent cameras that this viewer may know of."""
    return [one for one in grant.lent if not is_kept_from(case, viewer, one.camera_id)]


def directing_told(case: Case, viewer: Viewer) -> Directing:
    """Without the pointer on a picture, and the choice of one, that the viewer may not know of."""
    said = case.incident.directing
    chosen, pointer = said.chosen_camera_id, said.pointer
    if chosen is not None and is_kept_from(case, viewer, chosen):
        said = replace(said, chosen_camera_id=None)
    if pointer is not None and is_kept_from(case, viewer, pointer.camera_id):
        said = replace(said, pointer=None)
    return said
