"""Identity as the rest of the node meets it: one object that holds what is believed and offers the use cases."""

from collections.abc import Iterable

from bongsu.identity.add import (
    NewPartner,
    NewPerson,
    add_organisation,
    add_partner,
    add_person,
    set_password,
)
from bongsu.identity.desk import Desk
from bongsu.identity.devices.service import Devices
from bongsu.identity.partners import Partners
from bongsu.identity.passwords import Passwords
from bongsu.identity.people import LinkSystem, Organisation, Partner, Person, Role, SignedIn
from bongsu.identity.sessions import Sessions
from bongsu.identity.settings import IdentitySettings
from bongsu.identity.sign_in import sign_in
from bongsu.identity.sign_out import disable_person, sign_out
from bongsu.identity.store import all_organisations, all_people, organisation_of, person_of
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database

SYSTEM = "system"


class IdentityService:
    """One per node."""

    def __init__(self, database: Database, clock: Clock, settings: IdentitySettings) -> None:
        self.settings = settings
        self._desk = Desk(database, clock, settings, Passwords(settings))
        self._sessions = Sessions(self._desk)
        self._partners = Partners(self._desk)
        self.devices = Devices(self._desk, self._sessions)

    @property
    def cookie_name(self) -> str:
        return f"bongsu_{self.settings.node_code}"

    async def sign_in(self, name: str, password: str) -> tuple[SignedIn, str]:
        """Who is signed in, and the token for their cookie."""
        return await sign_in(self._desk, name, password)

    async def sign_out(self, signed_in: SignedIn) -> None:
        await sign_out(self._desk, self._sessions, signed_in)

    async def session_of(self, token: str, *, touch: bool = True) -> SignedIn | None:
        """Cheap enough for every request; a feed that only checks itself asks with `touch=False`."""
        return await self._sessions.of(token, touch=touch)

    async def partner_of(self, bearer: str) -> Partner | None:
        return await self._partners.of(bearer)

    async def add_organisation(self, organisation: Organisation, *, by: str = SYSTEM) -> None:
        await add_organisation(self._desk, organisation, by)

    async def add_person(
        self,
        *,
        name: str,
        display_name: str,
        role: Role,
        organisation: str,
        unit_id: str | None = None,
        password: str | None = None,
        by: str = SYSTEM,
    ) -> NewPerson:
        return await add_person(
            self._desk,
            name=name,
            display_name=display_name,
            role=role,
            organisation=organisation,
            unit_id=unit_id,
            password=password,
            by=by,
        )

    async def set_password(
        self, name: str, password: str | None = None, *, by: str = SYSTEM
    ) -> NewPerson:
        return await set_password(self._desk, self._sessions, name=name, password=password, by=by)

    async def disable_person(self, person_id: str, *, by: str = SYSTEM) -> None:
        await disable_person(self._desk, self._sessions, person_id, by)

    async def add_partner(
        self,
        *,
        name: str,
        organisation: str,
        system: LinkSystem,
        services: Iterable[str],
        by: str = SYSTEM,
    ) -> NewPartner:
        added = await add_partner(
            self._desk,
            name=name,
            organisation=organisation,
            system=system,
            services=services,
            by=by,
        )
        self._partners.forget()
        return added

    async def organisation(self, code: str) -> Organisation | None:
        async with self._desk.database.read() as connection:
            return await organisation_of(connection, code)

    async def organisations(self) -> list[Organisation]:
        async with self._desk.database.read() as connection:
            return await all_organisations(connection)

    async def person(self, person_id: str) -> Person | None:
        async with self._desk.database.read() as connection:
            return await person_of(connection, person_id)

    async def people(self) -> list[Person]:
        """Everybody who may sign in."""
        async with self._desk.database.read() as connection:
            return await all_people(connection)
