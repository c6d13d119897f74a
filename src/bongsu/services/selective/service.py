"""선별관제 상황: opened by an operator from a confirmed alarm; 112 and 119 by hand-over."""

from bongsu.incidents.service import LinkedService, OwnView, RoomKind
from bongsu.registry.centres import CentreProfile
from bongsu.services.folder import ServiceFolder
from bongsu.services.selective.routes import selective_router
from bongsu.services.selective.rules import (
    CATEGORIES,
    CODE,
    at_the_camera,
    by_a_key_alone,
    facts,
    nobody_outside,
)
from bongsu.sharing.rooms import rooms_of

PURPOSES = frozenset(
    {"crime_prevention", "children", "multi", "facility", "disaster", "vehicle_crime_prevention"}
)
_MOST_TILES = 9


def folder(centre: CentreProfile) -> ServiceFolder:
    select = LinkedService(
        CODE,
        "MONITORING",
        "선별관제",
        "Selective monitoring",
        CATEGORIES,
        frozenset(),
        rooms_of(centre).police,
        room_kind=RoomKind.CENTRE,
        check=by_a_key_alone,
        address=nobody_outside,
        own=OwnView(PURPOSES, max_cameras=_MOST_TILES, nearest=at_the_camera),
        facts=facts,
        drills=False,
        only_for=("KNPA.", "NFA."),
    )
    return ServiceFolder((select,), (selective_router,))
