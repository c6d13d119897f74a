"""Accounts that tests sign in with, and what the trail says of them."""

from bongsu.audit.entry import TrailRow
from bongsu.audit.kinds import TrailKind
from bongsu.audit.list_trail import list_trail
from bongsu.audit.store import Only
from bongsu.identity.people import Person, Role, serves_at
from bongsu.identity.service import IdentityService
from bongsu.kernel.database import Database
from tests.identity.conftest import HOMES, PASSWORD


async def account(
    identity: IdentityService, role: Role, name: str = "김봉수", password: str = PASSWORD
) -> Person:
    """An account of that role, in the organisation that has such people."""
    added = await identity.add_person(
        name=name,
        display_name=f"{name} 님",
        role=role,
        organisation=HOMES[serves_at(role)].code,
        unit_id="순31" if role.is_vehicle else None,
        password=password,
    )
    return added.person


async def token_of(identity: IdentityService, role: Role, name: str = "김봉수") -> str:
    """A session's token for a fresh account of that role."""
    await account(identity, role, name)
    _, token = await identity.sign_in(name, PASSWORD)
    return token


async def trail_of(database: Database, kind: TrailKind) -> list[TrailRow]:
    return await list_trail(database, limit=500, only=Only(kind=kind))
