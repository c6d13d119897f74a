"""The fire service's calls: categories without urgency codes; one fire station for the whole centre."""

from collections.abc import Mapping
from functools import partial
from typing import Any  # Any: the application's state

from bongsu.incidents.service import LinkedService, RoomKind
from bongsu.registry.centres import CentreProfile
from bongsu.services.fire119.hydrants.routes import hydrant_router
from bongsu.services.fire119.scenes import SCENES
from bongsu.services.fire119.way import Ways
from bongsu.services.folder import ServiceFolder
from bongsu.sharing.rooms import fire_judge, rooms_of

CATEGORIES = {
    "FIRE": ("화재", "Fire"),
    "RESCUE": ("구조", "Rescue"),
    "DISASTER": ("재난", "Disaster"),
    "EMS": ("구급", "Ambulance"),
    "LIFE_SAFETY": ("생활안전", "Everyday safety"),
    "OTHER": ("기타", "Other"),
}


def folder(centre: CentreProfile) -> ServiceFolder:
    rooms, ways = rooms_of(centre), Ways()
    dispatch = LinkedService(
        "F119_DISPATCH",
        "119",
        "119 긴급출동",
        "119 dispatch",
        CATEGORIES,
        frozenset(),
        fire_judge(rooms),
        also_told=(rooms.disaster,),
        room_kind=RoomKind.FIRE,
        facts=ways.facts(),
        crosses=True,
    )
    return ServiceFolder(
        linked=(dispatch,), routers=(hydrant_router,), extend=partial(_bind, ways), scenes=SCENES
    )


def _bind(ways: Ways, state: Mapping[str, Any]) -> Mapping[str, Any]:
    """From now on engines are told of the areas that this node knows."""
    ways.areas = state["running_areas"]
    return {}
