"""Which centres the demo city starts, where each listens, and who works there."""

from dataclasses import dataclass
from pathlib import Path

import msgspec

from bongsu.demo.accounts import OF_THE_CITY, SEONGBUK, House, Named
from bongsu.identity.people import Organisation, OrganisationKind, Role
from bongsu.registry.centres import CENTRES, CentreProfile, profile
from bongsu.roles.settings import NodeSettings
from bongsu.sharing.agreements.texts import LINKED, own_text, texts_of
from bongsu.sharing.rooms import rooms_of

# console, live pictures, pictures for others, link, and further media from +11: one centre stays below the next
APART = 20
HUB_FIRST = ("SEOUL", "SEONGBUK", "GANGBUK", "GURO")
_KINDS = {
    "KNPA": OrganisationKind.POLICE,
    "NFA": OrganisationKind.FIRE,
    "MND": OrganisationKind.ARMY,
    "MOJ": OrganisationKind.MOJ,
}


@dataclass(frozen=True, slots=True)
class CityCentre:
    """One centre of the demo city and its settings."""

    profile: CentreProfile
    settings: NodeSettings

    @property
    def code(self) -> str:
        return self.profile.code

    @property
    def console(self) -> str:
        return f"http://{self.profile.local_host}:{self.settings.port}"

    @property
    def loopback(self) -> str:
        return f"http://127.0.0.1:{self.settings.port}"


def city_centres(usual: NodeSettings, folder: Path, port: int) -> tuple[CityCentre, ...]:
    """The hub on `port`, each district twenty further; each in a folder of its own."""
    return tuple(
        _at(usual, profile(code), folder, port + APART * place)
        for place, code in enumerate(HUB_FIRST)
    )


def _at(usual: NodeSettings, one: CentreProfile, folder: Path, port: int) -> CityCentre:
    settings = msgspec.structs.replace(
        usual, centre=one.code, data_dir=str(folder / one.host), port=port
    )
    return CityCentre(one, settings)


def house_of(centre: CentreProfile) -> House:
    """The centre's own people and rooms; of stations across the border only their names."""
    organisations = _organisations(centre)
    if centre.code == "SEONGBUK":
        # its linked services' rooms too, also those that are party of no agreement (복지)
        every = {one.code: one for one in (*organisations, *SEONGBUK.organisations)}
        return House(tuple(every.values()), SEONGBUK.people)
    return House(organisations, _people(centre), OF_THE_CITY)


def _organisations(centre: CentreProfile) -> tuple[Organisation, ...]:
    """Not the other centres: an organisation of that kind is this very centre, and shown nothing by a lending."""
    parties = {
        party.organisation: party for text in texts_of(centre.code) for party in text.parties
    }
    return tuple(
        Organisation(code, party.name_ko, party.name_en, _kind(code))
        for code, party in parties.items()
        if code == centre.code or code not in CENTRES
    )


def _kind(code: str) -> OrganisationKind:
    if code in LINKED:
        return OrganisationKind.CENTRE
    return _KINDS.get(code.partition(".")[0], OrganisationKind.DISASTER)


def _people(centre: CentreProfile) -> tuple[Named, ...]:
    own, rooms = centre.code, rooms_of(centre)
    police = next(one.organisation for one in own_text(own).parties if "KNPA" in one.organisation)
    inside: tuple[Named, ...] = (
        ("operator", "관제요원 1번석", Role.OPERATOR, own, None),
        ("lead", "관제팀장", Role.SHIFT_LEAD, own, None),
        ("head", "운영책임자", Role.CENTRE_HEAD, own, None),
        ("auditor", "감사담당", Role.AUDITOR, own, None),
        ("cpo", "개인정보보호책임자", Role.CPO, own, None),
    )
    outside: tuple[Named, ...] = (
        (f"{centre.host}-room", "112상황실-01", Role.POLICE_ROOM, police, None),
        ("fire-room", "119상황실-01", Role.FIRE_ROOM, rooms.fire, None),
        ("disaster-room", "재난상황실-01", Role.DISASTER_ROOM, rooms.disaster, None),
    )
    # the city's rooms have no vehicles of their own: those are the stations'
    return inside + outside + (() if centre.is_hub else _vehicles(police, rooms.fire))


def _vehicles(police: str, fire: str) -> tuple[Named, ...]:
    return (
        ("car21", "순21", Role.POLICE_CAR, police, "순21"),
        ("engine1", "펌프1", Role.FIRE_CAR, fire, "펌프1"),
    )
