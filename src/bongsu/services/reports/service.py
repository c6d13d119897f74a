"""다매체 119·112 신고: an operator's key sends one still to 112's or 119's text-report door."""

from collections.abc import Mapping, Sequence
from typing import Any  # Any: what the application's routes stand on

import msgspec

from bongsu.identity.secret_box import SecretBox
from bongsu.incidents.incident import Incident
from bongsu.incidents.service import Addressed, LinkedService
from bongsu.kernel.bus import Bus
from bongsu.kernel.parts import Part
from bongsu.kernel.settings import load
from bongsu.kernel.waking import Repeating
from bongsu.registry.centres import CentreProfile
from bongsu.services.folder import ServiceFolder, State
from bongsu.services.reports.door import DoorAt, HttpDoor
from bongsu.services.reports.reports import Reports
from bongsu.services.reports.routes import own_router
from bongsu.services.reports.rules import CODE, KINDS, not_by_call
from bongsu.services.reports.scenes import SCENES
from bongsu.sharing.jurisdiction import Jurisdiction
from bongsu.sharing.rooms import rooms_of

_LOOK_EVERY_S = 60.0


class ReportSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Environment: `BONGSU_REPORTS_<FIELD>`."""

    door_112: str = ""
    """Address of 112's text-report door; empty: reports wait, and the panel says that the door is silent."""
    door_119: str = ""
    """Address of 119's."""
    key_112: str = ""
    """What is shown at 112's door (bearer); empty where its line itself is trusted."""
    key_119: str = ""
    """What is shown at 119's."""


class ReportSender:
    """A part: sends what waits, destroys what is old."""

    name = "reports"

    def __init__(self, reports: Reports) -> None:
        self._reports = reports
        self._task = Repeating(self.name, self._look, _LOOK_EVERY_S, wake=reports.bell)

    async def start(self) -> None:
        self._task.start()

    async def stop(self) -> None:
        await self._task.stop()

    async def _look(self) -> float | None:
        await self._reports.send_due()
        await self._reports.destroy_what_is_old()
        return await self._reports.due_in_s()


def _nobody(_incident: Incident, _who: Jurisdiction) -> Addressed:
    return Addressed(None)


def folder(centre: CentreProfile) -> ServiceFolder:
    report = LinkedService(
        CODE,
        "CENTRE",
        "다매체 신고",
        "Report to 112 or 119",
        KINDS,
        frozenset(),
        rooms_of(centre).police,
        check=not_by_call,
        address=_nobody,
        drills=False,
    )
    return ServiceFolder((report,), (own_router,), _state, _parts, SCENES)


def _state(state: State) -> Mapping[str, Any]:
    settings = load(ReportSettings, "reports")
    doors = {
        "112": DoorAt(settings.door_112, settings.key_112),
        "119": DoorAt(settings.door_119, settings.key_119),
    }
    box = SecretBox(state["identity"].settings.key_file)
    return {"reports": Reports(state["desk"], box, HttpDoor(doors))}


def _parts(state: State, _bus: Bus) -> Sequence[Part]:
    return (ReportSender(state["reports"]),)
