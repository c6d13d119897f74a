"""What was decided about whom, as one viewer may see it: each lending with its clause, its words and what it waits for."""

from bongsu.incidents.again import has_a_no, is_asked_again
from bongsu.incidents.case import Case
from bongsu.incidents.centre import Centre, names_of_centre
from bongsu.incidents.kept_from import told_of
from bongsu.incidents.viewer import Viewer
from bongsu.incidents.views import LendingView, Option, WaitingView
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.rules import Waits
from bongsu.sharing.words import allowed_by


def lendings_shown(case: Case, viewer: Viewer) -> list[LendingView]:
    """An organisation's own; the centre's people see all but their own monitoring."""
    seen = (one for one in case.grants if viewer.may_see_lending(one, case.centre.code))
    return [_lending(case, viewer, grant) for grant in seen]


def _lending(case: Case, viewer: Viewer, grant: Grant) -> LendingView:
    book = case.centre.agreements
    name_ko, name_en = book.name_of(grant.organisation)
    owner_ko, owner_en = names_of_centre(grant.owner)
    text, clause = book.text_of(grant), book.clause_of(grant)
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
        waiting=_waiting(case.centre, viewer, grant),
        mine=grant.organisation == viewer.organisation,
        may_withdraw=viewer.monitors and grant.is_open,
        undo_until=grant.undo_until if viewer.monitors else None,
        cut_reason=grant.cut_reason if viewer.monitors else None,
        recommended=grant.recommended if viewer.monitors else None,
        cameras=len(told_of(case, viewer, grant)),
        is_own=case.is_own(grant),
        owner=grant.owner or "",
        owner_name_ko=owner_ko,
        owner_name_en=owner_en,
        owner_clause_text_ko=grant.owner_clause_ko,
        owner_clause_text_en=grant.owner_clause_en,
    )


def _waiting(centre: Centre, viewer: Viewer, grant: Grant) -> WaitingView | None:
    if is_asked_again(grant) or has_a_no(grant):
        return _another_term(centre, viewer, grant)
    if grant.state is not State.WAITING or grant.waits is None:
        return None
    if grant.is_of_peer:
        return _owner_decides(grant.waits)
    approver = centre.agreements.may_approve(grant, viewer.role, is_own=viewer.role.is_own)
    names = [(option, *centre.agreements.name_of(option)) for option in grant.options]
    return WaitingView(
        kind=grant.waits,
        deadline=grant.deadline,
        options=[Option(organisation=code, name_ko=ko, name_en=en) for code, ko, en in names],
        may_decide=viewer.monitors if grant.waits == Waits.PLACE else approver,
        may_recommend=viewer.monitors and not approver,
    )


def _another_term(centre: Centre, viewer: Viewer, grant: Grant) -> WaitingView:
    """It runs on while it is asked about; its end is the answer's deadline."""
    approver = centre.agreements.may_approve(grant, viewer.role, is_own=viewer.role.is_own)
    is_asked = is_asked_again(grant)
    return WaitingView(
        kind=grant.waits or "",
        deadline=grant.ends_at,
        options=[],
        may_decide=approver and is_asked,
        may_recommend=viewer.monitors and not approver and is_asked,
    )


def _owner_decides(waits: str) -> WaitingView:
    return WaitingView(kind=waits, deadline=None, options=[], may_decide=False, may_recommend=False)
