"""Whatever is lent to somebody else stands in the ledger, from the deed's own transaction, and its opening stays."""

from datetime import timedelta

import pytest
from sqlalchemy import delete, update
from sqlalchemy.exc import DBAPIError

from bongsu.audit.journal import append_journal
from bongsu.audit.journal_row import FIRST_BEFORE, JournalRow, JournalRows, sealed_journal_row
from bongsu.sharing.agreements.seongbuk import (
    DISASTER_ROOM,
    FIRE_SEONGBUK,
    POLICE_SEONGBUK,
    SEONGBUK_2023_08,
)
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.ledger.keep import write_copy, write_destruction
from bongsu.sharing.ledger.list_ledger import Shown, ledger_page, ledger_span
from bongsu.sharing.ledger.row import Form, LedgerKind, LedgerRow, Occasion
from bongsu.sharing.ledger.store import Span
from bongsu.sharing.ledger.tables import FOLLOWS, provision_ledger
from bongsu.sharing.lend import change_cameras, end_grant
from bongsu.sharing.renew import renew
from bongsu.sharing.rules import Reason
from bongsu.sharing.withdraw import give_reason, undo, withdraw
from tests.incidents.stage import NO, SHIFT_LEAD, YES, Stage, actor


async def shown(stage: Stage) -> list[Shown]:
    return await ledger_span(stage.desk.database, stage.clock.now(), Span(), 1000)


async def rows(stage: Stage) -> list[LedgerRow]:
    return [one.row for one in await shown(stage)]


async def only(stage: Stage) -> LedgerRow:
    (row,) = await rows(stage)
    return row


async def test_a_call_that_opens_pictures_is_one_row_with_all_that_the_law_asks(
    stage: Stage,
) -> None:
    incident = await stage.open(stage.call("ROBBERY", "C0", legal_basis="PIPA18-2-7"))
    grant, row = await stage.grant(incident), await only(stage)
    assert (row.kind, row.form) == (LedgerKind.PROVIDE, Form.LIVE)
    assert (row.organisation, row.recipient_ko) == (POLICE_SEONGBUK, "성북경찰서")
    assert row.purpose_ko == "112 긴급출동 · 강도 (코드0)"
    assert row.legal_bases == ("PIPA18-2-7",)
    assert (row.agreement_id, row.agreement_version, row.clause) == ("SB-2023-08", 1, "3.2")
    assert (row.incident_no, row.incident_id) == (incident.ext_incident_no, incident.incident_id)
    assert row.camera_ids == tuple(camera.camera_id for camera in grant.lent)
    assert (row.at, row.planned_until) == (stage.clock.now(), grant.ends_at)
    assert (row.ended_at, row.approver) == (None, None)


async def test_without_a_ground_of_its_own_the_clauses_grounds_stand(stage: Stage) -> None:
    await stage.open(stage.call())
    clause = SEONGBUK_2023_08.clause("3.2")
    assert clause is not None
    assert set((await only(stage)).legal_bases) == clause.legal_bases


async def test_the_centres_own_view_is_no_provision(stage: Stage) -> None:
    incident = await stage.open(stage.call())
    assert len(await stage.grants(incident)) == 2, "the police and the centre itself"
    assert len(await rows(stage)) == 1


async def test_another_office_of_the_same_mayor_uses_and_is_not_provided(stage: Stage) -> None:
    await stage.open(stage.fire())
    kinds = {row.organisation: row.kind for row in await rows(stage)}
    assert kinds[FIRE_SEONGBUK] is LedgerKind.PROVIDE
    assert kinds.get(DISASTER_ROOM, LedgerKind.USE) is LedgerKind.USE


async def test_what_was_refused_or_only_asked_is_in_no_ledger(stage: Stage) -> None:
    await stage.open(stage.call("NOISE", "C4"))
    waiting = await stage.open(stage.call("ROBBERY", "C2"))
    assert await rows(stage) == []
    await stage.decide(await stage.grant(waiting), NO, actor(SHIFT_LEAD))
    assert await rows(stage) == []


async def test_whoever_approved_is_named_by_id(stage: Stage) -> None:
    incident = await stage.open(stage.call("ROBBERY", "C2"))
    await stage.decide(await stage.grant(incident), YES, actor(SHIFT_LEAD))
    assert (await only(stage)).approver == SHIFT_LEAD.person_id


async def test_an_exercise_says_so(stage: Stage) -> None:
    await stage.open(stage.call(exercise=True))
    assert all(row.exercise for row in await rows(stage))


async def cut(stage: Stage, grant: Grant) -> Grant:
    async with stage.work() as work:
        return await withdraw(work, grant, "per_1", stage.clock.now())


async def test_the_end_its_reason_and_the_planned_end_stand_beside_each_other(
    stage: Stage,
) -> None:
    grant = await stage.grant(await stage.open(stage.call()))
    stage.clock.advance(90)
    grant = await cut(stage, grant)
    stage.clock.advance(5)
    async with stage.work() as work:
        await give_reason(work, grant, "privacy", "per_1", stage.clock.now())
    row = await only(stage)
    assert row.ended_at == row.at + timedelta(seconds=90)
    assert row.planned_until == row.at + timedelta(seconds=1800)
    assert row.end_reason == "privacy"
    assert "사생활 노출" in row.end_reason_ko


async def test_a_cut_that_is_taken_back_has_not_ended(stage: Stage) -> None:
    grant = await cut(stage, await stage.grant(await stage.open(stage.call())))
    assert (await only(stage)).ended_at is not None
    async with stage.work() as work:
        await undo(work, grant, "per_1", stage.clock.now())
    row = await only(stage)
    assert (row.ended_at, row.end_reason, row.end_reason_ko) == (None, None, "")


async def test_renewals_are_counted_and_the_first_plan_stays(stage: Stage) -> None:
    grant = await stage.grant(await stage.open(stage.call()))
    for number in (1, 2):
        stage.clock.advance(1700)
        async with stage.work() as work:
            grant = await renew(work, grant, "per_1", stage.clock.now())
        row = await only(stage)
        assert (row.renewals, row.until) == (number, grant.ends_at)
        assert row.planned_until == row.at + timedelta(seconds=1800)


async def test_cameras_that_came_later_are_added_and_none_is_forgotten(stage: Stage) -> None:
    grant = await stage.grant(await stage.open(stage.call()))
    first = (await only(stage)).camera_ids
    for keep in (grant.cameras[1:], grant.cameras[:2]):
        async with stage.work() as work:
            grant = await change_cameras(work, grant, keep, stage.clock.now(), why="moved")
    row = await only(stage)
    assert row.camera_ids == first
    assert set(row.all_camera_ids) == set(first)
    assert row.camera_ids_added == ()


async def test_a_lending_that_opens_again_after_its_end_is_another_row(stage: Stage) -> None:
    incident = await stage.open(stage.call("ROBBERY", "C0"))
    grant = await stage.grant(incident)
    async with stage.work() as work:
        now = stage.clock.now()
        await end_grant(work, grant, State.CLOSED, Reason.SUPERSEDED, now)
    stage.clock.advance(10)
    await stage.update(incident, category="KIDNAP", code="C0")
    before, after = await rows(stage)
    assert before.ended_at is not None
    assert (after.ended_at, after.purpose_ko) == (None, "112 긴급출동 · 납치감금 (코드0)")


async def watched(stage: Stage, grant: Grant, *spans: tuple[float, float]) -> None:
    """The journal of a media process for viewings that began and ended so many seconds after the opening."""
    made: list[JournalRow] = []
    assert grant.opened_at is not None
    for number, (first, last) in enumerate(spans):
        for event, seconds in (("watch_started", first), ("watch_ended", last)):
            row = JournalRow(
                sequence=len(made) + 1,
                before=made[-1].hash if made else FIRST_BEFORE,
                at=grant.opened_at + timedelta(seconds=seconds),
                event=event,
                camera=grant.lent[0].camera_id,
                grant=grant.grant_id,
                incident=grant.incident_id,
                session=f"ses_{number}",
                viewer="per_1",
                organisation=grant.organisation,
                stream="main",
                reason="",
            )
            made.append(sealed_journal_row(row))
    async with stage.work() as work:
        await append_journal(work, stage.clock.now(), JournalRows("media-1", tuple(made)))


async def test_seconds_watched_come_from_the_trail(stage: Stage) -> None:
    grant = await stage.grant(await stage.open(stage.call()))
    await watched(stage, grant, (1, 31), (2, 12))
    stage.clock.advance(60)
    (one,) = await shown(stage)
    assert one.watched_s == 30 + 10


@pytest.mark.parametrize("column", sorted(set(provision_ledger.columns.keys()) - FOLLOWS))
async def test_nobody_changes_what_was_so_at_the_opening(stage: Stage, column: str) -> None:
    await stage.open(stage.call())
    before = await rows(stage)
    with pytest.raises(DBAPIError, match="append-only"):
        async with stage.work() as work:
            await work.connection.execute(update(provision_ledger).values({column: None}))
    assert await rows(stage) == before


async def test_nobody_deletes_a_row(stage: Stage) -> None:
    await stage.open(stage.call())
    with pytest.raises(DBAPIError, match="append-only"):
        async with stage.work() as work:
            await work.connection.execute(delete(provision_ledger))
    assert len(await rows(stage)) == 1


async def test_a_deed_that_is_not_committed_leaves_no_row(stage: Stage) -> None:
    grant = await stage.grant(await stage.open(stage.call()))
    with pytest.raises(RuntimeError, match="power"):
        async with stage.work() as work:
            await withdraw(work, grant, "per_1", stage.clock.now())
            raise RuntimeError("power")
    assert (await only(stage)).ended_at is None


async def test_a_copy_and_its_destruction_have_their_place(stage: Stage) -> None:
    occasion = Occasion(
        incident_no="2026-113",
        purpose=("수사 협조", "Investigation"),
        recipient=("성북경찰서", "Seongbuk police"),
    )
    async with stage.work() as work:
        copy_id = await write_copy(
            work,
            occasion,
            POLICE_SEONGBUK,
            ["SB-0001"],
            stage.clock.now(),
            approver="per_lead",
            legal_bases=["PIPA18-2-7"],
            agreement=None,
            details={"sha256": "ab" * 32},
        )
    copy = await only(stage)
    assert (copy.ledger_id, copy.kind, copy.form) == (copy_id, LedgerKind.COPY, Form.COPY)
    stage.clock.advance(60)
    async with stage.work() as work:
        await write_destruction(work, copy, "per_2", stage.clock.now(), details={"how": "삭제"})
    destroyed = (await rows(stage))[-1]
    assert (destroyed.kind, destroyed.approver) == (LedgerKind.DESTROY, "per_2")
    assert destroyed.details == {"how": "삭제", "of": copy_id}


async def test_pages_follow_each_other_without_gap_or_repetition(stage: Stage) -> None:
    for number in range(7):
        await stage.open(stage.call())
        stage.clock.advance(number % 2)
    seen: list[str] = []
    after = None
    while True:
        database, clock = stage.desk.database, stage.clock
        page = await ledger_page(database, clock, Span(), limit=3, after=after)
        if not page.shown:
            break
        seen += [one.row.ledger_id for one in page.shown]
        after = seen[-1]
        assert page.in_all == 7
    assert seen == [row.ledger_id for row in reversed(await rows(stage))]


async def test_one_organisation_is_asked_about(stage: Stage) -> None:
    await stage.open(stage.call())
    await stage.open(stage.fire())
    database, clock = stage.desk.database, stage.clock
    page = await ledger_page(database, clock, Span(organisation=FIRE_SEONGBUK), limit=9, after=None)
    assert {one.row.organisation for one in page.shown} == {FIRE_SEONGBUK}
    assert {code for code, _, _ in page.recipients} >= {FIRE_SEONGBUK, POLICE_SEONGBUK}
