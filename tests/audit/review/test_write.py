"""Who may explain and sign, that what was read is what is signed, and that nothing changes after it."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import DBAPIError

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail, rows_with
from bongsu.audit.review.desk import ReviewDesk
from bongsu.audit.review.review import (
    AlreadySigned,
    Examiner,
    NotTheReviewer,
    NotYetExplained,
    Outcome,
    OwnFinding,
    Review,
    ReviewChanged,
    UnknownReview,
    hash_of_review,
)
from bongsu.audit.review.write import explain, remark, sign
from bongsu.audit.store import Only
from bongsu.kernel.failures import Invalid
from tests.audit.review.conftest import write_trail
from tests.audit.review.months import MONTH, Deed, at, download, own_look, sign_in

CPO = Examiner("per_cpo", "CPO", "SEONGBUK")
AUDITOR = Examiner("per_auditor", "AUDITOR", "SEONGBUK")
OF_AN_OPERATOR = download("per_operator", at(22, 15), "recording", "개인 소장용 자료")
OF_THE_CPO = download("per_cpo", at(23, 15), "recording", "별도 보관용 자료")


async def made(desk: ReviewDesk, *deeds: Deed) -> Review:
    assert desk.database.url.database is not None
    signed_in = [sign_in("per_operator", at(22, 14)), sign_in("per_cpo", at(23, 9), "CPO")]
    write_trail(desk.database.url, [*signed_in, *deeds])
    await desk.make_missing()
    return await now_kept(desk)


async def now_kept(desk: ReviewDesk) -> Review:
    return (await desk.review(MONTH)).reviewed


async def explained(
    desk: ReviewDesk, number: int, by: Examiner = CPO, text: str = "수사기관 요청 공문 확인"
) -> None:
    async with desk.database.work() as work:
        await explain(work, MONTH, number, Outcome.EXPLAINED, text, by, desk.clock.now())


async def signed(desk: ReviewDesk, by: Examiner = CPO, seen: str | None = None) -> None:
    seen = hash_of_review(await now_kept(desk)) if seen is None else seen
    async with desk.database.work() as work:
        await sign(work, MONTH, seen, by, desk.clock.now())


async def test_a_finding_is_explained_and_the_month_signed(desk: ReviewDesk) -> None:
    await made(desk, OF_AN_OPERATOR)
    await explained(desk, 1)
    async with desk.database.work() as work:
        await remark(work, MONTH, " 특이사항 없음 ", CPO, desk.clock.now())
    before = await now_kept(desk)
    await signed(desk)
    review = await now_kept(desk)
    assert (review.signed_by, review.remark) == ("per_cpo", "특이사항 없음")
    assert review.sha256 == hash_of_review(before) == hash_of_review(review)
    assert review.findings[0].explained_by == "per_cpo"
    assert review.trail_sequence is not None
    (row,) = await rows_with(desk.database, [review.trail_sequence])
    assert row.kind == TrailKind.LOG_REVIEW
    assert f'"sha256":"{review.sha256}"' in row.body
    deeds = await list_trail(desk.database, only=Only(kind=TrailKind.LOG_REVIEW))
    assert [deed.body.partition('"deed":"')[2].partition('"')[0] for deed in deeds] == [
        "made",
        "explained",
        "remarked",
        "signed",
    ]


async def test_an_unexplained_finding_keeps_the_month_open(desk: ReviewDesk) -> None:
    await made(desk, OF_AN_OPERATOR)
    with pytest.raises(NotYetExplained, match="1"):
        await signed(desk)


async def test_a_month_without_findings_is_signed_at_once(desk: ReviewDesk) -> None:
    await made(desk)
    await signed(desk)
    assert (await now_kept(desk)).signed_by == "per_cpo"


async def test_what_has_changed_since_it_was_read_is_not_signed(desk: ReviewDesk) -> None:
    await made(desk, OF_AN_OPERATOR)
    await explained(desk, 1)
    seen = hash_of_review(await now_kept(desk))
    await explained(desk, 1, text="사유 확인되지 않음")
    with pytest.raises(ReviewChanged):
        await signed(desk, seen=seen)


async def test_after_the_signature_nobody_writes_any_more(desk: ReviewDesk) -> None:
    await made(desk, OF_AN_OPERATOR)
    await explained(desk, 1)
    await signed(desk)
    with pytest.raises(AlreadySigned):
        await explained(desk, 1)
    with pytest.raises(AlreadySigned):
        await signed(desk)
    with pytest.raises(AlreadySigned):
        async with desk.database.work() as work:
            await remark(work, MONTH, "덧붙임", CPO, desk.clock.now())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE log_findings SET explanation = 'other'",
        "UPDATE log_findings SET outcome = NULL",
        "UPDATE log_reviews SET remark = 'other'",
        "UPDATE log_reviews SET signed_at = NULL",
        "INSERT INTO log_findings SELECT 'fnd_x', month, 9, kind, severity, who, role, organisation, "
        "camera_id, first_at, last_at, count, rows, facts, outcome, explanation, explained_by, "
        "explained_at FROM log_findings",
    ],
)
async def test_the_database_itself_keeps_what_was_signed(desk: ReviewDesk, statement: str) -> None:
    await made(desk, OF_AN_OPERATOR)
    await explained(desk, 1)
    await signed(desk)
    with pytest.raises(DBAPIError, match="not changed"):
        async with desk.database.work() as work:
            await work.connection.exec_driver_sql(statement)


async def test_nobody_judges_or_signs_a_finding_about_themselves(desk: ReviewDesk) -> None:
    await made(desk, OF_THE_CPO)
    with pytest.raises(OwnFinding):
        await explained(desk, 1, CPO)
    await explained(desk, 1, AUDITOR)
    with pytest.raises(OwnFinding):
        await signed(desk, CPO)
    await signed(desk, AUDITOR)
    assert (await now_kept(desk)).signed_by == "per_auditor"


async def test_another_cpo_may_sign_it_too(desk: ReviewDesk) -> None:
    await made(desk, OF_THE_CPO)
    other = replace(CPO, person_id="per_deputy")
    await explained(desk, 1, other)
    await signed(desk, other)


async def test_an_auditor_reads_and_writes_nothing_where_the_cpo_may(desk: ReviewDesk) -> None:
    await made(desk, OF_AN_OPERATOR, OF_THE_CPO)
    numbers = {finding.who: finding.number for finding in (await now_kept(desk)).findings}
    with pytest.raises(NotTheReviewer):
        await explained(desk, numbers["per_operator"], AUDITOR)
    await explained(desk, numbers["per_cpo"], AUDITOR)
    await explained(desk, numbers["per_operator"], CPO)
    await signed(desk, AUDITOR)


async def test_an_auditor_signs_no_ordinary_month(desk: ReviewDesk) -> None:
    await made(desk)
    with pytest.raises(NotTheReviewer):
        await signed(desk, AUDITOR)
    with pytest.raises(NotTheReviewer):
        async with desk.database.work() as work:
            await remark(work, MONTH, "총평", AUDITOR, desk.clock.now())


async def test_a_month_or_a_finding_that_is_not_there(desk: ReviewDesk) -> None:
    await made(desk, *own_look("per_operator", at(3, 15), "SB-1"))
    with pytest.raises(UnknownReview):
        await explained(desk, 7)
    with pytest.raises(UnknownReview):
        async with desk.database.work() as work:
            await sign(work, "2020-01", "", CPO, desk.clock.now())


@pytest.mark.parametrize("text", ["", " ", "가", "가" * 2001])
async def test_an_explanation_says_something_and_ends(desk: ReviewDesk, text: str) -> None:
    await made(desk, OF_AN_OPERATOR)
    with pytest.raises(Invalid) as refused:
        await explained(desk, 1, text=text)
    assert refused.value.field == "explanation"
