"""Identity as the rest of the node meets it: one object that holds what is believed and offers the use cases."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any  # Any: credentials and options are the browser's JSON

from bongsu.audit.group import GroupRecorder
from bongsu.identity.add import (
    ADDED,
    NewPartner,
    NewPerson,
    add_organisation,
    add_partner,
    add_person,
    disable_partner,
    usable,
)
from bongsu.identity.alive import SessionsAliveAnswers
from bongsu.identity.desk import Desk
from bongsu.identity.devices.service import Devices
from bongsu.identity.end_due import end_what_is_due
from bongsu.identity.factors.check import Shown
from bongsu.identity.factors.enrol_first import (
    first_passkey,
    first_passkey_draft,
    first_totp,
    first_totp_draft,
)
from bongsu.identity.factors.factor import Entered, TotpDraft, Waiting
from bongsu.identity.factors.own import OwnFactorDesk
from bongsu.identity.factors.passkeys import RelyingParty
from bongsu.identity.factors.second_step import finish, options_for
from bongsu.identity.failures import SecondFactorNeeded
from bongsu.identity.lock import touched, unlock_by_factor, unlock_by_password, unlock_options
from bongsu.identity.oidc.sign_in import ProviderSignIn
from bongsu.identity.own.desk import OwnDesk
from bongsu.identity.partners import Partners
from bongsu.identity.passwords import Passwords
from bongsu.identity.people import (
    ONLY_INCIDENTS,
    LinkRight,
    LinkSystem,
    Organisation,
    Partner,
    Person,
    Role,
    SignedIn,
)
from bongsu.identity.refusals import Refusals
from bongsu.identity.rights.change import Administering, RightsDesk
from bongsu.identity.secret_box import SecretBox
from bongsu.identity.sessions import Sessions
from bongsu.identity.settings import IdentitySettings
from bongsu.identity.sign_in import sign_in
from bongsu.identity.sign_out import sign_out
from bongsu.identity.store import all_organisations, all_people, organisation_of, person_of
from bongsu.identity.systems import SystemSessions
from bongsu.identity.watch_idle import IdleWatch
from bongsu.kernel.bus import Bus
from bongsu.kernel.clock import Clock
from bongsu.kernel.database import Database

SYSTEM = "system"


class IdentityService:
    """One per node."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        settings: IdentitySettings,
        recorder: GroupRecorder | None = None,
    ) -> None:
        self.settings = settings
        box = SecretBox(settings.key_file)
        self._desk = Desk(database, clock, settings, Passwords(settings), box, recorder=recorder)
        self._sessions = Sessions(self._desk)
        self._partners = Partners(self._desk)
        self.systems = SystemSessions(self._desk)
        self.rights = RightsDesk(self._desk, self._sessions)
        self.own_factors = OwnFactorDesk(self._desk)
        self.own = OwnDesk(self._desk, self._sessions)
        self.refusals = Refusals(self._desk)
        self.provider = ProviderSignIn(self._desk)
        self.devices = Devices(self._desk, self._sessions)

    @property
    def cookie_name(self) -> str:
        """By TLS under a name that browsers take from this very host and over TLS only (RFC 6265bis, __Host-)."""
        prefix = "__Host-" if self.settings.https else ""
        return f"{prefix}bongsu_{self.settings.node_code}"

    async def sign_in(self, name: str, password: str) -> tuple[SignedIn, str]:
        """Where the password is enough: who is signed in, and the token for their cookie."""
        outcome = await self.begin_sign_in(name, password)
        if isinstance(outcome, Waiting):
            raise SecondFactorNeeded(f"a second step is needed: {outcome.step}")
        return outcome.signed_in, outcome.token

    async def begin_sign_in(
        self, name: str, password: str, address: str | None = None
    ) -> Entered | Waiting:
        """`address`: who asks; only its keyed hash is kept."""
        return await sign_in(self._desk.seen_from(address), name, password)

    async def finish_sign_in(
        self, pending: str, shown: Shown, address: str | None = None
    ) -> Entered:
        return await finish(self._desk.seen_from(address), pending, shown)

    async def passkey_for_sign_in(self, pending: str, party: RelyingParty) -> dict[str, Any]:
        return await options_for(self._desk, pending, party)

    async def first_totp_draft(self, pending: str) -> TotpDraft:
        return await first_totp_draft(self._desk, pending)

    async def first_totp(
        self, pending: str, code: str, label: str, address: str | None = None
    ) -> Entered:
        return await first_totp(self._desk.seen_from(address), pending, code, label)

    async def first_passkey_draft(self, pending: str, party: RelyingParty) -> dict[str, Any]:
        return await first_passkey_draft(self._desk, pending, party)

    async def first_passkey(
        self,
        pending: str,
        party: RelyingParty,
        credential: Mapping[str, Any],
        label: str,
        address: str | None = None,
    ) -> Entered:
        desk = self._desk.seen_from(address)
        return await first_passkey(desk, pending, party, credential, label)

    async def touched(self, who: SignedIn) -> None:
        """A person touched something: the only thing that keeps a session from locking."""
        await touched(self._desk, self._sessions, who)

    async def unlock(self, who: SignedIn, password: str) -> None:
        await unlock_by_password(self._desk, self._sessions, who, password)

    async def unlock_with(self, who: SignedIn, shown: Shown) -> None:
        await unlock_by_factor(self._desk, self._sessions, who, shown)

    async def unlock_options(self, who: SignedIn, party: RelyingParty) -> dict[str, Any]:
        return await unlock_options(self._desk, who, party)

    async def end_what_is_due(self) -> datetime | None:
        """Ends and locks sessions; answers when to ask again."""
        return await end_what_is_due(self._desk, self._sessions)

    def idle_watch(self) -> IdleWatch:
        """The part of the node that asks at the right moments."""
        return IdleWatch(self.end_what_is_due, self._desk.sessions_changed, self._desk.clock)

    async def sign_out(self, signed_in: SignedIn) -> None:
        await sign_out(self._desk, self._sessions, signed_in)

    async def session_of(self, token: str, *, touch: bool = True) -> SignedIn | None:
        """Cheap enough for every request; a feed that only checks itself asks with `touch=False`."""
        return await self._sessions.of(token, touch=touch)

    async def partner_of(self, bearer: str) -> Partner | None:
        return await self._partners.of(bearer)

    def alive_answers(self, bus: Bus) -> SessionsAliveAnswers:
        """The part of the node that tells media which sessions still stand."""
        return SessionsAliveAnswers(self._desk, bus, self.systems)

    async def add_organisation(
        self, organisation: Organisation, *, by: str = SYSTEM, reason: str = ADDED
    ) -> None:
        await add_organisation(self._desk, organisation, by, reason)

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
        reason: str = ADDED,
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
            reason=reason,
        )

    async def set_password(
        self, name: str, password: str | None = None, *, by: str = SYSTEM, reason: str = "reset"
    ) -> NewPerson:
        given, password = password, usable(self._desk, password)
        about = Administering(name, by, reason)
        person = await self.rights.set_password(about, password, was_made=given is None)
        return NewPerson(person, password)

    async def disable_person(
        self, person_id: str, *, by: str = SYSTEM, reason: str = "disabled"
    ) -> None:
        await self.rights.disable_by_id(person_id, by, reason)

    async def add_partner(
        self,
        *,
        name: str,
        organisation: str,
        system: LinkSystem,
        services: Iterable[str],
        rights: Iterable[LinkRight] = ONLY_INCIDENTS,
        by: str = SYSTEM,
        reason: str = ADDED,
    ) -> NewPartner:
        added = await add_partner(
            self._desk,
            name=name,
            organisation=organisation,
            system=system,
            services=services,
            rights=rights,
            by=by,
            reason=reason,
        )
        self._partners.forget()
        return added

    async def disable_partner(self, name: str, *, by: str = SYSTEM, reason: str) -> None:
        await disable_partner(self._desk, name=name, by=by, reason=reason)
        self._partners.forget()

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
