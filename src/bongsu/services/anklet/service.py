"""전자발찌 위반 대응: the monitoring centre's alarms, discreet towards the control centre's own people (dossier §12.3)."""

from bongsu.incidents.service import LinkedService, RoomKind
from bongsu.registry.centres import CentreProfile
from bongsu.services.anklet.message import AnkletDetails
from bongsu.services.anklet.rules import NOT_AGREED, TRIGGERS, address, check, facts
from bongsu.services.anklet.scenes import SCENES
from bongsu.services.folder import ServiceFolder
from bongsu.sharing.rooms import rooms_of

# A worn device tells its place about once a minute while an alarm runs (assumption: the real interval is not public).
# Two that fail to come are a stream that has stopped, and nobody is followed by a place that is no longer known.
SILENT_AFTER_S = 120

# whatever could say who somebody is or where they live, or is nothing of this service's
UNSAID = frozenset(
    {
        "incident.summary_ko",
        "location.address_road",
        "location.address_jibun",
        "responders",
        "legal.requester",
        "legal.order_no",
        "window",
    }
)


def folder(centre: CentreProfile) -> ServiceFolder:
    anklet = LinkedService(
        "ANKLET",
        "MOJ",
        "법무부 대응 건",
        "Ministry of Justice response",
        TRIGGERS | NOT_AGREED,
        frozenset(),
        rooms_of(centre).police,
        room_kind=RoomKind.MOJ,
        details=AnkletDetails,
        unsaid=UNSAID,
        check=check,
        address=address,
        facts=facts,
        discreet=True,
        over_area=True,
        silent_after_s=SILENT_AFTER_S,
        forgets=True,
    )
    return ServiceFolder(linked=(anklet,), scenes=SCENES)
