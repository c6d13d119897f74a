"""스토킹·범죄피해자: a protected person's watch, as a 112 call with the home's cameras before the nearest ones."""

from collections.abc import Mapping, Sequence
from typing import Any  # Any: what the application's routes stand on

from bongsu.identity.secret_box import SecretBox
from bongsu.incidents.service import LinkedService
from bongsu.kernel.bus import Bus
from bongsu.kernel.parts import Part
from bongsu.registry.centres import CentreProfile
from bongsu.services.folder import ServiceFolder, State
from bongsu.services.stalking.destroy import HomesSweeper
from bongsu.services.stalking.homes import Homes
from bongsu.services.stalking.message import CODE, WatchDetails
from bongsu.services.stalking.routes import link_router
from bongsu.services.stalking.rules import CATEGORIES, CODES, check, facts
from bongsu.services.stalking.scenes import SCENES
from bongsu.sharing.rooms import rooms_of


def folder(centre: CentreProfile) -> ServiceFolder:
    watch = LinkedService(
        CODE,
        "112",
        "안전조치 대상자 스마트워치",
        "Protected person's watch",
        CATEGORIES,
        CODES,
        rooms_of(centre).police,
        details=WatchDetails,
        unsaid=frozenset({"incident.summary_ko", "legal.requester.name_hash"}),
        check=check,
        facts=facts,
        forgets=True,
    )
    return ServiceFolder((watch,), (link_router,), _state, _parts, SCENES)


def _state(state: State) -> Mapping[str, Any]:
    desk = state["desk"]
    homes = Homes(desk, SecretBox(state["identity"].settings.key_file))
    desk.named.asked[CODE] = homes.name_for
    return {"stalking": homes}


def _parts(state: State, _bus: Bus) -> Sequence[Part]:
    return (HomesSweeper(state["stalking"]),)
