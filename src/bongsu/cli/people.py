"""`bongsu people`: the first account of a node, lost second factors, partner systems; what was made is shown once."""

import asyncio
from collections.abc import Awaitable, Callable

import click

from bongsu.cli.speech import answer
from bongsu.identity.people import LinkRight, LinkSystem, Organisation, OrganisationKind, Role
from bongsu.identity.rights.change import Administering
from bongsu.identity.rights.views import list_people
from bongsu.identity.service import SYSTEM, IdentityService
from bongsu.kernel.clock import SystemClock
from bongsu.kernel.database import Database
from bongsu.kernel.failures import Invalid
from bongsu.kernel.migrate import upgrade
from bongsu.roles.identity import identity_settings
from bongsu.roles.started import settings_in


@click.group()
def people() -> None:
    """People and partner systems."""


Act = Callable[[IdentityService, Database], Awaitable[object]]


def _with_identity(data_dir: str, act: Act) -> None:
    async def acted() -> object:
        settings = settings_in(data_dir)
        settings.folder.mkdir(parents=True, exist_ok=True)
        await upgrade(settings.database)
        database = Database(settings.database)
        try:
            identity = IdentityService(database, SystemClock(), identity_settings(settings))
            return await act(identity, database)
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

    async def act(identity: IdentityService, _: Database) -> object:
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
@click.option("--reason", default="the node is set up", help="Kept in the history of rights.")
@click.option("--data-dir", default="var/node")
def add(
    name: str,
    display_name: str,
    role: str,
    organisation: str,
    unit: str | None,
    reason: str,
    data_dir: str,
) -> None:
    """Add a person; the password is printed once."""

    async def act(identity: IdentityService, _: Database) -> object:
        made = await identity.add_person(
            name=name,
            display_name=display_name,
            role=Role(role),
            organisation=organisation,
            unit_id=unit,
            reason=reason,
        )
        return {"name": made.person.name, "password": made.password}

    _with_identity(data_dir, act)


@people.command("add-partner")
@click.argument("name")
@click.option("--organisation", required=True)
@click.option("--system", type=click.Choice([system.value for system in LinkSystem]), required=True)
@click.option("--service", "services", multiple=True, help="Whose calls it may send.")
@click.option(
    "--right",
    "rights",
    type=click.Choice([right.value for right in LinkRight]),
    multiple=True,
    default=[LinkRight.INCIDENTS.value],
    show_default=True,
    help="What it may do; several times for several rights.",
)
@click.option("--data-dir", default="var/node")
def add_partner(
    name: str,
    organisation: str,
    system: str,
    services: tuple[str, ...],
    rights: tuple[str, ...],
    data_dir: str,
) -> None:
    """Add a linked system; the token is printed once."""
    if LinkRight.INCIDENTS in rights and not services:
        raise click.UsageError("Missing option '--service': whose calls does it send?")

    async def act(identity: IdentityService, _: Database) -> object:
        made = await identity.add_partner(
            name=name,
            organisation=organisation,
            system=LinkSystem(system),
            services=services,
            rights=[LinkRight(right) for right in rights],
        )
        return {
            "name": made.partner.name,
            "rights": sorted(made.partner.rights),
            "token": made.token,
        }

    _with_identity(data_dir, act)


@people.command("list")
@click.option("--data-dir", default="var/node")
def list_all(data_dir: str) -> None:
    """Every account, closed ones too."""

    async def act(_: IdentityService, database: Database) -> object:
        return await list_people(database)

    _with_identity(data_dir, act)


@people.command("reset-factors")
@click.argument("name")
@click.option("--reason", required=True, help="Kept in the history of rights.")
@click.option("--data-dir", default="var/node")
def reset_factors(name: str, reason: str, data_dir: str) -> None:
    """Take all second factors from an account: its telephone is lost. A running node ends its sessions."""

    async def act(identity: IdentityService, _: Database) -> object:
        gone = await identity.rights.reset_factors(Administering(name, SYSTEM, reason))
        return {"name": name, "factors_removed": gone}

    _with_identity(data_dir, act)


@people.command("link")
@click.argument("name")
@click.argument("subject")
@click.option("--reason", required=True, help="Kept in the history of rights.")
@click.option("--data-dir", default="var/node")
def link(name: str, subject: str, reason: str, data_dir: str) -> None:
    """Link an account to a subject at the OpenID Connect provider (`BONGSU_IDENTITY_OIDC_ISSUER`)."""

    async def act(identity: IdentityService, _: Database) -> object:
        issuer = identity.settings.oidc_issuer
        if not issuer:
            raise Invalid("no provider is set up here", field="BONGSU_IDENTITY_OIDC_ISSUER")
        await identity.rights.link(Administering(name, SYSTEM, reason), issuer, subject)
        return {"name": name, "issuer": issuer, "subject": subject}

    _with_identity(data_dir, act)
