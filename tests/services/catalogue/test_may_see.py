"""A linked system sees what an agreement in force lends its organisation, and is told why when that is nothing."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bongsu.federation.catalogue.entitled import ALL
from bongsu.identity.people import Organisation, OrganisationKind
from bongsu.services.catalogue.may_see import sight_of
from bongsu.sharing.agreement import ClauseKind
from bongsu.sharing.agreements.seongbuk import CENTRE, POLICE_SEONGBUK, SEONGBUK_2023_08
from bongsu.sharing.policy import Policy, Standing, Suspension
from tests.services.catalogue.asking import CAMERAS, SITES, WALL, every_page, items
from tests.web.house import House

NOW = datetime(2026, 11, 21, tzinfo=UTC)
PARTIES = frozenset(one.organisation for one in SEONGBUK_2023_08.parties)
SIGNED = Standing(SEONGBUK_2023_08, PARTIES)


def organisation(code: str, kind: OrganisationKind) -> Organisation:
    return Organisation(code, "가", "A", kind)


POLICE = organisation(POLICE_SEONGBUK, OrganisationKind.POLICE)


def purposes_of(standing: Standing, *, set_back: bool = False) -> frozenset[str] | None:
    sight = sight_of(POLICE, POLICE.code, CENTRE, Policy((standing,), set_back), NOW)
    return sight.scope.purposes if sight.scope else None


def test_the_centres_own_system_sees_all() -> None:
    own = organisation(CENTRE, OrganisationKind.CENTRE)
    assert sight_of(own, CENTRE, CENTRE, Policy(), NOW).scope == ALL


def test_another_centre_is_not_our_own_and_a_name_alone_is_none() -> None:
    other = organisation("GANGBUK", OrganisationKind.CENTRE)
    assert sight_of(other, "GANGBUK", CENTRE, Policy(), NOW).scope is None
    assert sight_of(None, CENTRE, CENTRE, Policy(), NOW).scope is None
    posing = organisation(CENTRE, OrganisationKind.POLICE)
    assert sight_of(posing, CENTRE, CENTRE, Policy(), NOW).scope is None


def test_the_purposes_are_those_of_live_clauses_for_this_organisation() -> None:
    named = {
        purpose
        for clause in SEONGBUK_2023_08.clauses
        if clause.kind is ClauseKind.LIVE and POLICE_SEONGBUK in clause.recipients
        for purpose in clause.purposes
    }
    assert purposes_of(SIGNED) == frozenset(named)


@pytest.mark.parametrize(
    "standing",
    [
        replace(SIGNED, signed_by=frozenset({CENTRE})),
        replace(SIGNED, suspension=Suspension(NOW, "per_x", "조사")),
        replace(SIGNED, agreement=replace(SEONGBUK_2023_08, ends=NOW - timedelta(days=1))),
        replace(SIGNED, agreement=replace(SEONGBUK_2023_08, starts=NOW + timedelta(days=1))),
        replace(
            SIGNED, withdrawn_by=frozenset({POLICE_SEONGBUK}), signed_by=PARTIES - {POLICE_SEONGBUK}
        ),
    ],
    ids=["unsigned", "suspended", "ended", "not begun", "key withdrawn"],
)
def test_what_is_not_in_force_shows_nothing(standing: Standing) -> None:
    assert purposes_of(standing) is None


def test_with_the_clock_set_back_nothing_is_shown() -> None:
    assert purposes_of(SIGNED, set_back=True) is None


async def test_a_station_sees_its_purposes_only(house: House) -> None:
    seen = [one for page in await every_page(house, "limit=5000", WALL) for one in page["features"]]
    told = (await house.ask(WALL, "/ogc/v1")).json()["access"]
    assert told["cameras"] == "some"
    assert {one["properties"]["purpose"] for one in seen} <= set(told["purposes"])
    there = [row for row in house.catalogue.rows.values() if row.purpose in told["purposes"]]
    assert len(seen) == len(there)
    assert told["agreements"][0] in told["why_ko"]


async def test_a_camera_beyond_them_is_not_there(house: House) -> None:
    told = (await house.ask(WALL, "/ogc/v1")).json()["access"]
    beyond = [row for row in house.catalogue.rows.values() if row.purpose not in told["purposes"]]
    if not beyond:
        pytest.skip("this district has none")
    assert (await house.ask(WALL, f"{CAMERAS}/{beyond[0].camera_id}")).status_code == 404
    assert (await house.ask("map", f"{CAMERAS}/{beyond[0].camera_id}")).status_code == 200


async def test_without_an_agreement_it_is_empty_and_said_why(house: House) -> None:
    async with house.database.work() as work:
        await work.connection.exec_driver_sql(
            "UPDATE partners SET organisation = 'TEST.WELFARE' WHERE name = 'wall'"
        )
    for path in (CAMERAS, SITES):
        assert (await items(house, "", WALL, path))["features"] == []
    landing = (await house.ask(WALL, "/ogc/v1")).json()["access"]
    assert (landing["cameras"], landing["purposes"]) == ("none", [])
    assert landing["why_ko"]
    changes = (await house.ask(WALL, "/link/v1/cameras")).json()
    assert (changes["features"], changes["why_en"]) == ([], landing["why_en"])
    collections = (await house.ask(WALL, "/ogc/v1/collections")).json()["collections"]
    assert "spatial" not in collections[0]["extent"], "not even where they stand"
