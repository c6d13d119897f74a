"""Who somebody is to this node: organisations, roles, people (a vehicle is a person with a unit), partner systems."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class OrganisationKind(StrEnum):
    """What an organisation does in the field."""

    CENTRE = "centre"
    POLICE = "police"
    FIRE = "fire"
    DISASTER = "disaster"
    MOJ = "moj"
    ARMY = "army"
    WELFARE = "welfare"
    CITY = "city"
    VENDOR = "vendor"
    RESIDENTS = "residents"


class Role(StrEnum):
    """What a person is signed in as; one account, one person or room or vehicle, one role."""

    OPERATOR = "OPERATOR"
    SHIFT_LEAD = "SHIFT_LEAD"
    RESIDENT_POLICE = "RESIDENT_POLICE"
    CENTRE_HEAD = "CENTRE_HEAD"
    CPO = "CPO"
    AUDITOR = "AUDITOR"
    SITE_PLANNER = "SITE_PLANNER"
    ASSET_MGR = "ASSET_MGR"
    MAINT_VENDOR = "MAINT_VENDOR"
    POLICE_ROOM = "POLICE_ROOM"
    POLICE_CAR = "POLICE_CAR"
    FIRE_ROOM = "FIRE_ROOM"
    FIRE_CAR = "FIRE_CAR"
    DISASTER_ROOM = "DISASTER_ROOM"
    MOJ_CENTRE = "MOJ_CENTRE"
    MIL_ROOM = "MIL_ROOM"
    WELFARE = "WELFARE"
    RESIDENT = "RESIDENT"
    CITY_HUB = "CITY_HUB"

    @property
    def is_own(self) -> bool:
        """The centre's own people; everybody else sees only what is lent to them."""
        return self in OWN_ROLES

    @property
    def is_wall(self) -> bool:
        """A room whose screens stay on without anybody touching them."""
        return self in WALL_ROLES

    @property
    def is_vehicle(self) -> bool:
        return self in VEHICLE_ROLES


OWN_ROLES = frozenset(
    {
        Role.OPERATOR,
        Role.SHIFT_LEAD,
        Role.RESIDENT_POLICE,
        Role.CENTRE_HEAD,
        Role.CPO,
        Role.AUDITOR,
        Role.SITE_PLANNER,
        Role.ASSET_MGR,
    }
)
WALL_ROLES = frozenset(
    {Role.POLICE_ROOM, Role.FIRE_ROOM, Role.DISASTER_ROOM, Role.MOJ_CENTRE, Role.MIL_ROOM}
)
VEHICLE_ROLES = frozenset({Role.POLICE_CAR, Role.FIRE_CAR})


_SERVES_AT = {
    Role.POLICE_ROOM: OrganisationKind.POLICE,
    Role.POLICE_CAR: OrganisationKind.POLICE,
    Role.FIRE_ROOM: OrganisationKind.FIRE,
    Role.FIRE_CAR: OrganisationKind.FIRE,
    Role.DISASTER_ROOM: OrganisationKind.DISASTER,
    Role.MOJ_CENTRE: OrganisationKind.MOJ,
    Role.MIL_ROOM: OrganisationKind.ARMY,
    Role.WELFARE: OrganisationKind.WELFARE,
    Role.CITY_HUB: OrganisationKind.CITY,
    # maintenance may be outsourced, but it sees no picture and no recording
    Role.MAINT_VENDOR: OrganisationKind.VENDOR,
    Role.RESIDENT: OrganisationKind.RESIDENTS,
}


def serves_at(role: Role) -> OrganisationKind:
    """The kind of organisation that a role belongs to: nobody outside the centre is an operator."""
    return OrganisationKind.CENTRE if role.is_own else _SERVES_AT[role]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A party: `KNPA.SEOUL.SEONGBUK` is 성북경찰서."""

    code: str
    name_ko: str
    name_en: str
    kind: OrganisationKind


@dataclass(frozen=True, slots=True)
class Person:
    """An account. `name` signs in, `display_name` is shown, `unit_id` (`순31`) makes it a vehicle."""

    person_id: str
    name: str
    display_name: str
    role: Role
    organisation: str
    unit_id: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """One sign-in on one browser. Its token is known to that browser only.

    `active_at`: when a person last touched something; `proven_until`: how long a device's proof holds; `must_change`: a
    password is to be chosen first; `source`: where it was opened from, as `source.py` writes it."""

    session_id: str
    person_id: str
    started_at: datetime
    seen_at: datetime
    active_at: datetime | None = None
    locked_at: datetime | None = None
    proven_until: datetime | None = None
    must_change: bool = False
    source: str | None = None


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is asking."""

    session: Session
    person: Person
    organisation: Organisation
    ends_at: datetime
    locked: bool = False

    @property
    def session_id(self) -> str:
        return self.session.session_id

    @property
    def person_id(self) -> str:
        return self.person.person_id

    @property
    def role(self) -> Role:
        return self.person.role


class LinkSystem(StrEnum):
    """The kind of system on the other end of a link."""

    POLICE_112 = "112"
    FIRE_119 = "119"
    MOJ = "MOJ"
    ARMY = "MND"
    DISASTER = "DISASTER"
    MISSING = "182"
    SAFE_RETURN = "SAFE"
    BELL = "BELL"
    WELFARE = "WELFARE"
    WANTED_CARS = "WASS"
    SECURITY = "SECURITY"
    # reads only: a map, a statistics system
    OTHER = "other"


class LinkRight(StrEnum):
    """What a linked system may do. What is not named is refused."""

    INCIDENTS = "incidents"
    CATALOGUE = "catalogue"
    FEED = "feed"
    TICKETS = "tickets"


ONLY_INCIDENTS = frozenset({LinkRight.INCIDENTS})


@dataclass(frozen=True, slots=True)
class Partner:
    """A linked system: `organisation` is its sender code, `services` the ones whose calls it may send."""

    partner_id: str
    name: str
    organisation: str
    system: LinkSystem
    services: frozenset[str]
    rights: frozenset[LinkRight] = ONLY_INCIDENTS
