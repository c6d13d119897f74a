"""Makes the view of one incident for one viewer. What the viewer may not see is not in it."""

import msgspec

from bongsu.incidents.case import Case
from bongsu.incidents.discreet import discreetly
from bongsu.incidents.incident import Incident
from bongsu.incidents.kept_from import directing_told
from bongsu.incidents.lateness import told
from bongsu.incidents.own_term import own_view_of
from bongsu.incidents.service import Answers, LinkedService, Reader
from bongsu.incidents.show_lendings import lendings_shown
from bongsu.incidents.show_tiles import tile_count, tiles_shown
from bongsu.incidents.viewer import Viewer
from bongsu.incidents.views import (
    EndedView,
    IncidentView,
    OriginView,
    OwnViewView,
    PlaceView,
    WindowView,
)
from bongsu.sharing.rules import Reason
from bongsu.sharing.words import sentence


def show(case: Case, viewer: Viewer) -> IncidentView | None:
    """The view, or None when the incident does not concern the viewer."""
    if not viewer.is_concerned(case.incident, case.grants):
        return None
    view = _view(case, viewer)
    return discreetly(view) if viewer.role.is_own and case.service.discreet else view


def _view(case: Case, viewer: Viewer) -> IncidentView:
    leads = _leads(case, viewer)
    return msgspec.structs.replace(
        _bare(case.incident, case.service),
        place=_place(case),
        lendings=lendings_shown(case, viewer),
        tiles=tiles_shown(case, viewer),
        tile_count=tile_count(case, viewer),
        directing=directing_told(case, viewer),
        facts=[*told(case.incident), *case.service.facts(case.incident, _reader(case, viewer))],
        timeline=[row for row in case.timeline if viewer.reads(row)],
        may_direct=leads and viewer.is_room,
        may_close=leads and case.service.answers is None,
        answers=_answers(case, viewer),
        own_view=_own_view(case, viewer),
    )


def _bare(incident: Incident, service: LinkedService) -> IncidentView:
    """The incident alone, before who looks and what is lent."""
    return IncidentView(
        **_words_of(service, incident.category),
        incident_id=incident.incident_id,
        ext_incident_no=incident.ext_incident_no,
        service=incident.service,
        category=incident.category,
        code=incident.code,
        exercise=incident.exercise,
        state=incident.state.value,
        summary=incident.summary,
        reported_at=incident.reported_at,
        received_at=incident.received_at,
        heard_at=incident.heard_at,
        place=None,
        address=incident.address,
        responders=list(incident.responders),
        lendings=[],
        tiles=[],
        tile_count=0,
        discreet=False,
        area=incident.area.geojson() if incident.area else None,
        window=_window(incident),
        facts=[],
        drill_id=incident.drill_id,
        directing=incident.directing,
        timeline=[],
        may_direct=False,
        may_close=False,
        answers=None,
        answered=incident.answered,
        own_view=None,
        ended=_ended(incident),
        origin=_origin(incident),
    )


def _words_of(service: LinkedService, category: str) -> dict[str, str]:
    category_ko, category_en = service.category_name(category)
    return {
        "service_name_ko": service.name_ko,
        "service_name_en": service.name_en,
        "system": service.system,
        "room_kind": service.room_kind.value,
        "category_ko": category_ko,
        "category_en": category_en,
    }


def _leads(case: Case, viewer: Viewer) -> bool:
    """The scene of an asked call is the asking centre's: it directs and closes; here lendings are only cut."""
    is_ours = case.incident.is_open and case.incident.origin is None
    return is_ours and viewer.leads(case.incident, case.grants, case.service)


def _answers(case: Case, viewer: Viewer) -> Answers | None:
    """What was asked of us is answered where it came in."""
    answers = case.service.answers
    if answers is None or case.incident.origin is not None or not viewer.monitors:
        return None
    return answers(case.incident)


def _own_view(case: Case, viewer: Viewer) -> OwnViewView | None:
    if not viewer.monitors:
        return None
    return own_view_of(case.incident, case.grants, case.centre.code)


def _reader(case: Case, viewer: Viewer) -> Reader:
    if viewer.role.is_own:
        return Reader.CENTRE
    if viewer.unit_id is not None:
        return Reader.VEHICLE
    is_sender = case.incident.sender_org == viewer.organisation
    is_beside = not is_sender and case.service.tells_beside(case.incident, viewer.organisation)
    return Reader.BESIDE if is_beside else Reader.LEAD


def _place(case: Case) -> PlaceView | None:
    place = case.incident.place
    if place is None:
        return None
    clauses = (case.centre.agreements.clause_of(grant) for grant in case.grants)
    return PlaceView(
        lat=place.lat,
        lon=place.lon,
        accuracy_m=place.accuracy_m,
        method=place.method,
        address=place.address or case.incident.address,
        dong=place.dong,
        radius_m=max((clause.radius_m for clause in clauses if clause), default=0.0),
        at=place.at,
    )


def _window(incident: Incident) -> WindowView | None:
    if incident.window is None:
        return None
    return WindowView(starts=incident.window.starts, ends=incident.window.ends)


def _origin(incident: Incident) -> OriginView | None:
    asker = incident.origin
    if asker is None:
        return None
    return OriginView(centre=asker.centre, name_ko=asker.name_ko, name_en=asker.name_en)


def _ended(incident: Incident) -> EndedView | None:
    if incident.ended_at is None or incident.end_reason is None:
        return None
    korean, english = sentence(Reason(incident.end_reason))
    return EndedView(
        at=incident.ended_at,
        reason=incident.end_reason,
        reason_text_ko=korean,
        reason_text_en=english,
    )
