"""Organisations, people and partners are added once, with secrets that are shown once, and in the trail."""

import msgspec
import pytest
from sqlalchemy.exc import DBAPIError

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.verify import verify
from bongsu.identity.failures import AlreadyThere, NoSuchOrganisation, NoSuchPerson
from bongsu.identity.people import LinkSystem, Role
from bongsu.identity.service import IdentityService
from bongsu.kernel.clock import FixedClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from tests.identity.accounts import account, trail_of
from tests.identity.conftest import CENTRE, CHEAP, HOMES

SENDER = "KNPA.SEOUL.112"


async def partner(identity: IdentityService, name: str = "서울경찰청 112") -> str:
    added = await identity.add_partner(
        name=name,
        organisation=SENDER,
        system=LinkSystem.POLICE_112,
        services=["P112_VIDEO", "P112_DISPATCH"],
    )
    return added.token


async def test_a_made_password_signs_in(identity: IdentityService) -> None:
    added = await identity.add_person(
        name="ops", display_name="관제 1", role=Role.OPERATOR, organisation=CENTRE.code
    )
    signed_in, _ = await identity.sign_in("ops", added.password)
    assert signed_in.person == added.person == await identity.person(added.person.person_id)
    assert added.password not in repr(added)


async def test_organisations_are_kept_with_both_names(identity: IdentityService) -> None:
    assert await identity.organisations() == sorted(HOMES.values(), key=lambda home: home.code)
    assert await identity.organisation("SEONGBUK") == CENTRE
    assert await identity.organisation("NOWHERE") is None


async def test_an_organisation_or_a_name_is_there_only_once(identity: IdentityService) -> None:
    with pytest.raises(AlreadyThere):
        await identity.add_organisation(CENTRE)
    await account(identity, Role.OPERATOR)
    with pytest.raises(AlreadyThere):
        await account(identity, Role.CPO)
    await partner(identity)
    with pytest.raises(AlreadyThere):
        await partner(identity)


async def test_a_person_belongs_to_an_organisation_that_is_there(
    identity: IdentityService,
) -> None:
    with pytest.raises(NoSuchOrganisation):
        await identity.add_person(
            name="x", display_name="x", role=Role.OPERATOR, organisation="NOWHERE"
        )


@pytest.mark.parametrize(
    ("role", "unit_id", "name", "password", "field"),
    [
        (Role.POLICE_CAR, None, "car", None, "unit_id"),
        (Role.OPERATOR, "순31", "ops", None, "unit_id"),
        (Role.OPERATOR, None, "  ", None, "name"),
        (Role.OPERATOR, None, "x" * 81, None, "name"),
        (Role.OPERATOR, None, "ops", "short", "password"),
    ],
)
async def test_what_makes_no_sense_is_refused_by_field(
    identity: IdentityService,
    role: Role,
    unit_id: str | None,
    name: str,
    password: str | None,
    field: str,
) -> None:
    with pytest.raises(Invalid) as refused:
        await identity.add_person(
            name=name,
            display_name="x",
            role=role,
            organisation=CENTRE.code,
            unit_id=unit_id,
            password=password,
        )
    assert refused.value.field == field
    assert await identity.people() == []


async def test_a_password_for_nobody_fails_by_name(identity: IdentityService) -> None:
    with pytest.raises(NoSuchPerson):
        await identity.set_password("nobody")


async def test_each_addition_is_in_the_trail_without_names_or_secrets(
    identity: IdentityService, database: Database
) -> None:
    person = await account(identity, Role.POLICE_CAR)
    token = await partner(identity)
    (row,) = await trail_of(database, TrailKind.ADD_PERSON)
    assert msgspec.json.decode(row.body) == {
        "person_id": person.person_id,
        "role": "POLICE_CAR",
        "unit_id": "순31",
    }
    assert len(await trail_of(database, TrailKind.ADD_ORGANISATION)) == len(HOMES)
    assert len(await trail_of(database, TrailKind.ADD_PARTNER)) == 1
    kept = repr(await list_trail(database))
    assert "김봉수" not in kept
    assert token not in kept
    async with database.read() as connection:
        assert (await verify(connection)).ok


async def test_a_partner_is_known_by_its_token_alone(identity: IdentityService) -> None:
    police = await partner(identity)
    fire = await identity.add_partner(
        name="서울소방 119",
        organisation="NFA.SEOUL.119",
        system=LinkSystem.FIRE_119,
        services=["F119_DISPATCH"],
    )
    found = await identity.partner_of(police)
    assert found is not None
    assert (found.organisation, found.system) == (SENDER, LinkSystem.POLICE_112)
    assert found.services == {"P112_VIDEO", "P112_DISPATCH"}
    assert await identity.partner_of(fire.token) == fire.partner
    for wrong in ("", police[:-1], police + "x", "\udcff"):
        assert await identity.partner_of(wrong) is None


async def test_a_partner_added_beside_the_running_node_is_known_at_once(
    identity: IdentityService, database: Database, clock: FixedClock
) -> None:
    await identity.partner_of(await partner(identity))
    beside = IdentityService(database, clock, CHEAP)
    made = await beside.add_partner(
        name="서울소방 119",
        organisation="NFA.SEOUL.119",
        system=LinkSystem.FIRE_119,
        services=["F119_DISPATCH"],
    )
    assert await identity.partner_of(made.token) is None, "nobody's guesses are looked up each time"
    clock.advance(0.05)
    assert await identity.partner_of(made.token) == made.partner


async def test_a_partner_disabled_elsewhere_is_unknown_within_five_seconds(
    identity: IdentityService, database: Database, clock: FixedClock
) -> None:
    token = await partner(identity)
    assert await identity.partner_of(token) is not None
    async with database.work() as work:
        await work.connection.exec_driver_sql("UPDATE partners SET disabled_at = 'now'")
    clock.advance(5)
    assert await identity.partner_of(token) is None


async def test_the_database_itself_refuses_a_person_of_nowhere(database: Database) -> None:
    with pytest.raises(DBAPIError, match=r"(?i)foreign key"):
        async with database.work() as work:
            await work.connection.exec_driver_sql(
                "INSERT INTO people VALUES ('p', 'n', 'd', 'CPO', 'NOWHERE', NULL, 'h', 'a', NULL, NULL)"
            )
