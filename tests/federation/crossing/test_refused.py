"""Who says no: the owner by its own agreements, or the asking centre by its own; each in its own words."""

from dataclasses import replace

import pytest

from bongsu.sharing.agreement import Agreement
from bongsu.sharing.failures import NotYours
from bongsu.sharing.grants import State
from bongsu.sharing.rules import Reason
from tests.federation.crossing.city import City
from tests.federation.crossing.city_map import (
    GANGBUK,
    POLICE,
    SEONGBUK,
    at,
)

OWN, LINK = "SB-2023-08", "GB-LINK-2024-05"


def without_category(category: str) -> object:
    def change(text: Agreement) -> Agreement:
        clauses = tuple(
            replace(one, categories=one.categories - {category}) for one in text.clauses
        )
        return replace(text, clauses=clauses)

    return change


def asked_from(code: str) -> object:
    """That code needs an approver."""

    def change(text: Agreement) -> Agreement:
        clauses = tuple(
            replace(one, by_itself=one.by_itself - {code}, with_approval=one.with_approval | {code})
            if one.service.startswith("P112")
            else one
            for one in text.clauses
        )
        return replace(text, clauses=clauses)

    return change


def without_party(code: str) -> object:
    def change(text: Agreement) -> Agreement:
        return replace(text, parties=tuple(p for p in text.parties if p.organisation != code))

    return change


async def test_a_category_that_the_owner_has_not_agreed_is_refused_with_its_article(
    city: City,
) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    owner.book.edit(LINK, without_category("ROBBERY"))  # type: ignore[arg-type]  # as Book.edit takes it
    incident = await asker.open(at(-120))
    await city.calm()
    no = await asker.of(incident, GANGBUK)
    assert (no.state, no.reason) == (State.REFUSED, Reason.NOT_LISTED)
    assert no.reason_ko == "협약 제2조제2항의 목록에 없는 유형: 강도"
    assert (await asker.of(incident, None)).state is State.ACTIVE
    assert await owner.ledger() == []


async def test_a_code_that_the_owner_has_not_agreed_is_refused(city: City) -> None:
    asker = city[SEONGBUK]
    asker.book.edit(
        OWN,
        lambda text: replace(
            text,
            clauses=tuple(replace(one, by_itself=one.by_itself | {"C3"}) for one in text.clauses),
        ),
    )
    incident = await asker.open(at(-120), code="C3")
    await city.calm()
    no = await asker.of(incident, GANGBUK)
    assert (no.state, no.reason) == (State.REFUSED, Reason.NOT_URGENT)


async def test_a_suspended_agreement_of_the_owner_refuses(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    owner.book.suspend(LINK)
    incident = await asker.open(at(-120))
    await city.calm()
    no = await asker.of(incident, GANGBUK)
    assert (no.state, no.reason) == (State.REFUSED, Reason.SUSPENDED)


async def test_an_asking_centre_that_is_no_party_is_refused_by_name(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    owner.book.edit(LINK, without_party(SEONGBUK))  # type: ignore[arg-type]  # as Book.edit takes it
    incident = await asker.open(at(-120))
    await city.calm()
    no = await asker.of(incident, GANGBUK)
    assert (no.state, no.reason) == (State.REFUSED, Reason.ASKER_NO_PARTY)
    assert no.reason_ko == "요청한 관제센터가 당사자인 협약이 없습니다"


async def test_what_any_agreement_of_the_owner_forbids_stays_forbidden(city: City) -> None:
    """The owner's agreement with its own rooms binds those whom the asking centre lets see."""
    asker, owner = city[SEONGBUK], city[GANGBUK]

    def forbid(text: Agreement) -> Agreement:
        ban = next(one for one in text.clauses if one.kind == "forbid")
        nobody = replace(ban, number="9.1", recipients=frozenset({POLICE}), purposes=frozenset())
        return replace(text, area=frozenset({"11"}), clauses=(*text.clauses, nobody))

    owner.book.edit("GB-2024-05", forbid)
    incident = await asker.open(at(-120))
    await city.calm()
    assert (await asker.of(incident, GANGBUK)).reason == Reason.FORBIDDEN


async def test_what_we_refuse_ourselves_is_asked_of_nobody(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    incident = await asker.open(at(-120), code="C3")
    await city.calm()
    assert (await asker.of(incident, None)).state is State.REFUSED
    assert [one for one in await asker.grants(incident) if one.owner] == []
    assert await owner.incidents() == []


async def test_what_waits_for_our_own_approver_is_asked_once_it_is_approved(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    owner.book.edit(
        LINK,
        lambda text: replace(
            text,
            clauses=tuple(replace(one, by_itself=one.by_itself | {"C2"}) for one in text.clauses),
        ),
    )
    incident = await asker.open(at(-120), code="C2")
    await city.calm()
    assert await owner.incidents() == []
    await asker.decide(await asker.of(incident, None), approve=True)
    await city.calm()
    assert (await asker.of(incident, GANGBUK)).state is State.ACTIVE


async def test_a_suspension_of_ours_ends_their_pictures_at_once_and_they_hear_of_it(
    city: City,
) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    incident = await asker.open(at(-120))
    await city.calm()
    asker.book.suspend(OWN)
    await asker.judged_again()
    ended = await asker.of(incident, GANGBUK)
    assert (ended.state, ended.reason) == (State.CLOSED, Reason.SUSPENDED)
    assert await asker.alive() == []
    await city.calm()
    assert await owner.alive() == []
    asker.book.resume(OWN)
    await asker.judged_again()
    await city.calm()
    assert (await asker.of(incident, GANGBUK)).state is State.ACTIVE
    assert (await asker.of(incident, GANGBUK)).grant_id != ended.grant_id


async def test_a_suspension_of_theirs_ends_it_on_both_sides(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    incident = await asker.open(at(-120))
    await city.calm()
    owner.book.suspend(LINK)
    await owner.judged_again()
    await city.calm()
    ended = await asker.of(incident, GANGBUK)
    assert (ended.state, ended.reason) == (State.CLOSED, Reason.SUSPENDED)
    assert (await asker.of(incident, None)).state is State.ACTIVE
    owner.book.resume(LINK)
    await owner.judged_again()
    await city.calm()
    assert (await asker.of(incident, GANGBUK)).state is State.ACTIVE


async def test_an_approver_of_the_owner_answers_what_needs_one(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    owner.book.edit(LINK, asked_from("C0"))  # type: ignore[arg-type]  # as Book.edit takes it
    incident = await asker.open(at(-120))
    await city.calm()
    waiting = await asker.of(incident, GANGBUK)
    assert (waiting.state, waiting.waits, waiting.owner_state) == (State.WAITING, "peer", "waiting")
    with pytest.raises(NotYours):
        await asker.decide(waiting, approve=True)
    [theirs] = await owner.asked_by(SEONGBUK)
    await owner.decide(await owner.of(theirs, None), approve=True)
    await city.calm()
    assert (await asker.of(incident, GANGBUK)).state is State.ACTIVE


@pytest.mark.parametrize("how", ["denied", "nobody answers"])
async def test_an_approver_of_the_owner_who_says_no_or_nothing(city: City, how: str) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    owner.book.edit(LINK, asked_from("C0"))  # type: ignore[arg-type]  # as Book.edit takes it
    incident = await asker.open(at(-120))
    await city.calm()
    [theirs] = await owner.asked_by(SEONGBUK)
    if how == "denied":
        await owner.decide(await owner.of(theirs, None), approve=False)
    else:
        await city.later(61)
    await city.calm()
    no = await asker.of(incident, GANGBUK)
    reason = Reason.DENIED if how == "denied" else Reason.APPROVAL_TIMED_OUT
    assert (no.state, no.reason) == (State.REFUSED, reason)


async def test_denying_our_own_part_leaves_the_question_to_the_owner_alone(city: City) -> None:
    """A cut of our own cameras is no cut of theirs: each lending is cut by itself."""
    asker = city[SEONGBUK]
    incident = await asker.open(at(-120))
    await city.calm()
    await asker.cut(await asker.of(incident, None))
    await city.calm()
    assert (await asker.of(incident, GANGBUK)).state is State.ACTIVE


async def test_an_exercise_is_asked_of_nobody(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    incident = await asker.open(at(-120), exercise=True)
    await city.calm()
    assert await owner.incidents() == []
    assert [one.state for one in await asker.grants(incident)] == [State.REFUSED]


async def test_a_wide_disc_of_error_is_asked_of_nobody(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    await asker.open(at(-120, accuracy_m=1500.0))
    await city.calm()
    assert await owner.incidents() == []


async def test_cameras_that_our_own_clause_does_not_let_be_shown_are_left_out(city: City) -> None:
    """The owner may agree to more than we do."""
    asker, owner = city[SEONGBUK], city[GANGBUK]
    asker.book.edit(
        OWN,
        lambda text: replace(
            text, clauses=tuple(replace(one, max_cameras=2, radius_m=200.0) for one in text.clauses)
        ),
    )
    incident = await asker.open(at(-120))
    await city.calm()
    [theirs] = await owner.asked_by(SEONGBUK)
    assert len((await owner.of(theirs, None)).lent) > 2
    shown = (await asker.of(incident, GANGBUK)).lent
    assert len(shown) == 2
    assert all(camera.distance_m <= 200.0 for camera in shown)


async def test_where_our_clause_lets_none_of_theirs_be_shown_the_room_reads_why(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    asker.book.edit(
        OWN,
        lambda text: replace(
            text,
            clauses=tuple(
                replace(one, purposes=frozenset({"children"})) if one.service else one
                for one in text.clauses
            ),
        ),
    )
    incident = await asker.open(at(-120))
    await city.calm()
    no = await asker.of(incident, GANGBUK)
    assert (no.state, no.reason) == (State.REFUSED, Reason.PURPOSE)
    assert await asker.ledger() == []
    assert len(await owner.ledger()) == 1


async def test_an_end_of_ours_that_is_sooner_counts(city: City) -> None:
    asker = city[SEONGBUK]
    asker.book.edit(
        OWN,
        lambda text: replace(text, clauses=tuple(replace(one, ttl_s=300) for one in text.clauses)),
    )
    incident = await asker.open(at(-120))
    await city.calm()
    mine = await asker.of(incident, GANGBUK)
    assert mine.ends_at is not None
    assert (mine.ends_at - asker.clock.now()).total_seconds() == 300
