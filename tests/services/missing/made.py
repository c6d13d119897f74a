"""Values of this service, made by hand."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any  # Any: what a test says otherwise

import msgspec

from bongsu.incidents.incident import Incident, IncidentState, Place
from bongsu.incidents.message import Call
from bongsu.services.missing.registered.store import Consent, Registered
from bongsu.services.missing.searches.store import Copy, Search
from tests.web.house import NOW

CONFIRMED = {"rank": "경위", "office": "성북경찰서 여성청소년과"}
HERE = Place(lat=37.608, lon=127.02, accuracy_m=30.0, dong="길음1동")
_INCIDENT = Incident(
    incident_id="inc_1",
    partner="police-182",
    sender_org="KNPA.SEOUL",
    ext_incident_no="182-1",
    service="MISSING",
    category="DEMENTIA",
    code="",
    exercise=False,
    state=IncidentState.OPEN,
    summary="",
    reported_at=NOW,
    received_at=NOW,
    place=HERE,
)


def incident(details: dict[str, Any] | None = None, **more: Any) -> Incident:
    """A call about somebody with dementia, seen ten minutes ago; `details` are laid over the usual ones."""
    seen = (NOW - timedelta(minutes=10)).isoformat()
    usual = {"class_confirmed_by": CONFIRMED, "police_no": "182-2026-0142", "last_seen_at": seen}
    said = {name: value for name, value in (usual | (details or {})).items() if value is not None}
    return msgspec.structs.replace(_INCIDENT, details=said, **more)


def call(category: str | None = None, **details: Any) -> Call:
    return Call(
        partner="police-182",
        sender_org="KNPA.SEOUL",
        ext_incident_no="182-1",
        service="MISSING",
        category=category,
        details=details or None,
    )


def registered(person_id: str = "reg_0001", **more: Any) -> Registered:
    one = Registered(
        person_id=person_id,
        organisation="SEONGBUK.WELFARE",
        kind="DEMENTIA",
        sealed="sealed words",
        photo=None,
        guardian_id=None,
        consented_on="2026-11-02",
        registered_at=NOW,
        registered_by="per_officer",
        checked_at=NOW,
        check_due=NOW + timedelta(days=365),
    )
    return replace(one, **more)


def consent(number: int = 1, given_at: datetime = NOW, **more: Any) -> Consent:
    one = Consent(
        consent_id=f"con_{number}",
        person_id="reg_0001",
        guardian_id="per_guardian",
        given_at=given_at,
        until=given_at + timedelta(days=90),
        withdrawn_at=None,
    )
    return replace(one, **more)


def search(incident_id: str = "inc_1", **more: Any) -> Search:
    one = Search(
        incident_id=incident_id,
        ext_incident_no="182-1",
        police_no="182-2026-0142",
        register_id=None,
        organisation="KNPA.SEOUL.SEONGBUK",
        opened_at=NOW,
    )
    return replace(one, **more)


def copy(copy_id: str, kind: str = "photo", at: datetime = NOW, **more: Any) -> Copy:
    one = Copy(
        copy_id=copy_id, incident_id="inc_1", kind=kind, at=at, by="police-182", sealed="sealed"
    )
    return replace(one, **more)
