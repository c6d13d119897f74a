"""Rights of people change: role and organisation, closing and opening, second factors, password, provider.

Each has a reason, a row of the trail and a row of the history; whatever was open under the old right ends."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.desk import Desk, as_name
from bongsu.identity.factors.store import factors_of, forget_pending_of, remove_all_factors
from bongsu.identity.failures import AlreadyThere, NoSuchOrganisation, NoSuchPerson, OwnRights
from bongsu.identity.people import Person, Role, serves_at
from bongsu.identity.rights.keep import Change, RightsChange, keep_rights_change, rights_of
from bongsu.identity.rights.store import add_link, link_of, person_id_linked, remove_link
from bongsu.identity.sessions import Sessions
from bongsu.identity.sign_out import end_sessions
from bongsu.identity.store import (
    change_person_row,
    disable_person_row,
    enable_person_row,
    forget_wrong_sign_ins,
    organisation_of,
    person_named,
    person_of,
    set_password_row,
)
from bongsu.identity.tokens import token_hash
from bongsu.kernel.database import Work
from bongsu.kernel.failures import Invalid
from bongsu.kernel.plain_text import is_plain

REASON_AT_MOST = 400


@dataclass(frozen=True, slots=True)
class Administering:
    """Who changes whose rights, and why. `by` is a person_id or `system`; `name` signs in."""

    name: str
    by: str
    reason: str


class RightsDesk:
    """The use cases of administering accounts."""

    def __init__(self, desk: Desk, sessions: Sessions) -> None:
        self._desk = desk
        self._sessions = sessions

    async def change_role(
        self, about: Administering, role: Role, organisation: str, unit_id: str | None = None
    ) -> Person:
        """Raises `NoSuchPerson`, `NoSuchOrganisation`, `Invalid`, `OwnRights`."""
        now = self._desk.clock.now()
        async with self._desk.database.work() as work:
            person = await _of(work, about)
            changed = replace(person, role=role, organisation=organisation, unit_id=unit_id)
            await must_fit(work, changed)
            await _must_not_be_linked(work, changed)
            if changed == person:
                return person
            await change_person_row(work.connection, changed)
            await self._keep(work, about, person, Change.CHANGED, now, rights_of(changed))
            ended = await end_sessions(work, person, about.by, now)
        self._forget(ended)
        return changed

    async def disable(self, about: Administering) -> None:
        """The account can sign in no more, and whatever it has open ends. Raises `NoSuchPerson`, `OwnRights`."""
        now = self._desk.clock.now()
        async with self._desk.database.work() as work:
            person = await _of(work, about)
            ended = await self._disable(work, about, person, now)
        self._forget(ended)

    async def disable_by_id(self, person_id: str, by: str, reason: str) -> None:
        now = self._desk.clock.now()
        async with self._desk.database.work() as work:
            person = await person_of(work.connection, person_id)
            if person is None:
                raise NoSuchPerson("no such person")
            about = Administering(person.name, by, reason)
            ended = await self._disable(work, about, person, now)
        self._forget(ended)

    async def enable(self, about: Administering) -> None:
        """An account that was closed may sign in again. Raises `NoSuchPerson`, `OwnRights`."""
        now = self._desk.clock.now()
        async with self._desk.database.work() as work:
            person = await _of(work, about)
            if await enable_person_row(work.connection, person.person_id):
                await self._keep(work, about, person, Change.ENABLED, now, rights_of(person))

    async def reset_factors(self, about: Administering) -> int:
        """Somebody lost their telephone: all second factors go, and the next sign-in enrols anew where one is needed."""
        now = self._desk.clock.now()
        async with self._desk.database.work() as work:
            person = await _of(work, about)
            before = {"factors": len(await factors_of(work.connection, person.person_id))}
            gone = await remove_all_factors(work.connection, person.person_id)
            await self._keep(work, about, person, Change.FACTORS_RESET, now, {"factors": 0}, before)
            entry = Entry(
                kind=TrailKind.REMOVE_FACTOR,
                actor=about.by,
                organisation=person.organisation,
                body={"person_id": person.person_id, "factors": gone},
            )
            await record(work, now, entry)
            ended = await end_sessions(work, person, about.by, now)
        self._forget(ended)
        return gone

    async def set_password(
        self, about: Administering, password: str, *, was_made: bool = False
    ) -> Person:
        """`was_made`: its person chooses another one. What was open ends. Raises `NoSuchPerson`, `OwnRights`."""
        password_hash = await self._desk.passwords.hashed(password)
        now = self._desk.clock.now()
        async with self._desk.database.work() as work:
            person = await _of(work, about)
            await set_password_row(
                work.connection, person.person_id, password_hash, must_change=was_made
            )
            await forget_wrong_sign_ins(work.connection, token_hash(person.name))
            await self._keep(work, about, person, Change.PASSWORD_RESET, now, {}, {})
            ended = await end_sessions(work, person, about.by, now)
        self._forget(ended)
        return person

    async def link(self, about: Administering, issuer: str, subject: str) -> None:
        """One account, one subject. Raises `AlreadyThere`, `Invalid`, `NoSuchPerson`, `OwnRights`."""
        if not issuer or not 1 <= len(subject) <= 255:
            raise Invalid("a provider and a subject of 1 to 255 letters", field="subject")
        now = self._desk.clock.now()
        async with self._desk.database.work() as work:
            person = await _of(work, about)
            if person.role.is_vehicle:
                raise Invalid("a vehicle signs in with its device", field="name")
            owner = await person_id_linked(work.connection, issuer, subject)
            if owner is not None or await link_of(work.connection, person.person_id) is not None:
                raise AlreadyThere("account or subject is linked already", field="subject")
            await add_link(work.connection, issuer, subject, person.person_id, now)
            after = {"issuer": issuer, "subject": subject}
            await self._keep(work, about, person, Change.LINKED, now, after, {})

    async def unlink(self, about: Administering) -> None:
        """Sessions end: one of them may have begun at the provider. Raises `NoSuchPerson`, `OwnRights`."""
        now = self._desk.clock.now()
        ended: list[str] = []
        async with self._desk.database.work() as work:
            person = await _of(work, about)
            linked = await link_of(work.connection, person.person_id)
            if linked is not None and await remove_link(work.connection, person.person_id):
                before = {"issuer": linked[0], "subject": linked[1]}
                await self._keep(work, about, person, Change.UNLINKED, now, {}, before)
                ended = await end_sessions(work, person, about.by, now)
        self._forget(ended)

    async def _disable(
        self, work: Work, about: Administering, person: Person, now: datetime
    ) -> list[str]:
        if not await disable_person_row(work.connection, person.person_id, now):
            return []
        await self._keep(work, about, person, Change.DISABLED, now, {})
        return await end_sessions(work, person, about.by, now)

    async def _keep(
        self,
        work: Work,
        about: Administering,
        person: Person,
        change: Change,
        now: datetime,
        after: Mapping[str, object],
        before: Mapping[str, object] | None = None,
    ) -> None:
        """History and trail alike; what was begun under the old right begins anew."""
        before = rights_of(person) if before is None else before
        kept = RightsChange(
            change=change,
            by=about.by,
            about_kind="person",
            about=person.person_id,
            reason=checked_reason(about.reason),
            before=before,
            after=after,
        )
        await keep_rights_change(work, kept, now)
        await forget_pending_of(work.connection, person.person_id)
        # the subject at the provider is a name, and the trail knows none
        told = (
            {} if change in {Change.LINKED, Change.UNLINKED} else {"before": before, "after": after}
        )
        entry = Entry(
            kind=TrailKind.CHANGE_PERSON,
            actor=about.by,
            organisation=person.organisation,
            body={"person_id": person.person_id, "change": change, **told},
        )
        await record(work, now, entry)

    def _forget(self, ended: list[str]) -> None:
        for session_id in ended:
            self._sessions.forget(session_id)


async def must_fit(work: Work, person: Person) -> None:
    """The role is one of that kind of organisation, and only vehicles have units."""
    if not is_plain(person.unit_id or ""):
        raise Invalid("letters that hide or turn others", field="unit_id")
    if person.role.is_vehicle and not person.unit_id:
        raise Invalid("a vehicle has a unit", field="unit_id")
    if person.unit_id and not person.role.is_vehicle:
        raise Invalid("only a vehicle has a unit", field="unit_id")
    home = await organisation_of(work.connection, person.organisation)
    if home is None:
        raise NoSuchOrganisation(f"no organisation {person.organisation}", field="organisation")
    if home.kind is not serves_at(person.role):
        raise Invalid(f"{person.role.value} belongs to another kind of organisation", field="role")


async def _must_not_be_linked(work: Work, changed: Person) -> None:
    """A provider's word would else bring in a vehicle without its device."""
    if changed.role.is_vehicle and await link_of(work.connection, changed.person_id) is not None:
        raise Invalid("a vehicle signs in with its device: unlink the account first", field="role")


def checked_reason(reason: str) -> str:
    """Raises `Invalid`: no right changes without a reason."""
    stripped = reason.strip()
    if not 1 <= len(stripped) <= REASON_AT_MOST:
        raise Invalid(f"a reason of 1 to {REASON_AT_MOST} letters", field="reason")
    return stripped


async def _of(work: Work, about: Administering) -> Person:
    person = await person_named(work.connection, as_name(about.name))
    if person is None:
        raise NoSuchPerson("no such person", field="name")
    if person.person_id == about.by:
        raise OwnRights("nobody changes their own rights", field="name")
    checked_reason(about.reason)
    return person
