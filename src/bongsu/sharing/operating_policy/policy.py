"""The operating policy as it stands now, put together from registry, agreements, duties and the centre's own facts."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from hashlib import sha256

import msgspec

from bongsu.audit.entry import canonical
from bongsu.kernel.clock import SEOUL
from bongsu.registry.camera import KOREAN_PURPOSES, Purpose
from bongsu.registry.count import Counts
from bongsu.sharing.agreement import Agreement
from bongsu.sharing.operating_policy.facts import (
    CentreFacts,
    Office,
    Processor,
    Said,
    unset,
    with_defaults,
)

_ENGLISH = {
    Purpose.CRIME_PREVENTION: "Crime prevention",
    Purpose.FACILITY: "Facilities",
    Purpose.DUMPING: "Illegal dumping",
    Purpose.CHILDREN: "Children's safety",
    Purpose.DISASTER: "Disasters",
    Purpose.TRAFFIC_ENFORCEMENT: "Traffic enforcement",
    Purpose.TRAFFIC_INFORMATION: "Traffic information",
    Purpose.VEHICLE_CRIME_PREVENTION: "Vehicle crime prevention",
    Purpose.MULTI: "Several purposes",
    Purpose.OTHER: "Other",
}


class PurposeCount(msgspec.Struct, frozen=True):
    name: Said
    sites: int
    cameras: int


class DongFigure(msgspec.Struct, frozen=True):
    """How many stand in a dong; where each stands is nobody's business here."""

    name: str | None
    sites: int
    cameras: int


class PolicyRecipient(msgspec.Struct, frozen=True):
    """Another controller that pictures are lent to under an agreement in force."""

    name: Said
    agreement: Said
    agreement_id: str
    version: int
    since: date
    until: date
    suspended: bool


class PolicyText(msgspec.Struct, frozen=True, kw_only=True):
    """What is published; nothing in it depends on the moment of reading."""

    centre: Said
    legal_basis: Said
    purpose: Said
    sites: int
    cameras: int
    by_purpose: list[PurposeCount]
    by_dong: list[DongFigure]
    range: Said
    hours: Said
    retention_days: int
    retention_place: Said
    destruction: Said
    officer: Office | None
    protection_officer: Office | None
    viewing_place: Said
    access: Said
    refused: Said
    measures: Said
    recipients: list[PolicyRecipient]
    processors: list[Processor]


class PublishedText(msgspec.Struct, frozen=True):
    """One line of the history."""

    number: int
    published_at: datetime
    published_on: date
    """The day in Seoul."""
    sha256: str
    note: str


class OperatingPolicy(msgspec.Struct, frozen=True, kw_only=True):
    """`unset`: facts that the centre has not said yet; `differs`: the text is not the one published last."""

    text: PolicyText
    as_of: date
    made_at: datetime
    unset: list[str]
    differs: bool
    history: list[PublishedText]


def policy_text(
    centre: Said,
    facts: CentreFacts,
    counts: Counts,
    officer: Office | None,
    recipients: Sequence[PolicyRecipient],
) -> PolicyText:
    said = with_defaults(facts)
    known = {name: getattr(said, name) for name in said.__struct_fields__}
    return PolicyText(
        **known | {"processors": list(said.processors or ())},
        centre=centre,
        sites=counts.sites,
        cameras=counts.cameras,
        by_purpose=_by_purpose(counts),
        by_dong=[DongFigure(one.dong_name, one.sites, one.cameras) for one in counts.by_dong],
        officer=officer,
        recipients=list(recipients),
    )


def _by_purpose(counts: Counts) -> list[PurposeCount]:
    ordered = sorted(counts.by_purpose.items(), key=lambda one: -one[1])
    return [
        PurposeCount(_purpose_name(Purpose(purpose)), counts.sites_by_purpose.get(purpose, 0), many)
        for purpose, many in ordered
    ]


def _purpose_name(purpose: Purpose) -> Said:
    return Said(KOREAN_PURPOSES[purpose], _ENGLISH[purpose])


def recipients_of(agreement: Agreement, centre: str, *, suspended: bool) -> list[PolicyRecipient]:
    """Its parties but for the centre and offices of the same controller, which are provided with nothing."""
    signs = {party.organisation: party.signatory_ko for party in agreement.parties}
    return [
        PolicyRecipient(
            name=Said(party.name_ko, party.name_en),
            agreement=Said(agreement.title_ko, agreement.title_en),
            agreement_id=agreement.agreement_id,
            version=agreement.version,
            since=agreement.starts.astimezone(SEOUL).date(),
            # its last day: an end is the first moment at which it no longer counts
            until=(agreement.ends - timedelta(seconds=1)).astimezone(SEOUL).date(),
            suspended=suspended,
        )
        for party in agreement.parties
        if party.organisation != centre and party.signatory_ko != signs.get(centre)
    ]


def hash_of_text(text: PolicyText) -> str:
    return sha256(canonical(text)).hexdigest()


def policy_of(
    text: PolicyText,
    facts: CentreFacts,
    history: Sequence[PublishedText],
    made_at: datetime,
    as_of: date,
) -> OperatingPolicy:
    last = history[0].sha256 if history else None
    missing = [*unset(facts), *([] if text.officer else ["officer"])]
    return OperatingPolicy(
        text=text,
        as_of=as_of,
        made_at=made_at,
        unset=missing,
        differs=last != hash_of_text(text),
        history=list(history),
    )
