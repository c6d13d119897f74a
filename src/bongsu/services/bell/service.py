"""비상벨: a press shows the operators the pole's cameras and the two nearest; it ends by their word alone."""

from collections.abc import Sequence

from bongsu.incidents.service import LinkedService, OwnView, RoomKind
from bongsu.kernel.bus import Bus
from bongsu.kernel.parts import Part
from bongsu.registry.centres import CentreProfile
from bongsu.services.bell.facts import facts_of_bell
from bongsu.services.bell.message import PoleDetails
from bongsu.services.bell.receive import CODE
from bongsu.services.bell.routes import link_router, own_router
from bongsu.services.bell.rules import at_the_pole
from bongsu.services.bell.scenes import SCENES
from bongsu.services.folder import ServiceFolder, State
from bongsu.services.shared.residents.answer import SEEN, answers_at
from bongsu.services.shared.residents.desk import ResidentDesk
from bongsu.services.shared.residents.due import look_after
from bongsu.services.shared.residents.own import PURPOSES, nobody_outside
from bongsu.services.shared.residents.timer import ResidentTimer
from bongsu.sharing.rooms import rooms_of

CATEGORIES = {"PRESS": ("비상벨 누름", "Bell pressed")}
# a pole may carry several cameras, and two more are shown beside them
_MOST_TILES = 9


def _parts(state: State, _bus: Bus) -> Sequence[Part]:
    at: ResidentDesk = state["residents"]
    return (ResidentTimer("bells", at, CODE, (lambda desk: look_after(desk, [CODE], ()),)),)


def folder(centre: CentreProfile) -> ServiceFolder:
    bell = LinkedService(
        CODE,
        "BELL",
        "비상벨",
        "Emergency bell",
        CATEGORIES,
        frozenset(),
        rooms_of(centre).police,
        room_kind=RoomKind.CENTRE,
        details=PoleDetails,
        unsaid=frozenset({"incident.summary_ko"}),
        address=nobody_outside,
        own=OwnView(PURPOSES, max_cameras=_MOST_TILES, nearest=at_the_pole),
        facts=facts_of_bell,
        answers=answers_at("bell", SEEN),
    )
    return ServiceFolder(
        (bell,), (link_router, own_router), extend=ResidentDesk.extend, parts=_parts, scenes=SCENES
    )
