"""Gathers what the report of a pilot needs: the calls that a version of an agreement answered, their lendings, remarks."""

import msgspec

from bongsu.incidents.desk import Desk
from bongsu.incidents.incident import Incident
from bongsu.incidents.store import incidents_by_id
from bongsu.sharing.keeping.failures import UnknownAgreement
from bongsu.sharing.pilot.deeds import deeds_about
from bongsu.sharing.pilot.report import pilot_report
from bongsu.sharing.pilot.rows import PilotCall
from bongsu.sharing.pilot.store import lendings_under, remarks_on
from bongsu.sharing.pilot.views import PilotReport


async def report_on(desk: Desk, agreement_id: str, version: int) -> PilotReport:
    """One version, up to now. Raises `UnknownAgreement`."""
    agreement = desk.centre.agreements.text(agreement_id, version)
    if agreement is None:
        raise UnknownAgreement("No such version of an agreement")
    key = agreement_id, version
    async with desk.database.read() as connection:
        lendings = await lendings_under(connection, *key, agreement.centre)
        every = await incidents_by_id(connection, set(lendings.values()))
        # an exercise counts in nothing, and exists for nobody who has not joined it
        incidents = [one for one in every if one.drill_id is None]
        known = {one.incident_id for one in incidents}
        lendings = {grant: about for grant, about in lendings.items() if about in known}
        deeds = await deeds_about(connection, lendings, [one.incident_id for one in incidents])
        remarks = [one for one in await remarks_on(connection, *key) if one.incident_id in known]
    calls = [_call(incident, desk) for incident in incidents]
    return pilot_report(agreement, lendings, calls, deeds, remarks, desk.clock.now())


def _call(incident: Incident, desk: Desk) -> PilotCall:
    service = desk.centre.services.get(incident.service)
    name = (service.name_ko, service.name_en) if service else (incident.service,) * 2
    category = (incident.category,) * 2
    if service is not None and service.discreet:
        # that it was lent is counted; of what kind and where is nobody's here
        incident = msgspec.structs.replace(incident, category="", code="", place=None)
        return _named(incident, name, name)
    return _named(incident, name, service.category_name(incident.category) if service else category)


def _named(incident: Incident, name: tuple[str, str], category: tuple[str, str]) -> PilotCall:
    return PilotCall(
        incident_id=incident.incident_id,
        service=incident.service,
        service_name=name,
        category=incident.category,
        category_name=category,
        code=incident.code,
        dong=incident.place.dong if incident.place else "",
        received_at=incident.received_at,
    )
