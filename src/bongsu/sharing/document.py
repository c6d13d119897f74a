"""An agreement as a file: read from TOML or JSON, an unknown field refused by its path, and its canonical bytes to sign."""

import re
from dataclasses import replace
from datetime import UTC, date, datetime
from hashlib import sha256

import msgspec

from bongsu.kernel.failures import Invalid
from bongsu.sharing.agreement import Agreement, ClauseKind, Stage

LONGEST = 256 * 1024
# beyond, no calendar can say the day of Seoul
_YEARS = range(2000, 2200)
# a set as it is written: on the wire its words are sorted
Words = tuple[str, ...]
_AT = re.compile(r" - at `\$\.?(?P<path>[^`]*)`$")


class Text(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of the file."""


class ClauseText(Text, frozen=True, kw_only=True):
    """One paragraph; a forbidding one leaves out what it does not limit."""

    number: str
    service: str = ""
    recipients: Words = ()
    categories: Words = ()
    by_itself: Words = ()
    with_approval: Words = ()
    purposes: Words = ()
    legal_bases: Words = ()
    radius_m: float = 0.0
    max_cameras: int = 0
    ttl_s: int = 0
    renewals: int = 0
    to_vehicles: bool = False
    kind: ClauseKind = ClauseKind.LIVE
    lookback_s: int = 0
    hours: tuple[str, ...] = ()
    approver_roles: Words = ()
    approve_within_s: int | None = None


class PartyText(Text, frozen=True, kw_only=True):
    """Who signs."""

    organisation: str
    name_ko: str
    name_en: str
    signatory_ko: str


class PilotText(Text, frozen=True, kw_only=True):
    """The limits of 시범운영."""

    hours: tuple[str, ...]
    dongs: Words
    calls_a_day: int
    calls_in_all: int
    report_due: date


class ExampleText(Text, frozen=True, kw_only=True):
    """A case that the agreement itself answers."""

    service: str
    category: str
    code: str = ""
    dong: str
    organisation: str
    expect: str
    clause: str | None = None
    at: str = "12:00"
    reason: str | None = None
    kind: ClauseKind = ClauseKind.LIVE
    lookback_s: int = 0
    purpose: str | None = None


class AgreementDocument(Text, frozen=True, kw_only=True):
    """The whole text, as it is written, shown, edited and signed."""

    agreement_id: str
    title_ko: str
    title_en: str
    centre: str
    parties: tuple[PartyText, ...]
    clauses: tuple[ClauseText, ...]
    area: Words
    starts: datetime
    ends: datetime
    approver_roles: Words
    approve_within_s: int
    centre_phone: str
    version: int = 1
    stage: Stage = Stage.FULL
    pilot: PilotText | None = None
    may_record: bool = False
    may_ptz: bool = False
    retention_at_recipient: str = "none"
    document_ref: str = ""
    review_due: date | None = None
    examples: tuple[ExampleText, ...] = ()


def read_agreement(data: bytes) -> Agreement:
    """TOML, or JSON when it begins with a brace. Raises `Invalid` with the path of the field."""
    if len(data) > LONGEST:
        raise Invalid("An agreement has at most 256 KiB")
    decode = msgspec.json.decode if data.lstrip()[:1] == b"{" else msgspec.toml.decode
    try:
        return as_agreement(decode(data, type=AgreementDocument))
    except msgspec.ValidationError as wrong:
        raise _by_field(wrong) from wrong
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as wrong:
        raise Invalid(f"Neither TOML nor JSON: {wrong}") from wrong


def document_from(value: object) -> AgreementDocument:
    """The same from what JSON holds, for the console. Raises `Invalid` with the path of the field."""
    try:
        return msgspec.convert(value, AgreementDocument)
    except msgspec.ValidationError as wrong:
        raise _by_field(wrong) from wrong


def _by_field(wrong: msgspec.ValidationError) -> Invalid:
    said = str(wrong)
    found = _AT.search(said)
    if found is None:
        return Invalid(said, field="document")
    return Invalid(said[: found.start()], field=found["path"] or "document")


def as_agreement(document: AgreementDocument) -> Agreement:
    """Times become UTC, so that one moment has one spelling. Raises `Invalid` for a time without zone or of no century."""
    for name in ("starts", "ends"):
        at: datetime = getattr(document, name)
        if at.tzinfo is None:
            raise Invalid("A time needs its zone, as in 2023-08-01T00:00:00+09:00", field=name)
        if at.year not in _YEARS:
            raise Invalid("A year from 2000 to 2199", field=name)
    agreement = msgspec.convert(document, Agreement, from_attributes=True)
    starts, ends = agreement.starts.astimezone(UTC), agreement.ends.astimezone(UTC)
    return replace(agreement, starts=starts, ends=ends)


def as_document(agreement: Agreement) -> AgreementDocument:
    """Sets become sorted lists, so that the same text always looks the same."""
    return msgspec.json.decode(canonical_bytes(agreement), type=AgreementDocument)


def canonical_bytes(agreement: Agreement) -> bytes:
    """What is signed: JSON, keys and sets sorted, no spaces, UTF-8 unescaped."""
    return msgspec.json.encode(agreement, order="sorted")


def digest(agreement: Agreement) -> str:
    return sha256(canonical_bytes(agreement)).hexdigest()
