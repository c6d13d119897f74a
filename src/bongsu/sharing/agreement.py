"""The agreement (업무협약) as data that a machine evaluates and a person can read. Nothing is decided here."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Clause:
    """One paragraph: to whom, for which closed list of triggers, which cameras, how long.

    `by_itself` are the codes at which cameras open with nobody asked, `with_approval` those that
    wait for an approver; a service without codes (119) uses the empty string.
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

    @property
    def article_ko(self) -> str:
        """`3.2` → 제3조제2항."""
        article, paragraph = self.number.split(".")
        return f"제{article}조제{paragraph}항"


@dataclass(frozen=True, slots=True)
class Party:
    """Who signed."""

    organisation: str
    name_ko: str
    name_en: str
    signatory_ko: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """A signed agreement between a centre and those it lends pictures to."""

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
    may_record: bool = False
    may_ptz: bool = False
    suspended_at: datetime | None = None

    def in_force(self, now: datetime) -> bool:
        return self.starts <= now < self.ends

    def clauses_for(self, service: str, organisation: str) -> tuple[Clause, ...]:
        return tuple(
            clause
            for clause in self.clauses
            if clause.service == service and organisation in clause.recipients
        )

    def clause(self, number: str) -> Clause | None:
        return next((clause for clause in self.clauses if clause.number == number), None)

    def name_of(self, organisation: str) -> tuple[str, str]:
        """Korean and English name of a party; its code where it is none."""
        for party in self.parties:
            if party.organisation == organisation:
                return party.name_ko, party.name_en
        return organisation, organisation
