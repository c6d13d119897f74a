"""Who may judge and sign a review, when it is ready, and which bytes are signed."""

from dataclasses import replace

import pytest

from bongsu.audit.review.desk import MonthOverview, ReviewState
from bongsu.audit.review.document import document_of, seoul
from bongsu.audit.review.finding import FindingKind, Severity
from bongsu.audit.review.month import due_at
from bongsu.audit.review.review import (
    AlreadySigned,
    Examiner,
    KeptFinding,
    NotTheReviewer,
    NotYetExplained,
    Outcome,
    OwnFinding,
    Review,
    ReviewChanged,
    hash_of_review,
    may_judge,
    may_sign,
    must_be_open,
    must_be_ready,
)
from bongsu.audit.review.settings import ReviewSettings
from bongsu.audit.review.words import (
    fact_words,
    kind_words,
    outcome_words,
    severity_words,
    state_words,
)

CPO = Examiner("per_cpo", "CPO", "SEONGBUK")
AUDITOR = Examiner("per_aud", "AUDITOR", "SEONGBUK")
HEAD = Examiner("per_head", "CENTRE_HEAD", "SEONGBUK")

ABOUT_OPERATOR = KeptFinding(
    finding_id="fnd_1",
    number=1,
    kind="sweep",
    severity="warn",
    who="per_op",
    role="OPERATOR",
    organisation="SEONGBUK",
    camera_id=None,
    first_at="2026-10-09T00:00:00.000000Z",
    last_at="2026-10-09T00:10:00.000000Z",
    count=30,
    rows=(4, 5, 6),
    facts={"cameras": 30, "times": 1},
)
ABOUT_CPO = replace(ABOUT_OPERATOR, finding_id="fnd_2", number=2, who="per_cpo", role="CPO")
ABOUT_AUDITOR = replace(ABOUT_OPERATOR, finding_id="fnd_3", number=3, who="per_aud", role="AUDITOR")
ABOUT_ANOTHER_CPO = replace(ABOUT_CPO, who="per_cpo2")
REVIEW = Review(
    month="2026-10",
    made_at="2026-10-31T18:00:00.000000Z",
    first_sequence=1,
    last_sequence=90,
    rows_read=80,
    findings=(ABOUT_OPERATOR,),
)


def with_findings(*findings: KeptFinding) -> Review:
    return replace(REVIEW, findings=findings)


@pytest.mark.parametrize(
    ("by", "finding"),
    [(CPO, ABOUT_OPERATOR), (CPO, ABOUT_AUDITOR), (CPO, ABOUT_ANOTHER_CPO), (AUDITOR, ABOUT_CPO)],
)
def test_these_judge(by: Examiner, finding: KeptFinding) -> None:
    may_judge(by, finding)


@pytest.mark.parametrize(
    ("by", "finding", "failure"),
    [
        (CPO, ABOUT_CPO, OwnFinding),
        (AUDITOR, ABOUT_AUDITOR, OwnFinding),
        (AUDITOR, ABOUT_OPERATOR, NotTheReviewer),
        (HEAD, ABOUT_CPO, NotTheReviewer),
        (HEAD, ABOUT_OPERATOR, NotTheReviewer),
    ],
)
def test_these_do_not(by: Examiner, finding: KeptFinding, failure: type[Exception]) -> None:
    with pytest.raises(failure):
        may_judge(by, finding)


@pytest.mark.parametrize(
    ("by", "findings"),
    [
        (CPO, ()),
        (CPO, (ABOUT_OPERATOR, ABOUT_AUDITOR)),
        (CPO, (ABOUT_ANOTHER_CPO,)),
        (AUDITOR, (ABOUT_OPERATOR, ABOUT_CPO)),
    ],
)
def test_these_sign(by: Examiner, findings: tuple[KeptFinding, ...]) -> None:
    may_sign(by, with_findings(*findings))


@pytest.mark.parametrize(
    ("by", "findings", "failure"),
    [
        (CPO, (ABOUT_OPERATOR, ABOUT_CPO), OwnFinding),
        (AUDITOR, (ABOUT_CPO, ABOUT_AUDITOR), OwnFinding),
        (AUDITOR, (), NotTheReviewer),
        (AUDITOR, (ABOUT_OPERATOR,), NotTheReviewer),
        (HEAD, (ABOUT_CPO,), NotTheReviewer),
        (HEAD, (), NotTheReviewer),
    ],
)
def test_these_sign_nothing(
    by: Examiner, findings: tuple[KeptFinding, ...], failure: type[Exception]
) -> None:
    with pytest.raises(failure):
        may_sign(by, with_findings(*findings))


def explained(finding: KeptFinding) -> KeptFinding:
    return replace(finding, outcome=Outcome.EXPLAINED.value, explanation="순찰 지시에 따름")


def test_a_review_is_ready_when_every_finding_has_its_outcome() -> None:
    half = with_findings(explained(ABOUT_OPERATOR), ABOUT_CPO, ABOUT_AUDITOR)
    with pytest.raises(NotYetExplained, match="2, 3"):
        must_be_ready(half, hash_of_review(half))
    whole = with_findings(*map(explained, half.findings))
    must_be_ready(whole, hash_of_review(whole))
    must_be_ready(with_findings(), hash_of_review(with_findings()))


def test_what_was_read_is_what_is_signed() -> None:
    whole = with_findings(explained(ABOUT_OPERATOR))
    with pytest.raises(ReviewChanged):
        must_be_ready(whole, hash_of_review(REVIEW))


def test_what_was_signed_stays() -> None:
    signed = replace(with_findings(), signed_at="2026-11-02T00:00:00.000000Z")
    with pytest.raises(AlreadySigned):
        must_be_open(signed)
    with pytest.raises(AlreadySigned):
        must_be_ready(signed, hash_of_review(signed))


@pytest.mark.parametrize(
    "changed",
    [
        replace(REVIEW, month="2026-09"),
        replace(REVIEW, made_at="2026-11-01T18:00:00.000000Z"),
        replace(REVIEW, first_sequence=2),
        replace(REVIEW, last_sequence=91),
        replace(REVIEW, rows_read=81),
        replace(REVIEW, remark="이상 없음"),
        with_findings(),
        with_findings(ABOUT_OPERATOR, ABOUT_CPO),
        with_findings(explained(ABOUT_OPERATOR)),
        with_findings(replace(ABOUT_OPERATOR, rows=(4, 5))),
        with_findings(replace(ABOUT_OPERATOR, facts={"cameras": 31, "times": 1})),
        with_findings(replace(ABOUT_OPERATOR, explained_by="per_x")),
    ],
)
def test_everything_that_is_signed_is_under_the_hash(changed: Review) -> None:
    assert hash_of_review(changed) != hash_of_review(REVIEW)


def test_the_signature_itself_is_not_under_the_hash() -> None:
    signed = replace(REVIEW, signed_at="now", signed_by="per_cpo", sha256="x", trail_sequence=9)
    assert hash_of_review(signed) == hash_of_review(REVIEW)


def shown(review: Review, state: ReviewState = ReviewState.OPEN) -> dict[str, object]:
    due = due_at(review.month, ReviewSettings())
    return document_of(MonthOverview(review.month, state, due, review), review, "성북구")


def facts_of(review: Review, state: ReviewState = ReviewState.OPEN) -> dict[str, str]:
    facts = shown(review, state)["facts"]
    assert isinstance(facts, list)
    return dict(facts)


def test_a_document_says_what_was_read_until_when_and_who_signed() -> None:
    facts = facts_of(REVIEW)
    assert facts["점검 대상"] == "접속기록 1–90번, 80건"
    assert facts["점검 자료 작성"] == "2026-11-01 03:00:00", "Seoul"
    assert facts["점검 기한"] == "2026-11-11"
    assert (facts["상태"], facts["점검자(서명)"], facts["서명 일시"]) == ("점검 중", "–", "–")
    signed = replace(REVIEW, signed_by="per_cpo", signed_at=REVIEW.made_at, trail_sequence=91)
    facts = facts_of(signed, ReviewState.SIGNED)
    assert (facts["상태"], facts["점검자(서명)"], facts["이력 번호"]) == (
        "서명 완료",
        "per_cpo",
        "91",
    )
    assert shown(REVIEW)["title"] == "2026년 10월 접속기록 점검 결과"


def test_a_finding_is_said_in_korean_with_a_bounded_proof() -> None:
    many = replace(ABOUT_OPERATOR, rows=tuple(range(1, 16)))
    found = shown(with_findings(many, explained(ABOUT_CPO)))["findings"]
    assert isinstance(found, list)
    first, second = found
    assert (first["severity"], first["facts"]) == ("소명 필요", "카메라 30대 · 1차례")
    assert first["rows"] == "1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 외 3건"
    assert (first["outcome"], first["explained"]) == ("미정", "")
    assert (second["outcome"], second["rows"]) == ("설명됨", "4, 5, 6")


def test_what_has_not_happened_is_a_dash() -> None:
    assert seoul(None) == "–"
    assert seoul("2026-11-21T02:10:00.000000Z") == "2026-11-21 11:10:00"


@pytest.mark.parametrize("kind", list(FindingKind))
def test_every_kind_has_a_korean_name(kind: FindingKind) -> None:
    assert kind_words(kind.value) != kind.value


def test_every_severity_outcome_and_state_has_a_korean_word() -> None:
    assert all(severity_words(one.value) != one.value for one in Severity)
    assert all(outcome_words(one.value) != one.value for one in Outcome)
    assert len({state_words(one.value) for one in ReviewState}) == len(ReviewState)
    assert outcome_words(None) == "미정"


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({}, ""),
        ({"nights": 2}, "해당 밤 2일"),
        ({"hours": [3, 4]}, "시각 3, 4시"),
        ({"why": "after_end", "grant_id": "gr_1"}, "제공 종료 후 · 제공 gr_1"),
        ({"by": "viewing"}, "두 접속에서 동시 시청"),
        ({"reason": "점검"}, "사유: 점검"),
        ({"new_fact": "as it is"}, "as it is"),
    ],
)
def test_facts_become_words_and_unknown_ones_stay(facts: dict[str, object], words: str) -> None:
    assert fact_words(facts) == words
