"""Names behind ids: two roles together, for a reason, for a while, in one session, and never one's own word for oneself."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.audit.downloads import ReasonMissing
from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.failures import NoSuchPerson
from bongsu.identity.names.ask import Shown, agree, ask_names, openings_for
from bongsu.identity.names.opening import (
    AGREEING,
    MOST_PEOPLE,
    NotTheSecond,
    Opening,
    OpeningOver,
    OpeningState,
    UnknownOpening,
    state_of,
    why_not_second,
)
from bongsu.identity.names.settings import NamesSettings
from bongsu.identity.people import Person, Role, SignedIn
from bongsu.identity.rights.change import Administering
from bongsu.identity.secret_box import SecretBox
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from tests.identity.accounts import account, token_of, trail_of
from tests.identity.conftest import PASSWORD

LIMITS = NamesSettings()
REASON = "심야 조회 경위 확인"
NOW = datetime(2026, 11, 21, tzinfo=UTC)
OPENING = Opening(
    opening_id="nam_1",
    asked_by="per_a",
    asked_role=Role.AUDITOR,
    session_id="ses_a",
    asked_at=NOW,
    reason=REASON,
    person_ids=("per_x", "per_y"),
)


def person(role: Role, person_id: str = "per_b") -> Person:
    return Person(person_id, "name", "이름", role, "SEONGBUK")


@pytest.mark.parametrize("role", list(Role))
def test_only_another_role_of_the_three_agrees(role: Role) -> None:
    may = role in AGREEING and role is not OPENING.asked_role
    assert (why_not_second(OPENING, person(role)) == "") == may


def test_nobody_agrees_for_themselves() -> None:
    assert why_not_second(OPENING, person(Role.CPO, "per_a")), "after a change of role, say"
    assert why_not_second(OPENING, person(Role.CPO, "per_y")), "whose own name is asked for"


@given(st.integers(-3600, 7200))
def test_a_question_waits_ten_minutes(after_s: int) -> None:
    state = state_of(OPENING, NOW + timedelta(seconds=after_s), LIMITS)
    assert (state is OpeningState.WAITING) == (0 <= after_s < 600)


@given(st.integers(-3600, 7200))
def test_names_are_shown_for_half_an_hour_and_not_before_the_agreement(after_s: int) -> None:
    agreed = replace(OPENING, agreed_by="per_b", agreed_role=Role.CPO, agreed_at=NOW)
    state = state_of(agreed, NOW + timedelta(seconds=after_s), LIMITS)
    assert (state is OpeningState.OPEN) == (0 <= after_s < 1800)


async def signed_in(identity: IdentityService, role: Role, name: str) -> SignedIn:
    found = await identity.session_of(await token_of(identity, role, name))
    assert found is not None
    return found


async def asked(
    database: Database, clock: FixedClock, by: SignedIn, *person_ids: str, reason: str = REASON
) -> Opening:
    async with database.work() as work:
        return await ask_names(work, person_ids, [], reason, by, clock.now())


async def agreed(database: Database, clock: FixedClock, opening: Opening, by: SignedIn) -> None:
    async with database.work() as work:
        await agree(work, opening.opening_id, by, LIMITS, clock.now())


async def seen(database: Database, clock: FixedClock, by: SignedIn) -> list[Shown]:
    async with database.read() as connection:
        return await openings_for(connection, by, LIMITS, clock.now(), SecretBox())


async def names_seen(database: Database, clock: FixedClock, by: SignedIn) -> list[str]:
    return [one.display_name for shown in await seen(database, clock, by) for one in shown.people]


async def test_two_roles_open_a_name_for_the_asker_alone(
    identity: IdentityService, database: Database, clock: FixedClock
) -> None:
    operator = await account(identity, Role.OPERATOR, "이관제")
    auditor = await signed_in(identity, Role.AUDITOR, "감사")
    cpo = await signed_in(identity, Role.CPO, "보호")
    opening = await asked(database, clock, auditor, operator.person_id)
    assert await names_seen(database, clock, auditor) == []
    (waiting,) = await seen(database, clock, cpo)
    assert (waiting.may_agree, waiting.is_mine, waiting.people) == (True, False, ())
    await agreed(database, clock, opening, cpo)
    assert await names_seen(database, clock, auditor) == ["이관제 님"]
    assert await names_seen(database, clock, cpo) == []
    clock.advance(29 * 60)
    assert await names_seen(database, clock, auditor) == ["이관제 님"]
    clock.advance(60)
    assert await names_seen(database, clock, auditor) == []


async def test_the_trail_says_both_deeds_and_no_name(
    identity: IdentityService, database: Database, clock: FixedClock
) -> None:
    operator = await account(identity, Role.OPERATOR, "이관제")
    auditor = await signed_in(identity, Role.AUDITOR, "감사")
    head = await signed_in(identity, Role.CENTRE_HEAD, "센터장")
    opening = await asked(database, clock, auditor, operator.person_id)
    await agreed(database, clock, opening, head)
    (ask,) = await trail_of(database, TrailKind.ASK_NAMES)
    (open_,) = await trail_of(database, TrailKind.OPEN_NAMES)
    assert (ask.actor, open_.actor) == (auditor.person_id, head.person_id)
    assert msgspec.json.decode(open_.body) == {
        "opening_id": opening.opening_id,
        "person_ids": [operator.person_id],
        "reason": REASON,
        "asked_by": auditor.person_id,
    }
    assert "이관제" not in ask.body + open_.body


async def test_another_session_of_the_asker_sees_no_name(
    identity: IdentityService, database: Database, clock: FixedClock
) -> None:
    operator = await account(identity, Role.OPERATOR, "이관제")
    auditor = await signed_in(identity, Role.AUDITOR, "감사")
    cpo = await signed_in(identity, Role.CPO, "보호")
    await agreed(database, clock, await asked(database, clock, auditor, operator.person_id), cpo)
    elsewhere = replace(auditor, session=replace(auditor.session, session_id="ses_other"))
    assert await names_seen(database, clock, elsewhere) == []
    assert (await seen(database, clock, elsewhere))[0].is_mine


async def test_a_late_agreement_and_a_second_one_are_refused(
    identity: IdentityService, database: Database, clock: FixedClock
) -> None:
    auditor = await signed_in(identity, Role.AUDITOR, "감사")
    cpo = await signed_in(identity, Role.CPO, "보호")
    head = await signed_in(identity, Role.CENTRE_HEAD, "센터장")
    operator = await account(identity, Role.OPERATOR, "이관제")
    opening = await asked(database, clock, auditor, operator.person_id)
    await agreed(database, clock, opening, cpo)
    with pytest.raises(OpeningOver):
        await agreed(database, clock, opening, head)
    clock.advance(1)
    late = await asked(database, clock, auditor, operator.person_id)
    clock.advance(600)
    with pytest.raises(OpeningOver):
        await agreed(database, clock, late, cpo)
    assert [one.state for one in await seen(database, clock, auditor)] == [
        OpeningState.LAPSED,
        OpeningState.OPEN,
    ]


async def test_the_asker_and_whoever_is_asked_about_do_not_agree(
    identity: IdentityService, database: Database, clock: FixedClock
) -> None:
    auditor = await signed_in(identity, Role.AUDITOR, "감사")
    second = await signed_in(identity, Role.AUDITOR, "감사 둘")
    cpo = await signed_in(identity, Role.CPO, "보호")
    opening = await asked(database, clock, auditor, cpo.person_id)
    for one in (auditor, second, cpo):
        with pytest.raises(NotTheSecond):
            await agreed(database, clock, opening, one)
    with pytest.raises(UnknownOpening):
        await agreed(database, clock, replace(opening, opening_id="nam_other"), cpo)


async def test_rows_of_the_trail_name_the_people_in_them(
    identity: IdentityService, database: Database, clock: FixedClock
) -> None:
    operator = await signed_in(identity, Role.OPERATOR, "이관제")
    auditor = await signed_in(identity, Role.AUDITOR, "감사")
    lead = await account(identity, Role.SHIFT_LEAD, "박팀장")
    entries = [
        Entry(kind=TrailKind.LEND, actor=lead.person_id),
        Entry(
            kind=TrailKind.WATCH_STARTED,
            actor="성북구 통합관제센터 3번석",
            body={"process": "m", "journal": {"session": operator.session_id}},
        ),
        Entry(kind=TrailKind.REFUSE, actor="system", body={"person_id": 4}),
    ]
    async with database.work() as work:
        last = await record(work, clock.now(), *entries)
    rows = [last - 2, last - 1, last]
    async with database.work() as work:
        opening = await ask_names(work, [], rows, REASON, auditor, clock.now())
    assert set(opening.person_ids) == {lead.person_id, operator.person_id}
    with pytest.raises(NoSuchPerson):
        async with database.work() as work:
            await ask_names(work, [], [last], REASON, auditor, clock.now())


async def test_what_is_asked_without_a_reason_or_for_nobody_is_refused(
    identity: IdentityService, database: Database, clock: FixedClock
) -> None:
    auditor = await signed_in(identity, Role.AUDITOR, "감사")
    with pytest.raises(ReasonMissing):
        await asked(database, clock, auditor, auditor.person_id, reason="궁금")
    with pytest.raises(NoSuchPerson):
        await asked(database, clock, auditor)
    with pytest.raises(NoSuchPerson):
        await asked(database, clock, auditor, "per_nobody")
    with pytest.raises(Invalid):
        await asked(database, clock, auditor, *(f"per_{n}" for n in range(MOST_PEOPLE + 1)))
    assert await trail_of(database, TrailKind.ASK_NAMES) == []


async def test_who_has_nothing_to_do_with_it_is_not_told(
    identity: IdentityService, database: Database, clock: FixedClock
) -> None:
    auditor = await signed_in(identity, Role.AUDITOR, "감사")
    second = await signed_in(identity, Role.AUDITOR, "감사 둘")
    operator = await account(identity, Role.OPERATOR, "이관제")
    await asked(database, clock, auditor, operator.person_id)
    assert await seen(database, clock, second) == []
    clock.advance(2 * 86400)
    assert await seen(database, clock, auditor) == []


FRESH = Administering("보호", "per_head", "비밀번호 분실")


async def test_whoever_has_just_made_the_other_account_opens_no_names_with_it(
    identity: IdentityService, database: Database, clock: FixedClock
) -> None:
    """The head of the centre could else be two roles: a new auditor asks, the head agrees."""
    operator = await account(identity, Role.OPERATOR, "이관제")
    head = await signed_in(identity, Role.CENTRE_HEAD, "센터장")
    await identity.add_person(
        name="새 감사",
        display_name="새 감사",
        role=Role.AUDITOR,
        organisation="SEONGBUK",
        password=PASSWORD,
        by=head.person_id,
    )
    _, token = await identity.sign_in("새 감사", PASSWORD)
    made = await identity.session_of(token)
    assert made is not None
    opening = await asked(database, clock, made, operator.person_id)
    assert not any(one.may_agree for one in await seen(database, clock, head))
    with pytest.raises(NotTheSecond, match="within days"):
        await agreed(database, clock, opening, head)
    clock.advance(7 * 86400 + 1)
    later = await asked(database, clock, made, operator.person_id)
    await agreed(database, clock, later, head)


async def test_an_account_with_a_fresh_password_agrees_to_no_names(
    identity: IdentityService, database: Database, clock: FixedClock
) -> None:
    operator = await account(identity, Role.OPERATOR, "이관제")
    auditor = await signed_in(identity, Role.AUDITOR, "감사")
    cpo = await account(identity, Role.CPO, "보호")
    await identity.rights.set_password(FRESH, PASSWORD)
    found, _ = await identity.sign_in("보호", PASSWORD)
    assert found.person_id == cpo.person_id
    opening = await asked(database, clock, auditor, operator.person_id)
    with pytest.raises(NotTheSecond, match="within days"):
        await agreed(database, clock, opening, found)
    head = await signed_in(identity, Role.CENTRE_HEAD, "센터장")
    await agreed(database, clock, opening, head)
