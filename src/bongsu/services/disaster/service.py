"""긴급재난상황 지원: alerts and water levels open the own disaster room's wall; every other body asks."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any  # Any: the application's state

from bongsu.incidents.service import LinkedService, RoomKind
from bongsu.kernel.bus import Bus
from bongsu.kernel.parts import Part
from bongsu.kernel.settings import load
from bongsu.registry.centres import CentreProfile
from bongsu.services.disaster.categories import CATEGORIES
from bongsu.services.disaster.message import DisasterRequest
from bongsu.services.disaster.node import DisasterNode
from bongsu.services.disaster.own_district import OwnDistrict
from bongsu.services.disaster.received.routes import heard_router
from bongsu.services.disaster.routes import link_router, room_router
from bongsu.services.disaster.rules import address_from, check_request, competent_in, facts
from bongsu.services.disaster.scenes import SCENES
from bongsu.services.disaster.sending.routes import reading_router, sending_router
from bongsu.services.disaster.settings import DisasterSettings
from bongsu.services.disaster.tell_areas import TellAreas
from bongsu.services.folder import ServiceFolder
from bongsu.sharing.rooms import rooms_of


def folder(centre: CentreProfile) -> ServiceFolder:
    room = rooms_of(centre).disaster
    linked = LinkedService(
        "DISASTER",
        "DISASTER",
        "긴급재난상황",
        "Disaster",
        CATEGORIES,
        frozenset(),
        competent_in(room),
        room_kind=RoomKind.DISASTER,
        details=DisasterRequest,
        check=check_request,
        address=address_from(room),
        facts=facts,
        asks_again=True,
        over_area=True,
    )
    return ServiceFolder(
        linked=(linked,),
        routers=(link_router, room_router, heard_router, sending_router, reading_router),
        extend=partial(_extend, room),
        parts=_parts,
        scenes=SCENES,
    )


def _parts(state: Mapping[str, Any], bus: Bus) -> Sequence[Part]:
    return (TellAreas(state["desk"], bus, state["running_areas"]),)


def _extend(room: str, state: Mapping[str, Any]) -> Mapping[str, Any]:
    desk = state["desk"]
    own = OwnDistrict(state["catalogue"], desk.centre.districts)
    return {"disaster": DisasterNode(desk, own, load(DisasterSettings, "disaster"), room)}
