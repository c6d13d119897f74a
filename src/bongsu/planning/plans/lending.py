"""Under which paragraphs of which agreements a camera of a purpose would be lent: said the moment it is put up."""

from datetime import datetime

from bongsu.planning.plans.views import WouldLend
from bongsu.sharing.agreement import ClauseKind
from bongsu.sharing.policy import Policy, is_living, looked_at


def lending_of(purpose: str, policy: Policy, now: datetime) -> tuple[WouldLend, ...]:
    """Agreements of today, suspended ones marked. What a ban forbids is not listed as lent."""
    return tuple(
        WouldLend(
            agreement_id=one.agreement.agreement_id,
            agreement_version=one.agreement.version,
            title_ko=one.agreement.title_ko,
            title_en=one.agreement.title_en,
            clause=clause.number,
            article=clause.article_ko,
            service=clause.service,
            recipients=tuple(sorted(clause.recipients)),
            kind=clause.kind.value,
            in_force=one.suspension is None,
        )
        for one in looked_at(policy, now)
        if is_living(one, now)
        for clause in one.agreement.clauses
        if clause.kind is not ClauseKind.FORBID and purpose in clause.purposes
    )
