"""민간보안: a company's confirmed alarm is the operators' alarm; 112 or 119 see it by hand-over, the company never."""

from bongsu.incidents.service import LinkedService, OwnView, RoomKind
from bongsu.registry.centres import CentreProfile
from bongsu.services.folder import ServiceFolder
from bongsu.services.private_security.message import AlarmDetails
from bongsu.services.private_security.rules import CATEGORIES, CODE, check, facts, nobody_outside
from bongsu.services.private_security.scenes import SCENES
from bongsu.sharing.rooms import rooms_of

SILENT_AFTER_S = 1800
PURPOSES = frozenset({"crime_prevention", "multi"})


def folder(centre: CentreProfile) -> ServiceFolder:
    alarm = LinkedService(
        CODE,
        "SECURITY",
        "민간보안 경보",
        "Private security alarm",
        CATEGORIES,
        frozenset(),
        rooms_of(centre).police,
        room_kind=RoomKind.CENTRE,
        details=AlarmDetails,
        unsaid=frozenset({"incident.summary_ko", "legal.requester", "responders"}),
        check=check,
        address=nobody_outside,
        own=OwnView(PURPOSES),
        facts=facts,
        silent_after_s=SILENT_AFTER_S,
        forgets=True,
        only_for=("KNPA.", "NFA."),
    )
    return ServiceFolder((alarm,), scenes=SCENES)
