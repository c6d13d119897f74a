"""A centre that claims what is not its own, says the same twice, or talks nonsense: refused, written down, nothing else."""

from collections.abc import Mapping

import msgspec
import pytest

from bongsu.federation.crossing.messages import (
    GRANT_RELEASED,
    GRANTS_ANSWERED,
    INCIDENT_ASKED,
    RENEWAL_ASKED,
    AnsweredGrant,
    GrantReleased,
    GrantsAnswered,
    RenewalAsked,
)
from bongsu.federation.crossing.store import crossings_of
from bongsu.federation.exchange.post import post
from bongsu.incidents.incident import Incident
from bongsu.kernel.ids import new_id
from bongsu.sharing.grants import State
from tests.federation.crossing.city import City, OneCentre
from tests.federation.crossing.city_map import (
    GANGBUK,
    GURO,
    POLICE,
    SEONGBUK,
    at,
)


async def says(centre: OneCentre, to: str, kind: str, body: msgspec.Struct) -> None:
    async with centre.database.work() as work:
        await post(work, to, kind, body)


async def said_to(centre: OneCentre, incident: Incident, peer: str) -> bytes:
    async with centre.database.read() as connection:
        said = (await crossings_of(connection, incident.incident_id))[peer].said
    assert said is not None
    return said


class Anything(msgspec.Struct, frozen=True):
    """Fields as an attacker likes."""

    incident_ref: str = "inc_00000000000000000000000000"
    service: str = "P112_DISPATCH"
    state: str = "open"
    category: str = "ROBBERY"
    code: str = "C0"
    place: Mapping[str, object] | None = None
    organisations: tuple[str, ...] = (POLICE,)


async def test_nobody_releases_or_renews_another_centres_lending(whole_city: City) -> None:
    asker, owner, thief = whole_city[SEONGBUK], whole_city[GANGBUK], whole_city[GURO]
    incident = await asker.open(at(-120))
    await whole_city.calm()
    ref = incident.incident_id
    released = GrantReleased(incident_ref=ref, organisation=POLICE)
    await says(thief, GANGBUK, GRANT_RELEASED, released)
    await says(thief, GANGBUK, RENEWAL_ASKED, RenewalAsked(incident_ref=ref, organisation=POLICE))
    await whole_city.calm()
    [theirs] = await owner.asked_by(SEONGBUK)
    assert (await owner.of(theirs, None)).state is State.ACTIVE
    assert [one.partition(":")[0] for one in await owner.refusals()] == ["not_their_call"] * 2


async def test_a_call_asked_under_another_centres_number_is_another_call(whole_city: City) -> None:
    """Who speaks is proved by the line: the same number of another centre opens a call of its own, and closes no other."""
    asker, owner, thief = whole_city[SEONGBUK], whole_city[GANGBUK], whole_city[GURO]
    incident = await asker.open(at(-120))
    await whole_city.calm()
    closes = Anything(incident_ref=incident.incident_id, state="closed", organisations=())
    await says(thief, GANGBUK, INCIDENT_ASKED, closes)
    await whole_city.calm()
    [theirs] = await owner.asked_by(SEONGBUK)
    assert theirs.is_open
    assert await owner.asked_by(GURO) == []


async def test_only_who_was_asked_answers_a_call(whole_city: City) -> None:
    asker, thief = whole_city[SEONGBUK], whole_city[GURO]
    incident = await asker.open(at(-120))
    await whole_city.calm()
    before = await asker.grants(incident)
    forged = GrantsAnswered(
        incident_ref=incident.incident_id,
        grants=(AnsweredGrant(organisation=POLICE, grant_id=new_id("gr"), state=State.WITHDRAWN),),
    )
    await says(thief, SEONGBUK, GRANTS_ANSWERED, forged)
    await whole_city.calm()
    assert await asker.grants(incident) == before
    assert (await asker.refusals())[0].startswith("not_asked")


async def test_an_owner_cannot_lend_to_whom_we_did_not_name(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    incident = await asker.open(at(-120))
    await city.calm()
    mine = await asker.of(incident, GANGBUK)
    forged = GrantsAnswered(
        incident_ref=incident.incident_id,
        grants=(
            AnsweredGrant(
                organisation="KNPA.SEOUL.JONGAM",
                grant_id=new_id("gr"),
                state=State.ACTIVE,
                ends_at=mine.ends_at,
            ),
        ),
    )
    await says(owner, SEONGBUK, GRANTS_ANSWERED, forged)
    await city.calm()
    named = {one.organisation for one in await asker.grants(incident) if one.owner}
    assert named == {POLICE}


async def test_an_answer_after_the_end_opens_nothing(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    incident = await asker.open(at(-120))
    await city.calm()
    [theirs] = await owner.asked_by(SEONGBUK)
    late = msgspec.msgpack.decode(await said_to(owner, theirs, SEONGBUK), type=GrantsAnswered)
    await asker.close(incident)
    await city.calm()
    await says(owner, SEONGBUK, GRANTS_ANSWERED, late)
    await city.calm()
    assert await asker.alive() == []
    assert (await asker.of(incident, GANGBUK)).state is State.CLOSED


@pytest.mark.parametrize("times", [2, 5])
async def test_the_same_question_again_changes_nothing(city: City, times: int) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    incident = await asker.open(at(-120))
    await city.calm()
    [before] = await owner.asked_by(SEONGBUK)
    grants, said = await owner.grants(before), await said_to(asker, incident, GANGBUK)
    again = msgspec.msgpack.decode(said, type=dict[str, object])
    repeated = msgspec.convert(again, Anything)
    for _ in range(times):
        await says(asker, GANGBUK, INCIDENT_ASKED, repeated)
    await city.calm()
    assert await owner.grants(before) == grants
    assert len(await owner.incidents()) == 1
    assert len(await owner.ledger()) == 1


PLACE = {"lat": 37.6, "lon": 127.019, "accuracy_m": 10.0}


@pytest.mark.parametrize(
    "nonsense",
    [
        Anything(place=None),
        Anything(place={**PLACE, "lat": 0.0}),
        Anything(place={**PLACE, "accuracy_m": float("nan")}),
        Anything(place={**PLACE, "accuracy_m": float("inf")}),
        Anything(place={**PLACE, "dong_code": "'; DROP"}),
        Anything(place={**PLACE, "dong": "가" * 61}),
        Anything(place=PLACE, incident_ref="inc_1"),
        Anything(place=PLACE, organisations=()),
        Anything(place=PLACE, organisations=(POLICE,) * 17),
        Anything(place=PLACE, organisations=("a\x00b",)),
        Anything(place=PLACE, state="reopened"),
        Anything(place=PLACE, category="ROBBERY\n"),
        Anything(place=PLACE, service=""),
    ],
)
async def test_nonsense_is_refused_and_the_line_goes_on(city: City, nonsense: Anything) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    await says(asker, GANGBUK, INCIDENT_ASKED, nonsense)
    incident = await asker.open(at(-120))
    await city.calm()
    assert (await owner.refusals())[0].startswith("malformed")
    assert len(await owner.incidents()) == 1
    assert (await asker.of(incident, GANGBUK)).state is State.ACTIVE


async def test_a_service_that_the_owner_does_not_know_is_answered_not_left_waiting(
    city: City,
) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    del owner.desk.centre.services["P112_DISPATCH"]  # type: ignore[attr-defined]  # a dict here
    incident = await asker.open(at(-120))
    await city.calm()
    no = await asker.of(incident, GANGBUK)
    assert (no.state, no.reason) == (State.REFUSED, "no_clause_for_service")
    assert await owner.incidents() == []


async def test_a_centre_with_far_too_many_calls_is_held_back(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bongsu.federation.crossing.hear.MOST_OPEN", 2)
    asker, owner = city[SEONGBUK], city[GANGBUK]
    for _ in range(3):
        await asker.open(at(-120))
    await city.calm()
    assert len(await owner.incidents()) == 2
    assert (await owner.refusals())[0].startswith("too_many_calls")


async def test_a_centre_may_not_ask_for_the_owners_own_view(city: City) -> None:
    asker, owner = city[SEONGBUK], city[GANGBUK]
    asks = Anything(place=PLACE, organisations=(GANGBUK, POLICE))
    await says(asker, GANGBUK, INCIDENT_ASKED, asks)
    await city.calm()
    [theirs] = await owner.asked_by(SEONGBUK)
    told = await said_to(owner, theirs, SEONGBUK)
    answered = msgspec.msgpack.decode(told, type=GrantsAnswered)
    assert [one.organisation for one in answered.grants] == [POLICE]
