"""군 작전·훈련 지원: a unit's own 상황실 sees one named area for the time of its order."""

from collections.abc import Mapping

from bongsu.incidents.incident import Incident
from bongsu.incidents.service import Addressed, LinkedService, RoomKind, Twins
from bongsu.registry.centres import CentreProfile
from bongsu.services.folder import ServiceFolder
from bongsu.services.military.banner import facts
from bongsu.services.military.kinds import KINDS
from bongsu.services.military.routes import orders_router
from bongsu.services.military.rules import ORDER_NO, check, check_twins
from bongsu.services.military.scenes import SCENES
from bongsu.services.military.words import CODE, NAME, SYSTEM, UNSAID
from bongsu.sharing.jurisdiction import Ambiguous, Competent, Jurisdiction, Outside


def _of_the_centre(shares: Mapping[str, float] | None) -> Jurisdiction:
    """Which unit is competent is not read from a place; only whether it is ours."""
    if shares is None:
        return Ambiguous((), "no_place")
    return Competent("") if shares else Outside()


def _the_unit(incident: Incident, _who: Jurisdiction) -> Addressed:
    """The unit that has the order, and nobody beside it: no other unit, no police."""
    return Addressed(Competent(incident.sender_org))


ORDERS = LinkedService(
    CODE,
    SYSTEM,
    *NAME,
    KINDS,
    frozenset(),
    _of_the_centre,
    room_kind=RoomKind.ARMY,
    unsaid=UNSAID,
    check=check,
    address=_the_unit,
    facts=facts,
    over_area=True,
    only_here=True,
    twins=Twins(ORDER_NO, check_twins),
)


def folder(_centre: CentreProfile) -> ServiceFolder:
    return ServiceFolder(linked=(ORDERS,), routers=(orders_router,), scenes=SCENES)
