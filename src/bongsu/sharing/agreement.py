"""The agreement (업무협약) as data that a machine evaluates and a person can read. Nothing is decided here.

What is signed is the whole object as canonical JSON; it is never changed in place: another text is another version.
Signatures and suspensions are kept beside it (`policy.py`)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum


class ClauseKind(StrEnum):
    """What a clause does."""

    LIVE = "live"
    """Live pictures may be lent."""
    LOOKBACK = "lookback"
    """Recordings of the last `lookback_s` may be shown: a clause of its own, apart from live (dossier §1.2)."""
    FORBID = "forbid"
    """Never, whatever another clause or agreement allows; an empty set forbids all of that kind."""


class Stage(StrEnum):
    """시범운영 is real, but limited; 본격 운영 is signed after its report (dossier §12.10)."""

    PILOT = "pilot"
    FULL = "full"


@dataclass(frozen=True, slots=True)
class Clause:
    """One paragraph: to whom, for which closed list of triggers, which cameras, how long.

    `by_itself` are the codes at which cameras open with nobody asked, `with_approval` those that
    wait for an approver; a service without codes (119) uses the empty string. `hours` are windows of
    Seoul time (`22:00-06:00` passes midnight), none = always. `approver_roles` and `approve_within_s`
    replace the agreement's own where given.
    """

    number: str
    service: str
    recipients: frozenset[str]
    categories: frozenset[str]
    by_itself: frozenset[str]
    with_approval: frozenset[str]
    purposes: frozenset[str]
    legal_bases: frozenset[str]
    radius_m: float
    max_cameras: int
    ttl_s: int
    renewals: int
    to_vehicles: bool
    kind: ClauseKind = ClauseKind.LIVE
    lookback_s: int = 0
    hours: tuple[str, ...] = ()
    approver_roles: frozenset[str] = frozenset()
    approve_within_s: int | None = None

    @property
    def article_ko(self) -> str:
        """`3.2` → 제3조제2항."""
        article, paragraph = self.number.split(".")
        return f"제{article}조제{paragraph}항"


@dataclass(frozen=True, slots=True)
class Party:
    """Who signs."""

    organisation: str
    name_ko: str
    name_en: str
    signatory_ko: str


@dataclass(frozen=True, slots=True)
class Pilot:
    """The limits of 시범운영: hours of Seoul time, dongs (ten digits), calls a day and in all; when its report is due."""

    hours: tuple[str, ...]
    dongs: frozenset[str]
    calls_a_day: int
    calls_in_all: int
    report_due: date


@dataclass(frozen=True, slots=True)
class Example:
    """A case that the agreement itself answers: `C0 at 길음1동 → 성북서: allow by clause 3.2`."""

    service: str
    category: str
    code: str
    dong: str
    organisation: str
    expect: str
    """`allow`, `ask` or `refuse`."""
    clause: str | None = None
    at: str = "12:00"
    """Seoul time of day."""
    reason: str | None = None
    kind: ClauseKind = ClauseKind.LIVE
    lookback_s: int = 0
    purpose: str | None = None
    """Of one camera, where the case is about one."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """The text that a centre and those it lends pictures to have signed."""

    agreement_id: str
    title_ko: str
    title_en: str
    centre: str
    parties: tuple[Party, ...]
    clauses: tuple[Clause, ...]
    area: frozenset[str]
    starts: datetime
    ends: datetime
    approver_roles: frozenset[str]
    approve_within_s: int
    centre_phone: str
    version: int = 1
    stage: Stage = Stage.FULL
    pilot: Pilot | None = None
    may_record: bool = False
    may_ptz: bool = False
    retention_at_recipient: str = "none"
    document_ref: str = ""
    review_due: date | None = None
    examples: tuple[Example, ...] = ()

    def in_force(self, now: datetime) -> bool:
        return self.starts <= now < self.ends

    def clause(self, number: str) -> Clause | None:
        return next((clause for clause in self.clauses if clause.number == number), None)

    def name_of(self, organisation: str) -> tuple[str, str]:
        """Korean and English name of a party; its code where it is none."""
        for party in self.parties:
            if party.organisation == organisation:
                return party.name_ko, party.name_en
        return organisation, organisation
