"""What the centre's own people may ask and answer of residents' alarms, made for each service's folder alike."""

from collections.abc import Collection
from datetime import datetime

import msgspec
from litestar import Router, get, post
from litestar.datastructures import State
from litestar.di import NamedDependency
from litestar.params import FromPath, JSONBody

from bongsu.identity.people import SignedIn
from bongsu.identity.routes import SIGNED_IN, require
from bongsu.incidents.desk import Actor
from bongsu.incidents.failures import UnknownIncident
from bongsu.incidents.store import incident_by_id
from bongsu.incidents.viewer import MONITORING, Viewer
from bongsu.services.shared.residents.alarm import Alarm
from bongsu.services.shared.residents.answer import Answer, answer_alarm
from bongsu.services.shared.residents.desk import ResidentDesk
from bongsu.services.shared.residents.press import alarm_about
from bongsu.services.shared.residents.store import recent_alarms

Who = NamedDependency[SignedIn]


class AlarmView(msgspec.Struct, frozen=True, kw_only=True):
    """One alarm without place and device. `stands`: waiting, cancelled, raised, refused (an unknown device)."""

    service: str
    stands: str
    received_at: datetime
    incident_id: str | None
    presses: int
    verdict: str | None


def _view(alarm: Alarm) -> AlarmView:
    return AlarmView(
        service=alarm.service,
        stands=alarm.stands.value,
        received_at=alarm.received_at,
        incident_id=alarm.incident_id,
        presses=alarm.presses,
        verdict=alarm.verdict.value if alarm.verdict else None,
    )


async def _answer(
    at: ResidentDesk, incident_id: str, data: Answer, signed_in: SignedIn, codes: frozenset[str]
) -> None:
    viewer = Viewer.of(signed_in, at.desk.drills)
    async with at.desk.database.work() as work:
        incident = await incident_by_id(work.connection, incident_id)
        if incident is None or incident.service not in codes:
            raise UnknownIncident("No such alarm")
        alarm = await alarm_about(work, incident)
        if not viewer.is_concerned(incident, []):
            raise UnknownIncident("No such alarm")
        who = Actor(
            signed_in.person_id,
            signed_in.role,
            signed_in.person.organisation,
            signed_in.role.is_own,
        )
        await answer_alarm(work, at, incident, alarm, data, who, at.desk.clock.now())


def people_router(path: str, name: str, services: Collection[str]) -> Router:
    """`/api/<path>/alarms` and the answer to one. `name` begins its operations' names."""
    codes = frozenset(services)

    @get("/alarms", operation_id=f"List{name}Alarms")
    async def alarms(signed_in: Who, state: State) -> list[AlarmView]:
        """The last hundred, also those of unknown devices that were refused; nothing that is still to be taken back."""
        at: ResidentDesk = state.residents
        async with at.desk.database.read() as connection:
            found = await recent_alarms(connection, codes)
        joined = Viewer.of(signed_in, at.desk.drills).drills
        shown = (one for one in found if one.drill_id is None or one.drill_id in joined)
        return [_view(one) for one in shown if one.due_at is None]

    @post("/alarms/{incident_id:str}/answer", status_code=204, operation_id=f"Answer{name}Alarm")
    async def answer_here(
        incident_id: FromPath[str], data: JSONBody[Answer], signed_in: Who, state: State
    ) -> None:
        """What it was; ends it where the resident was called back or the police have it."""
        await _answer(state.residents, incident_id, data, signed_in, codes)

    return Router(
        f"/api/{path}",
        route_handlers=[alarms, answer_here],
        guards=[require(*MONITORING)],
        dependencies={"signed_in": SIGNED_IN},
        tags=["services"],
    )
