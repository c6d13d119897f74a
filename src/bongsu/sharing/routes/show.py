"""Makes the views from what the book holds."""

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import zip_longest

import msgspec

from bongsu.kernel.failures import Invalid
from bongsu.sharing.agreement import Agreement
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.conflicts import Conflict, conflict_text, conflicts
from bongsu.sharing.differences import differences
from bongsu.sharing.document import ExampleText, as_agreement, as_document, document_from
from bongsu.sharing.examples import Outcome, run_examples
from bongsu.sharing.keeping.failures import UnknownAgreement
from bongsu.sharing.keeping.kept import Kept, held_up_by, version_of
from bongsu.sharing.keeping.rows import Deed, PartyKey, SuspensionDeed
from bongsu.sharing.names import Names
from bongsu.sharing.policy import Standing, is_living, looked_at
from bongsu.sharing.preview import preview
from bongsu.sharing.problems import is_crowded, problems
from bongsu.sharing.reasons import Reason
from bongsu.sharing.routes.views import (
    AgreementCheck,
    AgreementSummary,
    AgreementVersion,
    ConflictView,
    DifferenceView,
    OutcomeView,
    PartyKeyView,
    ProblemView,
    SignatureView,
    SigningParty,
    SuspensionView,
)
from bongsu.sharing.states import state_of
from bongsu.sharing.words import sentence


def summaries(
    book: AgreementBook, running: Mapping[str, int], now: datetime
) -> list[AgreementSummary]:
    """By id."""
    policy = book.policy(now)
    clashing = Counter(
        side.agreement_id for one in conflicts(policy, now) for side in (one.one, one.other)
    )
    return [_summary(book, one, running, clashing, now) for one in looked_at(policy, now)]


def _summary(
    book: AgreementBook,
    one: Standing,
    running: Mapping[str, int],
    clashing: Mapping[str, int],
    now: datetime,
) -> AgreementSummary:
    text = one.agreement
    return AgreementSummary(
        agreement_id=text.agreement_id,
        version=text.version,
        newest_version=max(_versions(book.kept, text.agreement_id)),
        title_ko=text.title_ko,
        title_en=text.title_en,
        stage=text.stage,
        state=state_of(one, book.policy(now), now),
        starts=text.starts,
        ends=text.ends,
        review_due=text.review_due,
        parties=_parties(book.kept, one),
        services=sorted({clause.service for clause in text.clauses}),
        running_grants=running.get(text.agreement_id, 0),
        conflicts=clashing.get(text.agreement_id, 0),
    )


def _versions(kept: Kept, agreement_id: str) -> list[int]:
    return sorted(one.version for one in kept.versions if one.agreement_id == agreement_id)


def _parties(kept: Kept, one: Standing) -> list[SigningParty]:
    valid = {key.key_id for key in kept.keys if key.is_valid}
    text = one.agreement
    signed = {
        made.organisation: made.signed_at
        for made in kept.signatures
        if (made.agreement_id, made.version) == (text.agreement_id, text.version)
        and made.key_id in valid
        and made.organisation in one.signed_by
    }
    return [
        SigningParty(
            organisation=party.organisation,
            name_ko=party.name_ko,
            name_en=party.name_en,
            signatory_ko=party.signatory_ko,
            signed_at=signed.get(party.organisation),
        )
        for party in text.parties
    ]


def whole_version(
    book: AgreementBook, agreement_id: str, version: int, names: Names, now: datetime
) -> AgreementVersion:
    """Raises `UnknownAgreement`."""
    kept = book.kept
    one, row = kept.standing(agreement_id, version), kept.text(agreement_id, version)
    if one is None or row is None:
        raise UnknownAgreement("No such version")
    before = book.text(agreement_id, version - 1)
    korean, english = preview(one.agreement, names)
    return AgreementVersion(
        agreement_id=agreement_id,
        version=version,
        versions=_versions(kept, agreement_id),
        state=state_of(one, book.policy(now), now),
        sha256=row.sha256,
        added_at=row.added_at,
        added_by=row.added_by,
        document=as_document(one.agreement),
        preview_ko=korean,
        preview_en=english,
        parties=_parties(kept, one),
        signatures=_signatures(kept, one),
        suspensions=_suspensions(
            [deed for deed in kept.deeds if deed.agreement_id == agreement_id]
        ),
        examples=_outcomes(one.agreement),
        changes=_changes(before, one.agreement, names),
    )


def _signatures(kept: Kept, one: Standing) -> list[SignatureView]:
    by_id = {key.key_id: key for key in kept.keys}
    named = (one.agreement.agreement_id, one.agreement.version)
    return [
        SignatureView(
            organisation=made.organisation,
            key_id=made.key_id,
            note=by_id[made.key_id].note,
            signed_at=made.signed_at,
            valid=by_id[made.key_id].is_valid and made.organisation in one.signed_by,
        )
        for made in kept.signatures
        if (made.agreement_id, made.version) == named
    ]


def _suspensions(deeds: Sequence[SuspensionDeed]) -> list[SuspensionView]:
    """Each suspension with the resumption that follows it."""
    return [
        SuspensionView(
            at=deed.at,
            by=deed.by,
            reason=deed.reason,
            resumed_at=end.at if end else None,
            resumed_by=end.by if end else None,
            resume_reason=end.reason if end else None,
        )
        for deed, end in zip_longest(deeds, deeds[1:])
        if deed.deed is Deed.SUSPEND
    ]


def _outcomes(agreement: Agreement) -> list[OutcomeView]:
    return [_outcome(one) for one in run_examples(agreement)]


def _outcome(one: Outcome) -> OutcomeView:
    korean, english = sentence(Reason(one.reason)) if one.reason else ("", "")
    return OutcomeView(
        example=msgspec.convert(one.example, ExampleText, from_attributes=True),
        answer=one.answer,
        clause=one.clause,
        reason=one.reason,
        reason_ko=korean,
        reason_en=english,
        passed=one.passed,
    )


def _changes(before: Agreement | None, after: Agreement, names: Names) -> list[DifferenceView]:
    if before is None:
        return []
    return [
        DifferenceView(field=one.field, text_ko=one.text_ko, text_en=one.text_en)
        for one in differences(before, after, names)
    ]


def checked(book: AgreementBook, given: object, names: Names, now: datetime) -> AgreementCheck:
    """Also a text that cannot be read is an answer: whoever types it sees where it is wrong."""
    try:
        agreement = as_agreement(document_from(given))
    except Invalid as wrong:
        return AgreementCheck(
            problems=[
                ProblemView(
                    field=wrong.field or "document",
                    text_ko=f"읽을 수 없는 값입니다: {wrong.detail}",
                    text_en=wrong.detail,
                )
            ],
            preview_ko="",
            preview_en="",
            examples=[],
            changes=[],
        )
    return _checked(book, agreement, names, now)


def _checked(
    book: AgreementBook, agreement: Agreement, names: Names, now: datetime
) -> AgreementCheck:
    found = problems(agreement)
    is_unread = is_crowded(agreement) or _breaks_preview(found)
    korean, english = ("", "") if is_unread else preview(agreement, names)
    counts = (
        one.agreement
        for one in looked_at(book.policy(now), now)
        if one.agreement.agreement_id == agreement.agreement_id
    )
    return AgreementCheck(
        problems=[
            ProblemView(field=one.field, text_ko=one.text_ko, text_en=one.text_en) for one in found
        ],
        preview_ko=korean,
        preview_en=english,
        examples=[] if found else _outcomes(agreement),
        changes=[] if found else _changes(next(counts, None), agreement, names),
    )


def _breaks_preview(found: Sequence[object]) -> bool:
    """A clause without a proper number has no article to be named by."""
    return any(str(getattr(one, "field", "")).endswith(".number") for one in found)


def conflict_views(book: AgreementBook, names: Names, now: datetime) -> list[ConflictView]:
    return [_conflict(one, names) for one in conflicts(book.policy(now), now)]


def _conflict(found: Conflict, names: Names) -> ConflictView:
    korean, english = conflict_text(found, names)
    return ConflictView(
        one_agreement=found.one.agreement_id,
        one_version=found.one.version,
        one_clause=found.one.clause,
        other_agreement=found.other.agreement_id,
        other_version=found.other.version,
        other_clause=found.other.clause,
        differs=found.differs,
        service=found.service,
        organisations=sorted(found.organisations),
        categories=sorted(found.categories),
        codes=sorted(found.codes),
        text_ko=korean,
        text_en=english,
    )


def key_view(
    book: AgreementBook, key: PartyKey, running: Mapping[str, int], now: datetime
) -> PartyKeyView:
    korean, english = book.name_of(key.organisation)
    living = {version_of(one) for one in looked_at(book.policy(now), now) if is_living(one, now)}
    held = {
        one.agreement.agreement_id
        for one in held_up_by(book.kept, key)
        if version_of(one) in living
    }
    return PartyKeyView(
        key_id=key.key_id,
        organisation=key.organisation,
        organisation_name_ko=korean,
        organisation_name_en=english,
        public_key=key.public_key,
        note=key.note,
        added_at=key.added_at,
        withdrawn_at=key.withdrawn_at,
        withdrawn_reason=key.withdrawn_reason,
        holds_up=sorted(held),
        running_grants=sum(running.get(one, 0) for one in held),
    )
