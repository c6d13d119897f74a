"""Opens, asks for, refuses and ends lendings. Runs inside the caller's transaction; every step leaves a trail row."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.kernel.database import Work
from bongsu.kernel.ids import new_id
from bongsu.sharing.agreement import Clause
from bongsu.sharing.events import CameraWithdrawn, GrantEnded, GrantOpened
from bongsu.sharing.grants import Grant, LentCamera, State, Wish
from bongsu.sharing.ledger.keep import follow_grant, write_opening
from bongsu.sharing.ledger.row import Occasion
from bongsu.sharing.rules import Reason, Waits
from bongsu.sharing.store import save, set_cameras
from bongsu.sharing.words import sentence

SYSTEM = "system"
# what viewers are told at the end of a picture (docs/architecture.md, Live picture)
_SAID_AT_END = {
    Reason.WITHDRAWN: "withdrawn",
    Reason.EXPIRED: "expired",
    Reason.CLOSED: "closed",
    Reason.CANCELLED: "cancelled",
    Reason.SEEN_ENOUGH: "closed",
    Reason.SUPERSEDED: "superseded",
    Reason.DENIED: "expired",
    Reason.APPROVAL_TIMED_OUT: "expired",
    Reason.PARTNER_SILENT: "closed",
    Reason.WINDOW_OVER: "expired",
    Reason.SUSPENDED: "suspended",
    Reason.KEY_WITHDRAWN: "suspended",
    Reason.FORBIDDEN: "suspended",
    Reason.CLOCK_SET_BACK: "suspended",
    Reason.OUTSIDE_HOURS: "expired",
    Reason.OUTSIDE_PILOT: "expired",
    Reason.NOT_IN_FORCE: "expired",
    Reason.RELEASED: "withdrawn",
    Reason.UNLINKED: "withdrawn",
    Reason.OWNER_REFUSED: "withdrawn",
    Reason.OWNER_WITHDREW: "withdrawn",
}
# agreement_id and version that a decision stands on
Under = tuple[str, int]
_NOTHING: tuple[None, None] = (None, None)


def new_grant(incident_id: str, organisation: str, now: datetime) -> Grant:
    """A lending about which nothing is decided yet."""
    return Grant(
        grant_id=new_id("gr"),
        incident_id=incident_id,
        organisation=organisation,
        state=State.WAITING,
        clause=None,
        reason=None,
        reason_ko="",
        reason_en="",
        decided_at=now,
    )


async def write_down(
    work: Work, now: datetime, kind: TrailKind, grant: Grant, actor: str, **more: object
) -> None:
    """One trail row about a lending; the ledger's row follows."""
    await _record(work, now, kind, grant, actor, **more)
    await follow_grant(work, grant)


async def _record(
    work: Work, now: datetime, kind: TrailKind, grant: Grant, actor: str, **more: object
) -> None:
    body = {
        "agreement_id": grant.agreement_id,
        "agreement_version": grant.agreement_version,
        "clause": grant.clause,
        "reason": grant.reason,
        "owner": grant.owner,
        "owner_grant_id": grant.owner_grant_id,
        **more,
    }
    entry = Entry(
        kind=kind,
        actor=actor,
        organisation=grant.organisation,
        incident_id=grant.incident_id,
        grant_id=grant.grant_id,
        camera_id=None,
        body={name: value for name, value in body.items() if value is not None},
    )
    await record(work, now, entry)


async def open_grant(
    work: Work,
    grant: Grant,
    clause: Clause,
    cameras: Sequence[LentCamera],
    now: datetime,
    *,
    actor: str = SYSTEM,
    under: Under | None = None,
    until: datetime | None = None,
    occasion: Occasion | None = None,
) -> Grant:
    """Pictures may be shown from now on, until the clause's time is over, `until` at the latest.

    `occasion` is what the ledger says of why."""
    opened = _active(grant, clause, now, under, until)
    await save(work.connection, opened)
    opened = await set_cameras(work.connection, opened, cameras, now)
    await write_opening(work, opened, clause, occasion, now)
    lent = _ids(cameras)
    await _record(work, now, TrailKind.LEND, opened, actor, cameras=lent, ends_at=opened.ends_at)
    tell_opened(work, opened)
    return opened


def _active(
    grant: Grant, clause: Clause, now: datetime, under: Under | None, until: datetime | None
) -> Grant:
    agreement_id, version = under or _NOTHING
    ends_at = now + timedelta(seconds=clause.ttl_s)
    return replace(
        grant,
        state=State.ACTIVE,
        clause=clause.number,
        reason=None,
        reason_ko="",
        reason_en="",
        waits=None,
        options=(),
        deadline=None,
        decided_at=now,
        ends_at=min(ends_at, until) if until else ends_at,
        renewals_left=clause.renewals,
        ttl_s=clause.ttl_s,
        to_vehicles=clause.to_vehicles,
        agreement_id=agreement_id,
        agreement_version=version,
        opened_at=grant.opened_at or now,
    )


def tell_opened(work: Work, grant: Grant) -> None:
    assert grant.ends_at is not None
    work.tell(
        GrantOpened(
            grant_id=grant.grant_id,
            incident_id=grant.incident_id,
            organisation=grant.organisation,
            camera_ids=[camera.camera_id for camera in grant.lent],
            ends_at=grant.ends_at,
        )
    )


def _ids(cameras: Sequence[LentCamera]) -> list[str]:
    return [camera.camera_id for camera in cameras if camera.is_lent]


async def ask(
    work: Work,
    grant: Grant,
    clause: Clause,
    waits: Waits,
    now: datetime,
    *,
    options: tuple[str, ...] = (),
    within_s: float | None = None,
    under: Under | None = None,
) -> Grant:
    """Nothing opens until somebody who may has answered; no answer in time means no."""
    agreement_id, version = under or _NOTHING
    waiting = replace(
        grant,
        state=State.WAITING,
        agreement_id=agreement_id,
        agreement_version=version,
        clause=clause.number,
        reason=None,
        reason_ko="",
        reason_en="",
        waits=waits.value,
        options=options,
        deadline=now + timedelta(seconds=within_s) if within_s is not None else None,
        recommended=None,
        decided_at=now,
        ends_at=None,
    )
    await save(work.connection, waiting)
    await write_down(work, now, TrailKind.ASK, waiting, SYSTEM, waits=waits.value)
    return waiting


async def refuse(
    work: Work,
    grant: Grant,
    reason: Reason,
    text: tuple[str, str],
    now: datetime,
    *,
    clause: str | None = None,
    under: Under | None = None,
    actor: str = SYSTEM,
    kind: TrailKind = TrailKind.REFUSE,
) -> Grant:
    """No picture, with the reason that the requester's screen shows."""
    agreement_id, version = under or (grant.agreement_id, grant.agreement_version)
    refused = replace(
        grant,
        state=State.REFUSED,
        agreement_id=agreement_id,
        agreement_version=version,
        clause=clause or grant.clause,
        reason=reason.value,
        reason_ko=text[0],
        reason_en=text[1],
        waits=None,
        deadline=None,
        decided_at=now,
        ends_at=None,
    )
    await save(work.connection, refused)
    await write_down(work, now, kind, refused, actor)
    return refused


_END_KIND = {
    State.WITHDRAWN: TrailKind.WITHDRAW,
    State.EXPIRED: TrailKind.EXPIRE,
    State.CLOSED: TrailKind.CLOSE,
}


async def end_grant(
    work: Work,
    grant: Grant,
    state: State,
    reason: Reason,
    now: datetime,
    *,
    actor: str = SYSTEM,
    undo_until: datetime | None = None,
    text: tuple[str, str] | None = None,
) -> Grant:
    """Every picture under it stops; the media processes hear it after the commit. `text`: more than the reason's own
    sentence."""
    korean, english = text or sentence(reason)
    ended = replace(
        grant,
        state=state,
        reason=reason.value,
        reason_ko=korean,
        reason_en=english,
        waits=None,
        deadline=None,
        decided_at=now,
        undo_until=undo_until,
        owner_wish=Wish.RELEASE.value if _owner_must_hear(grant, reason) else None,
    )
    await save(work.connection, ended)
    await write_down(work, now, _END_KIND[state], ended, actor)
    if grant.state is State.ACTIVE:
        work.tell(
            GrantEnded(
                grant_id=grant.grant_id,
                incident_id=grant.incident_id,
                reason=_SAID_AT_END.get(reason, reason.value),
                by=actor,
            )
        )
    return ended


def _owner_must_hear(grant: Grant, reason: Reason) -> bool:
    """A cut or an end of our own is no word of the owner, whose lending would go on without a viewer."""
    return grant.is_of_peer and reason in {Reason.WITHDRAWN, Reason.EXPIRED}


async def change_cameras(
    work: Work, grant: Grant, cameras: Sequence[LentCamera], now: datetime, *, why: str
) -> Grant:
    """The grant shows other cameras from now on: those that left are cut, those that came are told."""
    before = {camera.camera_id for camera in grant.lent}
    after = {camera.camera_id for camera in cameras if camera.is_lent}
    changed = await set_cameras(work.connection, grant, cameras, now)
    if before == after:
        return changed
    came, left = sorted(after - before), sorted(before - after)
    await write_down(
        work, now, TrailKind.SWAP_CAMERA, changed, SYSTEM, cameras=came, withdrawn=left, why=why
    )
    for camera_id in left:
        work.tell(CameraWithdrawn(grant_id=grant.grant_id, camera_id=camera_id, reason=why))
    tell_opened(work, changed)
    return changed
