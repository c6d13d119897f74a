"""One change of a right, kept beside its row of the trail: who, whom, what before and after, why."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from bongsu.identity.people import Partner, Person
from bongsu.identity.rights.store import append_rights_row
from bongsu.kernel.database import Work


class Change(StrEnum):
    """Every way in which a right is granted, changed or withdrawn."""

    ADDED = "added"
    CHANGED = "changed"
    DISABLED = "disabled"
    ENABLED = "enabled"
    PASSWORD_RESET = "password_reset"  # noqa: S105 the word, not a password
    FACTORS_RESET = "factors_reset"
    LINKED = "linked"
    UNLINKED = "unlinked"


@dataclass(frozen=True, slots=True, kw_only=True)
class RightsChange:
    """`by` is a person_id or `system`; `about` a person_id, a partner_id or an organisation's code."""

    change: Change
    by: str
    about_kind: str
    about: str
    reason: str
    before: Mapping[str, object] = field(default_factory=dict)
    after: Mapping[str, object] = field(default_factory=dict)


def rights_of(person: Person) -> dict[str, object]:
    """What an account may do, as far as it stands with the account."""
    said: dict[str, object] = {"role": person.role.value, "organisation": person.organisation}
    return said | ({"unit_id": person.unit_id} if person.unit_id else {})


def rights_of_partner(partner: Partner) -> dict[str, object]:
    return {
        "organisation": partner.organisation,
        "system": partner.system.value,
        "services": sorted(partner.services),
        "rights": sorted(partner.rights),
    }


async def keep_rights_change(work: Work, change: RightsChange, now: datetime) -> None:
    await append_rights_row(
        work.connection,
        at=now,
        actor=change.by,
        about_kind=change.about_kind,
        about=change.about,
        change=change.change,
        before=change.before,
        after=change.after,
        reason=change.reason,
    )
