"""`bongsu people`: the first account of a node, and partner systems; what was made is shown once."""

import asyncio
from collections.abc import Awaitable, Callable

import click

from bongsu.cli.speech import answer
from bongsu.identity.people import LinkSystem, Organisation, OrganisationKind, Role
from bongsu.identity.service import IdentityService
from bongsu.identity.settings import IdentitySettings
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.kernel.migrate import upgrade
from bongsu.kernel.settings import load
from bongsu.roles.settings import NodeSettings


@click.group()
def people() -> None:
    """People and partner systems."""


def _with_identity(data_dir: str, act: Callable[[IdentityService], Awaitable[object]]) -> None:
    async def acted() -> object:
        settings = NodeSettings(data_dir=data_dir)
        settings.folder.mkdir(parents=True, exist_ok=True)
        await upgrade(settings.database)
        database = Database(settings.database)
        try:
            identity = load(IdentitySettings, "identity")
            return await act(IdentityService(database, SystemClock(), identity))
        finally:
            await database.close()

    answer(asyncio.run(acted()))


@people.command("add-organisation")
@click.argument("code")
@click.option("--name-ko", required=True)
@click.option("--name-en", required=True)
@click.option("--kind", type=click.Choice([kind.value for kind in OrganisationKind]), required=True)
@click.option("--data-dir", default="var/node")
def add_organisation(code: str, name_ko: str, name_en: str, kind: str, data_dir: str) -> None:
    """Add a party: a station, a room, a centre."""

    async def act(identity: IdentityService) -> object:
        added = Organisation(code, name_ko, name_en, OrganisationKind(kind))
        await identity.add_organisation(added)
        return {"organisation": code}

    _with_identity(data_dir, act)


@people.command("add")
@click.argument("name")
@click.option("--display-name", required=True)
@click.option("--role", type=click.Choice([role.value for role in Role]), required=True)
@click.option("--organisation", required=True)
@click.option("--unit", help="A vehicle's call sign.")
@click.option("--data-dir", default="var/node")
def add(
    name: str, display_name: str, role: str, organisation: str, unit: str | None, data_dir: str
) -> None:
    """Add a person; the password is printed once."""

    async def act(identity: IdentityService) -> object:
        made = await identity.add_person(
            name=name,
            display_name=display_name,
            role=Role(role),
            organisation=organisation,
            unit_id=unit,
        )
        return {"name": made.person.name, "password": made.password}

    _with_identity(data_dir, act)


@people.command("add-partner")
@click.argument("name")
@click.option("--organisation", required=True)
@click.option("--system", type=click.Choice([system.value for system in LinkSystem]), required=True)
@click.option("--service", "services", multiple=True, required=True)
@click.option("--data-dir", default="var/node")
def add_partner(
    name: str, organisation: str, system: str, services: tuple[str, ...], data_dir: str
) -> None:
    """Add a partner's system; the token is printed once."""

    async def act(identity: IdentityService) -> object:
        made = await identity.add_partner(
            name=name, organisation=organisation, system=LinkSystem(system), services=services
        )
        return {"name": made.partner.name, "token": made.token}

    _with_identity(data_dir, act)
