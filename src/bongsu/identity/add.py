"""Organisations, people and partner systems are added, passwords are set anew; each is a row of the trail."""

from collections.abc import Iterable
from dataclasses import dataclass

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.desk import Desk, as_name
from bongsu.identity.failures import AlreadyThere, NoSuchOrganisation, NoSuchPerson
from bongsu.identity.passwords import new_password
from bongsu.identity.people import LinkSystem, Organisation, Partner, Person, Role, serves_at
from bongsu.identity.sessions import Sessions
from bongsu.identity.sign_out import end_sessions
from bongsu.identity.store import (
    add_organisation_row,
    add_partner_row,
    add_person_row,
    forget_wrong_sign_ins,
    organisation_of,
    partner_named,
    person_named,
    set_password_row,
)
from bongsu.identity.tokens import token_hash
from bongsu.kernel.failures import Invalid
from bongsu.kernel.ids import new_id, new_secret


@dataclass(frozen=True, slots=True, repr=False)
class NewPerson:
    """A person and the password that is shown once."""

    person: Person
    password: str


@dataclass(frozen=True, slots=True, repr=False)
class NewPartner:
    """A partner and the token that is shown once."""

    partner: Partner
    token: str


async def add_organisation(desk: Desk, organisation: Organisation, by: str) -> None:
    """Raises `AlreadyThere`."""
    entry = Entry(
        kind=TrailKind.ADD_ORGANISATION,
        actor=by,
        organisation=organisation.code,
        body={"kind": organisation.kind},
    )
    async with desk.database.work() as work:
        if await organisation_of(work.connection, organisation.code) is not None:
            raise AlreadyThere(f"organisation {organisation.code} is there already", field="code")
        await add_organisation_row(work.connection, organisation)
        await record(work, desk.clock.now(), entry)


async def add_person(
    desk: Desk,
    *,
    name: str,
    display_name: str,
    role: Role,
    organisation: str,
    unit_id: str | None = None,
    password: str | None = None,
    by: str,
) -> NewPerson:
    """Makes a password unless one is given. Raises `Invalid`, `NoSuchOrganisation`, `AlreadyThere`."""
    person = Person(new_id("per"), as_name(name), display_name, role, organisation, unit_id)
    _must_make_sense(person)
    password = _usable(desk, password)
    password_hash = await desk.passwords.hashed(password)
    now = desk.clock.now()
    async with desk.database.work() as work:
        home = await organisation_of(work.connection, organisation)
        if home is None:
            raise NoSuchOrganisation(f"no organisation {organisation}", field="organisation")
        if home.kind is not serves_at(role):
            raise Invalid(f"{role.value} belongs to another kind of organisation", field="role")
        if await person_named(work.connection, person.name) is not None:
            raise AlreadyThere("this name is taken", field="name")
        await add_person_row(work.connection, person, password_hash, now)
        await record(work, now, _entry_of(person, by))
    return NewPerson(person, password)


async def set_password(
    desk: Desk, sessions: Sessions, *, name: str, password: str | None = None, by: str
) -> NewPerson:
    """A new password for an account; what was open under the old one ends. Raises `NoSuchPerson`, `Invalid`."""
    password = _usable(desk, password)
    password_hash = await desk.passwords.hashed(password)
    now = desk.clock.now()
    async with desk.database.work() as work:
        person = await person_named(work.connection, as_name(name))
        if person is None:
            raise NoSuchPerson("no such person", field="name")
        await set_password_row(work.connection, person.person_id, password_hash)
        await forget_wrong_sign_ins(work.connection, token_hash(person.name))
        change = Entry(
            kind=TrailKind.CHANGE_PERSON,
            actor=by,
            organisation=person.organisation,
            body={"person_id": person.person_id, "change": "password"},
        )
        await record(work, now, change)
        ended = await end_sessions(work, person, by, now)
    for session_id in ended:
        sessions.forget(session_id)
    return NewPerson(person, password)


async def add_partner(
    desk: Desk,
    *,
    name: str,
    organisation: str,
    system: LinkSystem,
    services: Iterable[str],
    by: str,
) -> NewPartner:
    """Makes the partner's token. Raises `AlreadyThere`."""
    partner = Partner(new_id("par"), name, organisation, system, frozenset(services))
    token = new_secret()
    now = desk.clock.now()
    entry = Entry(
        kind=TrailKind.ADD_PARTNER,
        actor=by,
        organisation=organisation,
        body={"partner_id": partner.partner_id, "name": name, "services": sorted(partner.services)},
    )
    async with desk.database.work() as work:
        if await partner_named(work.connection, name) is not None:
            raise AlreadyThere("this name is taken", field="name")
        await add_partner_row(work.connection, partner, token_hash(token), now)
        await record(work, now, entry)
    return NewPartner(partner, token)


def _must_make_sense(person: Person) -> None:
    if not 1 <= len(person.name) <= 80:
        raise Invalid("a name has 1 to 80 letters", field="name")
    if person.role.is_vehicle and not person.unit_id:
        raise Invalid("a vehicle has a unit", field="unit_id")
    if person.unit_id and not person.role.is_vehicle:
        raise Invalid("only a vehicle has a unit", field="unit_id")


def _usable(desk: Desk, password: str | None) -> str:
    if password is None:
        return new_password()
    if len(password) < desk.settings.password_at_least:
        raise Invalid(f"at least {desk.settings.password_at_least} letters", field="password")
    return password


def _entry_of(person: Person, by: str) -> Entry:
    return Entry(
        kind=TrailKind.ADD_PERSON,
        actor=by,
        organisation=person.organisation,
        body={
            "person_id": person.person_id,
            "role": person.role,
            "unit_id": person.unit_id,
        },
    )
