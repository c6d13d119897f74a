"""Which of our cameras another centre may know of: the hub all, a party of an agreement those its live clauses name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from bongsu.kernel.clock import Clock
from bongsu.registry.centres import HUB
from bongsu.sharing.agreement import ClauseKind
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.policy import Policy, is_living, looked_at


@dataclass(frozen=True, slots=True)
class Scope:
    """`purposes` None = every camera."""

    purposes: frozenset[str] | None

    @property
    def name(self) -> str:
        """Another name means other cameras. It gives nothing away but that."""
        if self.purposes is None:
            return "all"
        return sha256(",".join(sorted(self.purposes)).encode()).hexdigest()[:32]

    def covers(self, purpose: str) -> bool:
        return self.purposes is None or purpose in self.purposes


# of a centre, now; None = nothing
Entitlement = Callable[[str], Scope | None]
ALL = Scope(None)


def scope_of(policy: Policy, peer: str, now: datetime) -> Scope | None:
    """A suspended agreement entitles to nothing, and silence is no permission."""
    purposes = frozenset(
        purpose
        for one in looked_at(policy, now)
        if is_living(one, now) and one.suspension is None and peer in one.parties
        for clause in one.agreement.clauses
        if clause.kind is ClauseKind.LIVE
        for purpose in clause.purposes
    )
    return Scope(purposes) if purposes else None


def by_agreements(book: AgreementBook, clock: Clock) -> Entitlement:
    def entitled(peer: str) -> Scope | None:
        if peer == HUB:
            return ALL
        now = clock.now()
        return scope_of(book.policy(now), peer, now)

    return entitled
