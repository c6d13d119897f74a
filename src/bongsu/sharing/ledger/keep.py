"""Writes the ledger, inside the transaction of the deed itself: what is not in the ledger was not provided."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bongsu.identity.people import OrganisationKind
from bongsu.identity.store import organisation_of
from bongsu.kernel.database import Work
from bongsu.kernel.ids import new_id
from bongsu.sharing.agreement import Clause
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.ledger.row import Form, LedgerKind, LedgerRow, Occasion
from bongsu.sharing.ledger.store import append, approver_in, fill_in, latest_of_grant

UNSTATED = ("", "")


async def write_opening(
    work: Work, grant: Grant, clause: Clause, occasion: Occasion | None, now: datetime
) -> None:
    """One row for a lending to somebody else than the centre itself; the centre's own monitoring is no provision."""
    connection = work.connection
    home = await organisation_of(connection, grant.organisation)
    if home is not None and home.kind is OrganisationKind.CENTRE:
        return
    code = grant.organisation
    name = (home.name_ko, home.name_en) if home is not None else (code, code)
    recipient = occasion.recipient if occasion else name
    purpose = occasion.purpose if occasion else UNSTATED
    row = LedgerRow(
        ledger_id=new_id("led"),
        kind=LedgerKind.USE if occasion and occasion.same_controller else LedgerKind.PROVIDE,
        at=now,
        organisation=code,
        recipient_ko=recipient[0],
        recipient_en=recipient[1],
        purpose_ko=purpose[0],
        purpose_en=purpose[1],
        legal_bases=_bases(clause, occasion),
        form=Form.LIVE,
        camera_ids=_shown(grant),
        grant_id=grant.grant_id,
        incident_id=grant.incident_id,
        incident_no=occasion.incident_no if occasion else "",
        agreement_id=grant.agreement_id,
        agreement_version=grant.agreement_version,
        clause=clause.number,
        planned_until=grant.ends_at,
        approver=await approver_in(connection, grant.incident_id),
        exercise=occasion.exercise if occasion else False,
        details=dict(occasion.details) if occasion else {},
        until=grant.ends_at,
    )
    await append(connection, row)


async def follow_grant(work: Work, grant: Grant) -> None:
    """Brings the running row into line with its lending: other cameras, a later end, the end and its reason."""
    if grant.opened_at is None or grant.state in {State.WAITING, State.REFUSED}:
        return
    row = await latest_of_grant(work.connection, grant.grant_id)
    if row is None:
        return
    added = [one for one in _shown(grant) if one not in row.all_camera_ids]
    is_over = grant.state is not State.ACTIVE
    followed = replace(
        row,
        camera_ids_added=(*row.camera_ids_added, *added),
        until=grant.ends_at,
        renewals=row.renewals + (not is_over and _is_longer(row, grant)),
        ended_at=(row.ended_at or grant.decided_at) if is_over else None,
        end_reason=(grant.cut_reason or grant.reason) if is_over else None,
        end_reason_ko=grant.reason_ko if is_over else "",
        end_reason_en=grant.reason_en if is_over else "",
    )
    if followed != row:
        await fill_in(work.connection, followed)


def _is_longer(row: LedgerRow, grant: Grant) -> bool:
    return row.until is not None and grant.ends_at is not None and grant.ends_at > row.until


def _bases(clause: Clause, occasion: Occasion | None) -> tuple[str, ...]:
    if occasion is not None and occasion.legal_basis:
        return (occasion.legal_basis,)
    return tuple(sorted(clause.legal_bases))


def _shown(grant: Grant) -> tuple[str, ...]:
    return tuple(camera.camera_id for camera in grant.cameras if camera.is_lent)


async def write_copy(
    work: Work,
    occasion: Occasion,
    organisation: str,
    camera_ids: Sequence[str],
    now: datetime,
    *,
    approver: str | None,
    legal_bases: Sequence[str],
    agreement: tuple[str, int] | None,
    details: dict[str, str],
    incident_id: str | None = None,
) -> str:
    """A copy (사본) left the node. `details`: what identifies it (file hash, span); answers the row's id."""
    row = LedgerRow(
        ledger_id=new_id("led"),
        kind=LedgerKind.COPY,
        at=now,
        organisation=organisation,
        recipient_ko=occasion.recipient[0],
        recipient_en=occasion.recipient[1],
        purpose_ko=occasion.purpose[0],
        purpose_en=occasion.purpose[1],
        legal_bases=tuple(legal_bases),
        form=Form.COPY,
        camera_ids=tuple(camera_ids),
        incident_id=incident_id,
        incident_no=occasion.incident_no,
        agreement_id=agreement[0] if agreement else None,
        agreement_version=agreement[1] if agreement else None,
        approver=approver,
        exercise=occasion.exercise,
        details=details,
    )
    await append(work.connection, row)
    return row.ledger_id


async def write_destruction(
    work: Work, copy: LedgerRow, officer: str, now: datetime, *, details: dict[str, str]
) -> str:
    """파기: of which copy, when, by whom (표준지침 제42조제2항)."""
    row = replace(
        copy,
        ledger_id=new_id("led"),
        kind=LedgerKind.DESTROY,
        at=now,
        approver=officer,
        details={**details, "of": copy.ledger_id},
    )
    await append(work.connection, row)
    return row.ledger_id
