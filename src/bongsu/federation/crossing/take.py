"""The asking side takes the owner's answer: its lendings become ours, within our own terms and never beyond its own end."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bongsu.audit.kinds import TrailKind
from bongsu.federation.crossing.messages import AnsweredGrant, GrantsAnswered
from bongsu.incidents.centre import names_of_centre
from bongsu.incidents.desk import Desk
from bongsu.incidents.incident import Incident
from bongsu.incidents.occasion import occasion_of
from bongsu.incidents.peer_grants import Whose, newest, wait_for
from bongsu.incidents.store import note
from bongsu.incidents.terms import until
from bongsu.kernel.database import Work
from bongsu.registry.centres import CENTRES
from bongsu.sharing.agreement import Clause
from bongsu.sharing.grants import OPEN_STATES, Grant, LentCamera, State
from bongsu.sharing.lend import (
    change_cameras,
    end_grant,
    new_grant,
    open_grant,
    refuse,
    tell_opened,
    write_down,
)
from bongsu.sharing.rules import Allow, Reason
from bongsu.sharing.store import grants_of, save
from bongsu.sharing.words import sentence

# what a person here cut, or our own time has ended, is not undone by another centre's word
_FINAL = frozenset({Reason.WITHDRAWN, Reason.EXPIRED})
_KNOWN = frozenset(Reason)


def is_camera_of(owner: str, camera_id: str) -> bool:
    """Pure: ids begin with the district's letters; nobody lends a camera of ours, or of a neighbour, to us."""
    who = CENTRES.get(owner)
    return who is not None and camera_id[:2] in who.districts


def fitting(owner: str, answered: AnsweredGrant, clause: Clause) -> tuple[LentCamera, ...]:
    """Pure: of what the owner lends, what our own clause lets be shown, best first."""
    agreed = [
        camera
        for camera in sorted(answered.cameras, key=lambda one: (one.rank, one.camera_id))
        if is_camera_of(owner, camera.camera_id)
        and camera.purpose in clause.purposes
        and camera.distance_m <= clause.radius_m
    ]
    return tuple(
        LentCamera(
            camera.camera_id,
            rank,
            camera.chance,
            camera.distance_m,
            camera.direction_deg,
            camera.why_ko,
            camera.why_en,
        )
        for rank, camera in enumerate(agreed[: clause.max_cameras], 1)
    )


def reason_of(answered: AnsweredGrant) -> Reason:
    """Pure: the owner's word in ours; one that we do not know says at least who decided."""
    if answered.state is State.WITHDRAWN:
        return Reason.OWNER_WITHDREW
    if answered.state is State.EXPIRED:
        return Reason.EXPIRED
    if answered.reason in _KNOWN:
        return Reason(answered.reason)
    return Reason.OWNER_REFUSED if answered.state is State.REFUSED else Reason.SUPERSEDED


async def take(
    work: Work,
    desk: Desk,
    incident: Incident,
    owner: str,
    answered: GrantsAnswered,
    wanted: Mapping[Whose, Allow],
    now: datetime,
) -> None:
    """Brings the lendings of this owner's cameras into line with its answer; may be called as often as one likes."""
    taking = _Taking(work, desk, incident, owner, now)
    held = newest(await grants_of(work.connection, incident.incident_id))
    for one in answered.grants:
        whose = (owner, one.organisation)
        grant, allow = held.get(whose), wanted.get(whose)
        if grant is not None or allow is not None:
            await taking.run(one, grant, allow)


@dataclass(frozen=True, slots=True)
class _Taking:
    """One answer on one call."""

    work: Work
    desk: Desk
    incident: Incident
    owner: str
    now: datetime

    async def run(self, one: AnsweredGrant, grant: Grant | None, allow: Allow | None) -> None:
        if grant is not None and (grant.reason in _FINAL or not self.incident.is_open):
            await self._remember(grant, one)
            return
        if one.state is State.ACTIVE:
            await self._active(one, grant, allow)
        elif one.state is State.WAITING:
            await self._waiting(one, grant, allow)
        elif grant is not None:
            await self._ended(one, grant)

    async def _remember(self, grant: Grant, one: AnsweredGrant) -> Grant:
        told = replace(grant, owner_grant_id=one.grant_id, owner_state=one.state.value)
        if told != grant:
            await save(self.work.connection, told)
        return told

    def _fresh(self, one: AnsweredGrant) -> Grant:
        fresh = new_grant(self.incident.incident_id, one.organisation, self.now)
        return replace(fresh, owner=self.owner)

    async def _ended(self, one: AnsweredGrant, grant: Grant) -> None:
        told = await self._remember(grant, one)
        is_refusal = one.state is State.REFUSED
        if grant.state is State.ACTIVE or (grant.is_open and not is_refusal):
            reason = reason_of(one)
            state = State.CLOSED if is_refusal else one.state
            await end_grant(self.work, told, state, reason, self.now)
            await self._note("end", one, "{owner} · {to}: ", "{owner} · {to}: ", sentence(reason))
        elif is_refusal and grant.state in {State.WAITING, State.REFUSED}:
            await self._refused(one, told)

    async def _refused(self, one: AnsweredGrant, grant: Grant) -> None:
        reason = reason_of(one)
        text = (one.reason_ko, one.reason_en) if one.reason_ko else sentence(reason)
        if (grant.state, grant.reason_ko) == (State.REFUSED, text[0]):
            return
        await refuse(self.work, grant, reason, text, self.now)
        korean, english = "영상 제공 안 함 · {owner} · {to}: ", "Refused · {owner} · {to}: "
        await self._note("refuse", one, korean, english, text)

    async def _waiting(self, one: AnsweredGrant, grant: Grant | None, allow: Allow | None) -> None:
        if grant is not None and grant.state is State.WAITING:
            await self._remember(grant, one)
            return
        if grant is not None and grant.state is State.ACTIVE:
            told = await self._remember(grant, one)
            await end_grant(self.work, told, State.CLOSED, Reason.SUPERSEDED, self.now)
        if allow is not None:
            whose = (self.owner, one.organisation)
            fresh = await wait_for(self.work, self.incident, whose, allow, self.now)
            await self._remember(fresh, one)

    async def _active(self, one: AnsweredGrant, grant: Grant | None, allow: Allow | None) -> None:
        if allow is None:
            if grant is not None:
                await self._not_ours_to_show(one, grant)
            return
        cameras = fitting(self.owner, one, allow.clause)
        if grant is not None and grant.state is State.ACTIVE:
            if cameras and grant.owner_grant_id == one.grant_id:
                await self._goes_on(one, grant, cameras)
                return
            await end_grant(self.work, grant, State.CLOSED, Reason.SUPERSEDED, self.now)
            grant = None
        if grant is None or grant.state not in {State.WAITING, State.REFUSED}:
            grant = self._fresh(one)
        if cameras:
            await self._open(one, grant, allow, cameras)
        else:
            await self._nothing_fits(one, grant, allow)

    async def _not_ours_to_show(self, one: AnsweredGrant, grant: Grant) -> None:
        """They would lend; our own agreements no longer let this body see it."""
        told = await self._remember(grant, one)
        if grant.is_open:
            await end_grant(self.work, told, State.CLOSED, Reason.SUPERSEDED, self.now)

    async def _nothing_fits(self, one: AnsweredGrant, grant: Grant, allow: Allow) -> None:
        reason = Reason.PURPOSE if one.cameras else Reason.NO_CAMERA
        told = replace(grant, owner_grant_id=one.grant_id, owner_state=one.state.value)
        if grant.state is State.REFUSED and grant.reason == reason:
            return
        under = allow.agreement_id, allow.version
        await refuse(
            self.work,
            told,
            reason,
            sentence(reason),
            self.now,
            clause=allow.clause.number,
            under=under,
        )

    async def _open(
        self, one: AnsweredGrant, grant: Grant, allow: Allow, cameras: tuple[LentCamera, ...]
    ) -> None:
        assert one.ends_at is not None
        clause = replace(
            allow.clause,
            renewals=min(allow.clause.renewals, one.renewals_left),
            to_vehicles=allow.clause.to_vehicles and one.to_vehicles,
        )
        own_end = self._own_end(one.organisation, clause)
        if min(own_end, one.ends_at) <= self.now:
            return
        told = replace(
            grant,
            owner_grant_id=one.grant_id,
            owner_state=one.state.value,
            owner_clause_ko=one.clause_ko,
            owner_clause_en=one.clause_en,
            own_ends_at=own_end,
            owner_wish=None,
        )
        under = allow.agreement_id, allow.version
        occasion = occasion_of(self.incident, self.desk, one.organisation)
        await open_grant(
            self.work,
            told,
            clause,
            cameras,
            self.now,
            under=under,
            until=min(own_end, one.ends_at),
            occasion=replace(occasion, details=occasion.details | self._details(one)),
        )
        count = len(cameras)
        korean, english = (
            f"{{owner}} 카메라 {count}대 · {{to}}",
            f"{count} cameras of {{owner}} · {{to}}",
        )
        await self._note("lend", one, korean, english)

    def _own_end(self, organisation: str, clause: Clause) -> datetime:
        by_then = self.now + timedelta(seconds=clause.ttl_s)
        return until(self.desk.centre, self.incident, organisation, self.now, by_then)

    def _details(self, one: AnsweredGrant) -> dict[str, str]:
        """What the ledger says of the other centre's decision."""
        return {
            "owner": self.owner,
            "owner_grant": one.grant_id,
            "owner_agreement": one.agreement_id,
            "owner_agreement_version": str(one.agreement_version),
            "owner_clause": one.clause,
        }

    async def _goes_on(
        self, one: AnsweredGrant, grant: Grant, cameras: tuple[LentCamera, ...]
    ) -> None:
        assert one.ends_at is not None
        assert grant.ends_at is not None
        ends_at = min(grant.own_ends_at or grant.ends_at, one.ends_at)
        told = replace(
            grant,
            owner_state=one.state.value,
            owner_clause_ko=one.clause_ko,
            owner_clause_en=one.clause_en,
            ends_at=ends_at,
            renewals_left=min(grant.renewals_left, one.renewals_left),
            to_vehicles=grant.to_vehicles and one.to_vehicles,
        )
        if told != grant:
            await save(self.work.connection, told)
        if ends_at != grant.ends_at:
            kind = TrailKind.RENEW if ends_at > grant.ends_at else TrailKind.CARRY
            await write_down(self.work, self.now, kind, told, f"peer:{self.owner}", ends_at=ends_at)
            tell_opened(self.work, told)
        if cameras != grant.cameras:
            await change_cameras(self.work, told, cameras, self.now, why="owner_changed")

    async def _note(
        self,
        kind: str,
        one: AnsweredGrant,
        korean: str,
        english: str,
        said: tuple[str, str] = ("", ""),
    ) -> None:
        """`said` may be another centre's words: they are put behind, never into a pattern."""
        owner_ko, owner_en = names_of_centre(self.owner)
        to_ko, to_en = self.desk.centre.agreements.name_of(one.organisation)
        await note(
            self.work.connection,
            self.incident.incident_id,
            self.now,
            kind,
            korean.format(owner=owner_ko, to=to_ko) + said[0],
            english.format(owner=owner_en, to=to_en) + said[1],
            about=one.organisation,
        )


def says_anything(answered: GrantsAnswered, grants: Mapping[Whose, Grant], owner: str) -> bool:
    """Pure: whether a lending waits for words that were heard already: ours ended it and let it be asked for again."""
    for one in answered.grants:
        grant = grants.get((owner, one.organisation))
        waits = grant is not None and grant.state is State.WAITING and grant.owner_state is None
        if waits and one.state in OPEN_STATES:
            return True
    return False
