"""Organisations, people and partner systems are added; each is a row of the trail and of the history of rights."""

from collections.abc import Iterable
from dataclasses import dataclass

from bongsu.audit.entry import Entry
from bongsu.audit.kinds import TrailKind
from bongsu.audit.record import record
from bongsu.identity.desk import Desk, as_name
from bongsu.identity.failures import AlreadyThere, NoSuchPartner
from bongsu.identity.passwords import new_password
from bongsu.identity.people import (
    ONLY_INCIDENTS,
    LinkRight,
    LinkSystem,
    Organisation,
    Partner,
    Person,
    Role,
)
from bongsu.identity.rights.change import checked_reason, must_fit
from bongsu.identity.rights.keep import (
    Change,
    RightsChange,
    keep_rights_change,
    rights_of,
    rights_of_partner,
)
from bongsu.identity.store import (
    add_organisation_row,
    add_partner_row,
    add_person_row,
    disable_partner_row,
    organisation_of,
    partner_named,
    person_named,
)
from bongsu.identity.tokens import token_hash
from bongsu.kernel.failures import Invalid
from bongsu.kernel.ids import new_id, new_secret
from bongsu.kernel.plain_text import is_plain

ADDED = "added"


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


async def add_organisation(
    desk: Desk, organisation: Organisation, by: str, reason: str = ADDED
) -> None:
    """Raises `AlreadyThere`, `Invalid`."""
    _must_be_plain(name_ko=organisation.name_ko, name_en=organisation.name_en)
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
        kept = RightsChange(
            change=Change.ADDED,
            by=by,
            about_kind="organisation",
            about=organisation.code,
            reason=checked_reason(reason),
            after={"kind": organisation.kind},
        )
        await keep_rights_change(work, kept, desk.clock.now())


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
    reason: str = ADDED,
) -> NewPerson:
    """Makes a password unless one is given. Raises `Invalid`, `NoSuchOrganisation`, `AlreadyThere`."""
    person = Person(new_id("per"), as_name(name), display_name, role, organisation, unit_id)
    if not 1 <= len(person.name) <= 80:
        raise Invalid("a name has 1 to 80 letters", field="name")
    _must_be_plain(name=person.name, display_name=display_name)
    was_made, password = password is None, usable(desk, password)
    password_hash = await desk.passwords.hashed(password)
    now = desk.clock.now()
    async with desk.database.work() as work:
        await must_fit(work, person)
        if await person_named(work.connection, person.name) is not None:
            raise AlreadyThere("this name is taken", field="name")
        await add_person_row(work.connection, person, password_hash, now, must_change=was_made)
        await record(work, now, _entry_of(person, by))
        await keep_rights_change(work, _added(person, by, checked_reason(reason)), now)
    return NewPerson(person, password)


# calls that another centre asks about are kept as this partner's
OTHER_CENTRES = "peer:"
# what the centre's own people begin by a key of theirs (선별관제) is no system's to change or to end
OWN_KEYS = "own:"


async def add_partner(
    desk: Desk,
    *,
    name: str,
    organisation: str,
    system: LinkSystem,
    services: Iterable[str],
    rights: Iterable[LinkRight] = ONLY_INCIDENTS,
    by: str,
    reason: str = ADDED,
) -> NewPartner:
    """Makes the partner's token. Raises `AlreadyThere`, `Invalid`."""
    _must_be_plain(name=name, organisation=organisation)
    partner = Partner(
        new_id("par"), name, organisation, system, frozenset(services), frozenset(rights)
    )
    _must_make_sense(partner)
    token = new_secret()
    now = desk.clock.now()
    async with desk.database.work() as work:
        if await partner_named(work.connection, name) is not None:
            raise AlreadyThere("this name is taken", field="name")
        await add_partner_row(work.connection, partner, token_hash(token), now)
        await record(work, now, _partner_entry(partner, by))
        kept = RightsChange(
            change=Change.ADDED,
            by=by,
            about_kind="partner",
            about=partner.partner_id,
            reason=checked_reason(reason),
            after=rights_of_partner(partner),
        )
        await keep_rights_change(work, kept, now)
    return NewPartner(partner, token)


async def disable_partner(desk: Desk, *, name: str, by: str, reason: str) -> None:
    """Its token is worth nothing any more. Raises `NoSuchPartner`."""
    now = desk.clock.now()
    async with desk.database.work() as work:
        partner = await partner_named(work.connection, name)
        if partner is None:
            raise NoSuchPartner("no such partner", field="name")
        if not await disable_partner_row(work.connection, partner.partner_id, now):
            return
        entry = Entry(
            kind=TrailKind.CHANGE_PARTNER,
            actor=by,
            organisation=partner.organisation,
            body={"partner_id": partner.partner_id, "change": Change.DISABLED},
        )
        await record(work, now, entry)
        kept = RightsChange(
            change=Change.DISABLED,
            by=by,
            about_kind="partner",
            about=partner.partner_id,
            reason=checked_reason(reason),
            before=rights_of_partner(partner),
        )
        await keep_rights_change(work, kept, now)


def usable(desk: Desk, password: str | None) -> str:
    """A made one unless one is given. Raises `Invalid`."""
    if password is None:
        return new_password()
    if len(password) < desk.settings.password_at_least:
        raise Invalid(f"at least {desk.settings.password_at_least} letters", field="password")
    return password


def _must_be_plain(**names: str) -> None:
    """Two accounts that look alike are one to whoever reads them. Raises `Invalid`."""
    for field, name in names.items():
        if not is_plain(name):
            raise Invalid("letters that hide or turn others", field=field)


def _must_make_sense(partner: Partner) -> None:
    """Raises `Invalid`, naming the field."""
    sends = LinkRight.INCIDENTS in partner.rights
    if partner.name.startswith(OTHER_CENTRES):
        raise Invalid(f"names that begin with {OTHER_CENTRES} are other centres'", field="name")
    if partner.name.startswith(OWN_KEYS):
        raise Invalid(f"names that begin with {OWN_KEYS} are no system's", field="name")
    if not partner.rights:
        raise Invalid("a linked system has at least one right", field="rights")
    if LinkRight.TICKETS in partner.rights and LinkRight.FEED not in partner.rights:
        raise Invalid(
            "tickets are asked for on the feed: give the right `feed` too", field="rights"
        )
    if sends != bool(partner.services):
        words = "say whose calls it sends" if sends else "it sends no calls: name none"
        raise Invalid(words, field="services")
    if ":" in partner.name:
        # HTTP Basic (RFC 7617) parts name and token at the first one
        raise Invalid("a linked system's name has no colon", field="name")


def _added(person: Person, by: str, reason: str) -> RightsChange:
    return RightsChange(
        change=Change.ADDED,
        by=by,
        about_kind="person",
        about=person.person_id,
        reason=reason,
        after=rights_of(person),
    )


def _partner_entry(partner: Partner, by: str) -> Entry:
    return Entry(
        kind=TrailKind.ADD_PARTNER,
        actor=by,
        organisation=partner.organisation,
        body={
            "partner_id": partner.partner_id,
            "name": partner.name,
            "services": sorted(partner.services),
            "rights": sorted(partner.rights),
        },
    )


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
