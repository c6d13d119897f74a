"""What a linked system may do is what the head of the centre gave it, word by word; everything else is refused."""

import pytest
from sqlalchemy import update

from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.identity.people import LinkRight, LinkSystem
from bongsu.identity.rights.views import list_history, list_partners
from bongsu.identity.service import IdentityService
from bongsu.identity.systems import SystemSessions
from bongsu.identity.tables import partners
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid

SENDER = "KNPA.SEOUL"
READS = frozenset({LinkRight.CATALOGUE})


async def added(
    identity: IdentityService,
    *rights: LinkRight,
    system: LinkSystem = LinkSystem.OTHER,
    services: tuple[str, ...] = (),
    name: str = "gis",
) -> str:
    made = await identity.add_partner(
        name=name, organisation=SENDER, system=system, services=services, rights=rights
    )
    return made.token


async def test_a_system_may_what_it_was_given(identity: IdentityService) -> None:
    partner = await identity.partner_of(await added(identity, *READS))
    assert partner is not None
    assert partner.rights == READS


async def test_without_a_word_it_may_send_calls_and_nothing_else(
    identity: IdentityService,
) -> None:
    made = await identity.add_partner(
        name="112", organisation=SENDER, system=LinkSystem.POLICE_112, services=["P112_DISPATCH"]
    )
    assert made.partner.rights == {LinkRight.INCIDENTS}


@pytest.mark.parametrize(
    ("kept", "counted"),
    [
        (None, {LinkRight.INCIDENTS}),
        ("[]", set()),
        ('["catalogue","fly"]', {LinkRight.CATALOGUE}),
    ],
)
async def test_a_row_of_before_may_send_and_an_unknown_word_gives_nothing(
    identity: IdentityService, database: Database, kept: str | None, counted: set[LinkRight]
) -> None:
    token = await added(identity, *READS)
    async with database.work() as work:
        await work.connection.execute(update(partners).values(rights=kept))
    partner = await identity.partner_of(token)
    assert partner is not None
    assert partner.rights == counted


@pytest.mark.parametrize(
    ("rights", "system", "services", "field"),
    [
        ((), LinkSystem.OTHER, (), "rights"),
        ((LinkRight.TICKETS,), LinkSystem.OTHER, (), "rights"),
        ((LinkRight.INCIDENTS,), LinkSystem.POLICE_112, (), "services"),
        ((LinkRight.CATALOGUE,), LinkSystem.OTHER, ("P112_DISPATCH",), "services"),
    ],
)
async def test_rights_that_make_no_sense_are_refused_by_field(
    identity: IdentityService,
    rights: tuple[LinkRight, ...],
    system: LinkSystem,
    services: tuple[str, ...],
    field: str,
) -> None:
    with pytest.raises(Invalid) as refused:
        await added(identity, *rights, system=system, services=services)
    assert refused.value.field == field


async def test_a_name_that_basic_would_part_elsewhere_is_refused(
    identity: IdentityService,
) -> None:
    with pytest.raises(Invalid) as refused:
        await added(identity, *READS, name="a:b")
    assert refused.value.field == "name"


async def test_rights_are_shown_and_stand_in_history_and_trail(
    identity: IdentityService, database: Database
) -> None:
    await added(identity, LinkRight.FEED, LinkRight.TICKETS)
    (shown,) = await list_partners(database)
    assert shown.rights == [LinkRight.FEED, LinkRight.TICKETS]
    (change,) = [
        one
        for one in await list_history(database, None, 10, named=False)
        if one.about_kind == "partner"
    ]
    assert change.after["rights"] == ["feed", "tickets"]
    rows = await list_trail(database)
    assert any(row.kind == TrailKind.ADD_PARTNER and '"feed"' in row.body for row in rows)


async def test_a_systems_session_stands_as_long_as_its_connection(
    identity: IdentityService, database: Database
) -> None:
    partner = await identity.partner_of(await added(identity, LinkRight.FEED))
    assert partner is not None
    systems: SystemSessions = identity.systems
    async with systems.of(partner) as session_id:
        assert systems.among([session_id, "ses_other"]) == [session_id]
    assert systems.among([session_id]) == []
    kinds = [row.kind for row in await list_trail(database)]
    assert {TrailKind.OPEN_FEED, TrailKind.CLOSE_FEED} <= set(kinds)
