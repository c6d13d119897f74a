"""The owner's side answers: what it has decided for a call of another centre, whole, whenever that differs from before."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

import msgspec

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.federation.crossing.messages import (
    GRANTS_ANSWERED,
    MOST_CAMERAS,
    MOST_ORGANISATIONS,
    AnsweredCamera,
    AnsweredGrant,
    GrantsAnswered,
    IncidentAsked,
)
from bongsu.federation.crossing.store import Crossing, keep
from bongsu.federation.exchange.post import post
from bongsu.incidents.centre import Centre
from bongsu.incidents.choose import Chooser
from bongsu.incidents.desk import Desk
from bongsu.incidents.incident import Incident, Origin
from bongsu.kernel.database import Work
from bongsu.kernel.ids import new_id
from bongsu.sharing.grants import Grant, LentCamera, State
from bongsu.sharing.rules import Reason
from bongsu.sharing.words import allowed_by, sentence

_encode = msgspec.msgpack.Encoder().encode
_LONGEST = 200


def answer_to(
    origin: Origin, grants: Sequence[Grant], centre: Centre, chooser: Chooser
) -> GrantsAnswered:
    """Pure: of each organisation the newest lending; the centre's own view is nobody else's business."""
    own = [grant for grant in grants if not grant.is_of_peer and grant.organisation != centre.code]
    newest = {grant.organisation: grant for grant in own}
    named = [one for one in origin.organisations if one in newest]
    others = [one for one in newest if one not in origin.organisations]
    told = [newest[one] for one in (*named, *others)][:MOST_ORGANISATIONS]
    return GrantsAnswered(
        incident_ref=origin.incident_id,
        grants=tuple(_answered(grant, centre, chooser) for grant in told),
    )


def _answered(grant: Grant, centre: Centre, chooser: Chooser) -> AnsweredGrant:
    clause = centre.agreements.clause_of(grant)
    clause_ko, clause_en = allowed_by(clause) if clause else ("", "")
    known = [(camera, chooser.facts(camera.camera_id)) for camera in grant.lent]
    cameras = [_camera(camera, facts.purpose) for camera, facts in known if facts is not None]
    return AnsweredGrant(
        organisation=grant.organisation,
        grant_id=grant.grant_id,
        state=grant.state,
        waits=grant.waits or "",
        reason=grant.reason or "",
        reason_ko=grant.reason_ko[:_LONGEST],
        reason_en=grant.reason_en[:_LONGEST],
        agreement_id=grant.agreement_id or "",
        agreement_version=grant.agreement_version or 0,
        clause=grant.clause or "",
        clause_ko=clause_ko[:_LONGEST],
        clause_en=clause_en[:_LONGEST],
        ends_at=grant.ends_at,
        renewals_left=grant.renewals_left,
        to_vehicles=grant.to_vehicles,
        cameras=tuple(cameras[:MOST_CAMERAS]),
    )


def _camera(camera: LentCamera, purpose: str) -> AnsweredCamera:
    return AnsweredCamera(
        camera_id=camera.camera_id,
        rank=camera.rank,
        chance=camera.chance,
        distance_m=camera.distance_m,
        direction_deg=camera.direction_deg,
        purpose=purpose,
        why_ko=camera.why_ko[:_LONGEST],
        why_en=camera.why_en[:_LONGEST],
    )


def is_news(answered: GrantsAnswered, incident: Incident, before: Crossing | None) -> bool:
    """Pure."""
    if before is None or before.said != _encode(answered):
        return True
    return before.is_over is incident.is_open


async def say_answer(
    work: Work,
    desk: Desk,
    incident: Incident,
    grants: Sequence[Grant],
    before: Crossing | None,
    now: datetime,
) -> None:
    """Posts it and remembers it, in the caller's transaction."""
    assert incident.origin is not None
    peer = incident.origin.centre
    answered = answer_to(incident.origin, grants, desk.centre, desk.chooser)
    is_same = before is not None and before.said == _encode(answered)
    kept = before or Crossing(incident.incident_id, peer)
    await keep(work.connection, replace(kept, said=_encode(answered), is_over=not incident.is_open))
    if is_same:
        return
    await post(work, peer, GRANTS_ANSWERED, answered)
    body = {"states": {one.organisation: one.state for one in answered.grants}}
    entry = Entry(
        kind=TrailKind.ANSWER_PEER,
        actor="system",
        organisation=peer,
        incident_id=incident.incident_id,
        body=body,
    )
    await record(work, now, entry)


async def refuse_unknown(work: Work, peer: str, asked: IncidentAsked) -> None:
    """A service that this centre does not know: nothing is kept, and they need not wait."""
    korean, english = sentence(Reason.NO_CLAUSE)
    refused = [
        AnsweredGrant(
            organisation=one,
            grant_id=new_id("gr"),
            state=State.REFUSED,
            reason=Reason.NO_CLAUSE.value,
            reason_ko=korean,
            reason_en=english,
        )
        for one in dict.fromkeys(asked.organisations)
    ]
    answered = GrantsAnswered(incident_ref=asked.incident_ref, grants=tuple(refused))
    await post(work, peer, GRANTS_ANSWERED, answered)
