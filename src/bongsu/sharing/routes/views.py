"""What the agreements' doors answer; the console's types are made from these."""

from datetime import date, datetime

import msgspec

from bongsu.sharing.agreement import Stage
from bongsu.sharing.document import AgreementDocument, ExampleText
from bongsu.sharing.states import VersionState


class View(msgspec.Struct, frozen=True, kw_only=True):
    """A value for the wire."""


class SigningParty(View, frozen=True, kw_only=True):
    """A party, and since when its signature counts."""

    organisation: str
    name_ko: str
    name_en: str
    signatory_ko: str
    signed_at: datetime | None


class AgreementSummary(View, frozen=True, kw_only=True):
    """One agreement by the version that counts; `newest_version` may be a draft behind it."""

    agreement_id: str
    version: int
    newest_version: int
    title_ko: str
    title_en: str
    stage: Stage
    state: VersionState
    starts: datetime
    ends: datetime
    review_due: date | None
    parties: list[SigningParty]
    services: list[str]
    """What its clauses are about, each once."""
    running_grants: int
    conflicts: int


class SignatureView(View, frozen=True, kw_only=True):
    """One signature; `valid`: it is good and its key was not withdrawn."""

    organisation: str
    key_id: str
    note: str
    signed_at: datetime
    valid: bool


class SuspensionView(View, frozen=True, kw_only=True):
    """협약 정지, and its end where there is one."""

    at: datetime
    by: str
    reason: str
    resumed_at: datetime | None
    resumed_by: str | None
    resume_reason: str | None


class OutcomeView(View, frozen=True, kw_only=True):
    """One of the text's own examples, and what the text answers."""

    example: ExampleText
    answer: str
    clause: str | None
    reason: str | None
    reason_ko: str
    reason_en: str
    passed: bool


class ProblemView(View, frozen=True, kw_only=True):
    """What keeps a text from being signed; `field` is a path."""

    field: str
    text_ko: str
    text_en: str


class DifferenceView(View, frozen=True, kw_only=True):
    """What changed against the version before."""

    field: str
    text_ko: str
    text_en: str


class AgreementVersion(View, frozen=True, kw_only=True):
    """One version, whole."""

    agreement_id: str
    version: int
    versions: list[int]
    state: VersionState
    sha256: str
    added_at: datetime
    added_by: str
    document: AgreementDocument
    preview_ko: str
    preview_en: str
    parties: list[SigningParty]
    signatures: list[SignatureView]
    suspensions: list[SuspensionView]
    examples: list[OutcomeView]
    changes: list[DifferenceView]


class AgreementCheck(View, frozen=True, kw_only=True):
    """What a text that is being written says; previews are empty while it cannot be read."""

    problems: list[ProblemView]
    preview_ko: str
    preview_en: str
    examples: list[OutcomeView]
    changes: list[DifferenceView]


class AgreementAdded(View, frozen=True, kw_only=True):
    """The new version's number."""

    agreement_id: str
    version: int
    sha256: str


class AgreementSuspended(View, frozen=True, kw_only=True):
    """How many lendings ended with it."""

    ended_grants: int


class ConflictView(View, frozen=True, kw_only=True):
    """Two clauses that cover the same request and answer differently."""

    one_agreement: str
    one_version: int
    one_clause: str
    other_agreement: str
    other_version: int
    other_clause: str
    differs: str
    service: str
    organisations: list[str]
    categories: list[str]
    codes: list[str]
    text_ko: str
    text_en: str


class PartyKeyView(View, frozen=True, kw_only=True):
    """A signer's public key, and what its withdrawal would cut: the agreements in force that it alone holds up."""

    key_id: str
    organisation: str
    organisation_name_ko: str
    organisation_name_en: str
    public_key: str
    note: str
    added_at: datetime
    withdrawn_at: datetime | None
    withdrawn_reason: str | None
    holds_up: list[str]
    running_grants: int
