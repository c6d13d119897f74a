"""What is evaluated: every version of every agreement as it stands, apart from its text. RULES.md is the specification."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import groupby

from bongsu.sharing.agreement import Agreement, ClauseKind


@dataclass(frozen=True, slots=True)
class Suspension:
    """협약 정지: since when, by whom and why. It lies beside every version of the agreement."""

    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class Standing:
    """One version. `withdrawn_by` are parties whose signature was good and whose key has since been withdrawn."""

    agreement: Agreement
    signed_by: frozenset[str]
    suspension: Suspension | None = None
    withdrawn_by: frozenset[str] = frozenset()

    @property
    def parties(self) -> frozenset[str]:
        return frozenset(party.organisation for party in self.agreement.parties)

    @property
    def is_completed(self) -> bool:
        """Everybody has signed once: what it replaced does not come back, whatever becomes of a key."""
        return bool(self.parties) and self.parties <= self.signed_by | self.withdrawn_by

    @property
    def is_signed(self) -> bool:
        return bool(self.parties) and self.parties <= self.signed_by


@dataclass(frozen=True, slots=True)
class Policy:
    """All agreements of this centre. With `clock_set_back` nobody can say what is in force: nothing is lent."""

    standings: tuple[Standing, ...] = ()
    clock_set_back: bool = False

    def knows(self, agreement_id: str) -> bool:
        return any(one.agreement.agreement_id == agreement_id for one in self.standings)


def between(policy: Policy, party: str) -> Policy:
    """What permits when this party asks: only agreements that it signs too. What any other forbids stays forbidden."""
    return replace(policy, standings=tuple(_bound_by(one, party) for one in policy.standings))


def _bound_by(one: Standing, party: str) -> Standing:
    if party in one.parties:
        return one
    bans = tuple(c for c in one.agreement.clauses if c.kind is ClauseKind.FORBID)
    return replace(one, agreement=replace(one.agreement, clauses=bans))


def looked_at(policy: Policy, now: datetime) -> tuple[Standing, ...]:
    """Per agreement, by its id: the current version, else the newest completed, else the newest."""
    ordered = sorted(policy.standings, key=_id)
    return tuple(_newest(list(versions), now) for _, versions in groupby(ordered, key=_id))


def _id(standing: Standing) -> str:
    return standing.agreement.agreement_id


def _newest(versions: Iterable[Standing], now: datetime) -> Standing:
    return max(
        versions,
        key=lambda one: (is_current(one, now), one.is_completed, one.agreement.version),
    )


def is_current(standing: Standing, now: datetime) -> bool:
    """Completed and begun; of several the newest counts (`looked_at`)."""
    return standing.is_completed and standing.agreement.starts <= now


def is_within_dates(standing: Standing, now: datetime) -> bool:
    return is_current(standing, now) and now < standing.agreement.ends


def is_living(standing: Standing, now: datetime) -> bool:
    """It permits, unless it is suspended."""
    return is_within_dates(standing, now) and standing.is_signed
