"""Makes the view of one incident for one viewer. What the viewer may not see is not in it."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from bongsu.incidents.centre import Centre
from bongsu.incidents.choose import Chooser
from bongsu.incidents.discreet import discreetly
from bongsu.incidents.incident import Incident, TimelineRow
from bongsu.incidents.kept_from import directing_told, told_of
from bongsu.incidents.own_term import own_view_of
from bongsu.incidents.service import Answers, LinkedService, Reader
from bongsu.incidents.viewer import Viewer
from bongsu.incidents.views import (
    EndedView,
    IncidentView,
    LendingView,
    Option,
    OriginView,
    PlaceView,
    TileView,
    WaitingView,
    WindowView,
)
from bongsu.registry.centres import CENTRES
from bongsu.sharing.grants import Grant, LentCamera, State
from bongsu.sharing.rules import Reason, Waits
from bongsu.sharing.words import allowed_by, sentence


def show(
    incident: Incident,
    grants: Sequence[Grant],
    timeline: Sequence[TimelineRow],
    viewer: Viewer,
    centre: Centre,
    chooser: Chooser,
    now: datetime,
) -> IncidentView | None:
    """The view, or None when the incident does not concern the viewer."""
    if not viewer.is_concerned(incident, list(grants)):
        return None
    view = _view(incident, grants, timeline, viewer, centre, chooser, now)
    return discreetly(view) if _is_kept_from(viewer, incident, centre) else view


def _is_kept_from(viewer: Viewer, incident: Incident, centre: Centre) -> bool:
    return viewer.role.is_own and centre.services[incident.service].discreet


def _view(
    incident: Incident,
    grants: Sequence[Grant],
    timeline: Sequence[TimelineRow],
    viewer: Viewer,
    centre: Centre,
    chooser: Chooser,
    now: datetime,
) -> IncidentView:
    service = centre.services[incident.service]
    leads = _leads(incident, grants, viewer, service)
    return msgspec.structs.replace(
        _bare(incident, service),
        place=_place(incident, grants, centre),
        lendings=_lendings(incident, grants, viewer, centre, chooser),
        tiles=_tiles(incident, grants, viewer, centre, chooser, now),
        tile_count=_tile_count(incident, grants, viewer, centre, chooser, now),
        directing=directing_told(incident, viewer, chooser),
        facts=list(service.facts(incident, _reader(viewer, incident, service))),
        timeline=[row for row in timeline if viewer.reads(row)],
        may_direct=leads and viewer.is_room,
        may_close=leads and service.answers is None,
        answers=_answers(incident, viewer, service),
        own_view=own_view_of(incident, grants, centre.code) if viewer.monitors else None,
    )


def _bare(incident: Incident, service: LinkedService) -> IncidentView:
    """The incident alone, before who looks and what is lent."""
    category_ko, category_en = service.category_name(incident.category)
    return IncidentView(
        incident_id=incident.incident_id,
        ext_incident_no=incident.ext_incident_no,
        service=incident.service,
        service_name_ko=service.name_ko,
        service_name_en=service.name_en,
        system=service.system,
        room_kind=service.room_kind.value,
        category=incident.category,
        category_ko=category_ko,
        category_en=category_en,
        code=incident.code,
        exercise=incident.exercise,
        state=incident.state.value,
        summary=incident.summary,
        reported_at=incident.reported_at,
        received_at=incident.received_at,
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


def _answers(incident: Incident, viewer: Viewer, service: LinkedService) -> Answers | None:
    if service.answers is None or incident.origin is not None or not viewer.monitors:
        return None
    return service.answers(incident)


def _tile_count(
    incident: Incident,
    grants: Sequence[Grant],
    viewer: Viewer,
    centre: Centre,
    chooser: Chooser,
    now: datetime,
) -> int:
    lent = (grant for grant in grants if grant.organisation != centre.code and grant.in_force(now))
    return sum(len(told_of(grant, viewer, incident, chooser)) for grant in lent)


def _reader(viewer: Viewer, incident: Incident, service: LinkedService) -> Reader:
    if viewer.role.is_own:
        return Reader.CENTRE
    if viewer.unit_id is not None:
        return Reader.VEHICLE
    is_sender = incident.sender_org == viewer.organisation
    is_beside = not is_sender and service.tells_beside(incident, viewer.organisation)
    return Reader.BESIDE if is_beside else Reader.LEAD


def _window(incident: Incident) -> WindowView | None:
    if incident.window is None:
        return None
    return WindowView(starts=incident.window.starts, ends=incident.window.ends)


def _leads(
    incident: Incident, grants: Sequence[Grant], viewer: Viewer, service: LinkedService
) -> bool:
    """The scene of an asked call is the asking centre's: it directs and closes; here lendings are only cut."""
    is_ours = incident.is_open and incident.origin is None
    return is_ours and viewer.leads(incident, grants, service)


def _place(incident: Incident, grants: Sequence[Grant], centre: Centre) -> PlaceView | None:
    place = incident.place
    if place is None:
        return None
    clauses = (centre.agreements.clause_of(grant) for grant in grants)
    radius = max((clause.radius_m for clause in clauses if clause), default=0.0)
    return PlaceView(
        lat=place.lat,
        lon=place.lon,
        accuracy_m=place.accuracy_m,
        method=place.method,
        address=place.address or incident.address,
        dong=place.dong,
        radius_m=radius,
    )


def _lendings(
    incident: Incident,
    grants: Sequence[Grant],
    viewer: Viewer,
    centre: Centre,
    chooser: Chooser,
) -> list[LendingView]:
    seen = (grant for grant in grants if viewer.may_see_lending(grant, centre.code))
    return [
        _lending(grant, viewer, centre, len(told_of(grant, viewer, incident, chooser)))
        for grant in seen
    ]


def _lending(grant: Grant, viewer: Viewer, centre: Centre, cameras: int) -> LendingView:
    name_ko, name_en = centre.agreements.name_of(grant.organisation)
    owner_ko, owner_en = names_of_centre(grant.owner)
    text = centre.agreements.text_of(grant)
    clause = centre.agreements.clause_of(grant)
    clause_ko, clause_en = allowed_by(clause) if clause else ("", "")
    return LendingView(
        grant_id=grant.grant_id,
        organisation=grant.organisation,
        organisation_name_ko=name_ko,
        organisation_name_en=name_en,
        state=grant.state.value,
        agreement_id=grant.agreement_id,
        agreement_version=grant.agreement_version,
        stage=text.stage.value if text else None,
        clause=grant.clause,
        clause_text_ko=clause_ko,
        clause_text_en=clause_en,
        reason=grant.reason,
        reason_text_ko=grant.reason_ko,
        reason_text_en=grant.reason_en,
        decided_at=grant.decided_at,
        ends_at=grant.ends_at,
        renewals_left=grant.renewals_left,
        waiting=_waiting(grant, viewer, centre),
        mine=grant.organisation == viewer.organisation,
        may_withdraw=viewer.monitors and grant.is_open,
        undo_until=grant.undo_until if viewer.monitors else None,
        cut_reason=grant.cut_reason if viewer.monitors else None,
        recommended=grant.recommended if viewer.monitors else None,
        cameras=cameras,
        is_own=grant.organisation == centre.code,
        owner=grant.owner or "",
        owner_name_ko=owner_ko,
        owner_name_en=owner_en,
        owner_clause_text_ko=grant.owner_clause_ko,
        owner_clause_text_en=grant.owner_clause_en,
    )


def _waiting(grant: Grant, viewer: Viewer, centre: Centre) -> WaitingView | None:
    if grant.state is not State.WAITING or grant.waits is None:
        return None
    if grant.is_of_peer:
        return _owner_decides(grant)
    approver = centre.agreements.may_approve(grant, viewer.role, is_own=viewer.role.is_own)
    decides = viewer.monitors if grant.waits == Waits.PLACE else approver
    names = [(option, *centre.agreements.name_of(option)) for option in grant.options]
    return WaitingView(
        kind=grant.waits,
        deadline=grant.deadline,
        options=[Option(organisation=code, name_ko=ko, name_en=en) for code, ko, en in names],
        may_decide=decides,
        may_recommend=viewer.monitors and not approver,
    )


def _owner_decides(grant: Grant) -> WaitingView:
    assert grant.waits is not None
    return WaitingView(
        kind=grant.waits, deadline=None, options=[], may_decide=False, may_recommend=False
    )


def names_of_centre(code: str | None) -> tuple[str, str]:
    """Korean and English; nothing for our own cameras, the code of a centre that is not this city's."""
    if code is None:
        return "", ""
    found = CENTRES.get(code)
    return (found.name_ko, found.name_en) if found else (code, code)


def _origin(incident: Incident) -> OriginView | None:
    asker = incident.origin
    if asker is None:
        return None
    return OriginView(centre=asker.centre, name_ko=asker.name_ko, name_en=asker.name_en)


def _tiles(
    incident: Incident,
    grants: Sequence[Grant],
    viewer: Viewer,
    centre: Centre,
    chooser: Chooser,
    now: datetime,
) -> list[TileView]:
    shown = [
        [
            tile
            for camera in told_of(grant, viewer, incident, chooser)
            if (tile := _tile(grant, camera, chooser))
        ]
        for grant in grants
        if grant.in_force(now) and viewer.may_watch(incident, grant, centre.code)
    ]
    return merged([tiles for tiles in shown if tiles])


def merged(several: Sequence[list[TileView]]) -> list[TileView]:
    """One lending keeps its order; tiles of several centres come by their chance and are numbered anew."""
    if len(several) < 2:
        return sorted(*several, key=lambda tile: tile.rank) if several else []
    every = sorted(
        (tile for tiles in several for tile in tiles),
        key=lambda tile: (-tile.chance, tile.rank, tile.camera_id),
    )
    return [msgspec.structs.replace(tile, rank=rank) for rank, tile in enumerate(every, 1)]


def _tile(grant: Grant, camera: LentCamera, chooser: Chooser) -> TileView | None:
    facts = chooser.facts(camera.camera_id)
    if facts is None:
        return None
    state, since, reason = chooser.state_of(camera.camera_id)
    owner_ko, owner_en = names_of_centre(grant.owner)
    return TileView(
        camera_id=camera.camera_id,
        grant_id=grant.grant_id,
        rank=camera.rank,
        name=facts.name,
        district=facts.district,
        kind=facts.kind,
        lat=facts.lat,
        lon=facts.lon,
        bearing_deg=facts.bearing_deg,
        hfov_deg=facts.hfov_deg,
        range_m=facts.range_m,
        distance_m=camera.distance_m,
        direction_deg=camera.direction_deg,
        why_ko=camera.why_ko,
        why_en=camera.why_en,
        chance=camera.chance,
        state=state,
        state_since=since,
        state_reason=reason,
        ends_at=grant.ends_at,
        owner=grant.owner or "",
        owner_name_ko=owner_ko,
        owner_name_en=owner_en,
    )


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
