"""Pure: how a version stands, in one word, for lists and screens."""

from datetime import datetime
from enum import StrEnum

from bongsu.sharing.policy import Policy, Standing, is_current, looked_at


class VersionState(StrEnum):
    """What people call it."""

    DRAFT = "draft"
    SIGNING = "signing"
    NOT_YET = "not_yet"
    IN_FORCE = "in_force"
    SUSPENDED = "suspended"
    KEY_WITHDRAWN = "key_withdrawn"
    ENDED = "ended"
    SUPERSEDED = "superseded"


def state_of(standing: Standing, policy: Policy, now: datetime) -> VersionState:
    """Nothing that is signed says more than that it is signed: what has ended or was replaced says so first."""
    if not standing.is_completed:
        begun = standing.signed_by or standing.withdrawn_by
        return VersionState.SIGNING if begun else VersionState.DRAFT
    if is_current(standing, now) and standing not in looked_at(policy, now):
        return VersionState.SUPERSEDED
    if standing.agreement.ends <= now:
        return VersionState.ENDED
    if not standing.is_signed:
        return VersionState.KEY_WITHDRAWN
    if standing.suspension is not None:
        return VersionState.SUSPENDED
    return VersionState.IN_FORCE if is_current(standing, now) else VersionState.NOT_YET
