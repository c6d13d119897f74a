"""Accounts, partners and the history of rights as they are shown."""

from dataclasses import asdict

import msgspec

from bongsu.identity.factors.store import factors_of_all
from bongsu.identity.people import LinkRight, Organisation, Role
from bongsu.identity.rights.store import RightsRow, accounts, names_of_ids, rights_rows
from bongsu.identity.store import all_partners
from bongsu.kernel.database import Database


class AccountView(msgspec.Struct, frozen=True):
    """An account; `factors` are the kinds of its second factors."""

    name: str
    display_name: str
    role: Role
    organisation: str
    organisation_name: str
    unit_id: str | None
    added_at: str
    disabled_at: str | None
    factors: list[str]
    is_linked: bool


class OrganisationView(msgspec.Struct, frozen=True):
    code: str
    name_ko: str
    name_en: str
    kind: str

    @classmethod
    def of(cls, one: Organisation) -> "OrganisationView":
        return cls(one.code, one.name_ko, one.name_en, one.kind.value)


class PartnerView(msgspec.Struct, frozen=True):
    name: str
    organisation: str
    system: str
    services: list[str]
    rights: list[LinkRight]
    disabled_at: str | None


class RightsView(msgspec.Struct, frozen=True):
    """One change of a right. `by` and `about` are sign-in names for the head, ids for others."""

    sequence: int
    at: str
    by: str
    about_kind: str
    about: str
    change: str
    before: dict[str, object]
    after: dict[str, object]
    reason: str


async def list_people(database: Database) -> list[AccountView]:
    async with database.read() as connection:
        found = await accounts(connection)
        kinds = await factors_of_all(connection)
    return [
        msgspec.convert(
            asdict(one) | {"factors": sorted(kinds.get(one.person_id, []))}, AccountView
        )
        for one in found
    ]


async def list_partners(database: Database) -> list[PartnerView]:
    async with database.read() as connection:
        return [
            PartnerView(
                one.name,
                one.organisation,
                one.system.value,
                sorted(one.services),
                sorted(one.rights),
                disabled_at,
            )
            for one, disabled_at in await all_partners(connection)
        ]


async def list_history(
    database: Database, before: int | None, limit: int, *, named: bool
) -> list[RightsView]:
    async with database.read() as connection:
        rows = await rights_rows(connection, before, limit)
        names = await names_of_ids(connection) if named else None
        partners = {one.partner_id: one.name for one, _ in await all_partners(connection)}
    return [_view(row, None if names is None else names | partners) for row in rows]


def _view(row: RightsRow, names: dict[str, str] | None) -> RightsView:
    def shown(name: str) -> str:
        return name if names is None else names.get(name, name)

    # a provider's subject is often a telephone or a mail address
    hidden = {} if names is not None else {"subject": "—"}

    def told(said: dict[str, object]) -> dict[str, object]:
        return {key: hidden.get(key, value) for key, value in said.items()}

    return RightsView(
        row.sequence,
        row.at,
        shown(row.actor),
        row.about_kind,
        shown(row.about),
        row.change,
        told(row.before),
        told(row.after),
        row.reason,
    )
