"""수배차량: a list that police push, compared with what recognisers read; the police learn time and place."""

from collections.abc import Mapping, Sequence
from typing import Any  # Any: what the application's routes stand on

from bongsu.identity.secret_box import SecretBox
from bongsu.incidents.service import LinkedService
from bongsu.kernel.bus import Bus
from bongsu.kernel.parts import Part
from bongsu.registry.centres import CentreProfile
from bongsu.services.folder import ServiceFolder, State
from bongsu.services.wanted_cars.destroy import HitSweeper
from bongsu.services.wanted_cars.message import CODE
from bongsu.services.wanted_cars.routes import link_router, own_router
from bongsu.services.wanted_cars.rules import nobody, not_by_call
from bongsu.services.wanted_cars.scenes import SCENES
from bongsu.services.wanted_cars.wanted import WantedCars
from bongsu.sharing.rooms import rooms_of


def folder(centre: CentreProfile) -> ServiceFolder:
    cars = LinkedService(
        CODE,
        "WASS",
        "수배차량 검색",
        "Wanted cars",
        {"HIT": ("수배차량 일치", "A wanted car was seen")},
        frozenset(),
        rooms_of(centre).police,
        check=not_by_call,
        address=nobody,
        drills=False,
    )
    return ServiceFolder((cars,), (link_router, own_router), _state, _parts, SCENES)


def _state(state: State) -> Mapping[str, Any]:
    box = SecretBox(state["identity"].settings.key_file)
    return {"wanted_cars": WantedCars(state["desk"], box)}


def _parts(state: State, _bus: Bus) -> Sequence[Part]:
    return (HitSweeper(state["wanted_cars"]),)
