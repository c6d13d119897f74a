"""Who may sign in at the demo, and the partner systems that send its calls."""

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from bongsu.identity.people import LinkSystem, Organisation, OrganisationKind, Role
from bongsu.identity.service import IdentityService
from bongsu.sharing.agreements.seongbuk import (
    CENTRE,
    DISASTER_ROOM,
    FIRE_SEONGBUK,
    POLICE_JONGAM,
    POLICE_SEONGBUK,
)
from bongsu.simulate import cast

VENDOR = "SEONGBUK.VENDOR"
ORGANISATIONS = (
    Organisation(CENTRE, "성북구 통합관제센터", "Seongbuk control centre", OrganisationKind.CENTRE),
    Organisation(POLICE_SEONGBUK, "성북경찰서", "Seongbuk police", OrganisationKind.POLICE),
    Organisation(POLICE_JONGAM, "종암경찰서", "Jongam police", OrganisationKind.POLICE),
    Organisation(FIRE_SEONGBUK, "성북소방서", "Seongbuk fire station", OrganisationKind.FIRE),
    Organisation(
        DISASTER_ROOM, "성북구 재난안전상황실", "Seongbuk disaster room", OrganisationKind.DISASTER
    ),
    Organisation(
        VENDOR, "성북구 CCTV 유지관리업체", "Maintenance company", OrganisationKind.VENDOR
    ),
    *cast.ORGANISATIONS,
)

# sign-in name, what screens show, role, organisation, unit
PEOPLE = (
    ("operator", "관제요원 3번석", Role.OPERATOR, CENTRE, None),
    ("lead", "관제팀장", Role.SHIFT_LEAD, CENTRE, None),
    ("head", "운영책임자", Role.CENTRE_HEAD, CENTRE, None),
    ("seongbuk-room", "112상황실-02", Role.POLICE_ROOM, POLICE_SEONGBUK, None),
    ("jongam-room", "112상황실-01", Role.POLICE_ROOM, POLICE_JONGAM, None),
    ("car31", "순31", Role.POLICE_CAR, POLICE_SEONGBUK, "순31"),
    ("car41", "순41", Role.POLICE_CAR, POLICE_JONGAM, "순41"),
    ("fire-room", "119상황실-01", Role.FIRE_ROOM, FIRE_SEONGBUK, None),
    ("engine1", "펌프1", Role.FIRE_CAR, FIRE_SEONGBUK, "펌프1"),
    ("disaster-room", "재난상황실-01", Role.DISASTER_ROOM, DISASTER_ROOM, None),
    *cast.PEOPLE,
    ("planner", "설치담당", Role.SITE_PLANNER, CENTRE, None),
    ("assets", "유지관리담당", Role.ASSET_MGR, CENTRE, None),
    ("vendor", "유지관리업체", Role.MAINT_VENDOR, VENDOR, None),
    ("auditor", "감사담당", Role.AUDITOR, CENTRE, None),
    ("cpo", "개인정보보호책임자", Role.CPO, CENTRE, None),
)
# of the whole city: they send to every centre
OF_THE_CITY = (
    (
        "seoul-112",
        "KNPA.SEOUL",
        LinkSystem.POLICE_112,
        ("P112_VIDEO", "P112_DISPATCH", "P112_LIFE"),
    ),
    ("seoul-119", "NFA.SEOUL", LinkSystem.FIRE_119, ("F119_DISPATCH",)),
)
PARTNERS = (
    *OF_THE_CITY,
    *cast.SYSTEMS,
)


Named = cast.Person
System = cast.System


@dataclass(frozen=True, slots=True)
class House:
    """Everybody of one centre."""

    organisations: Sequence[Organisation] = ORGANISATIONS
    people: Sequence[Named] = PEOPLE
    partners: Sequence[System] = PARTNERS


SEONGBUK = House()


class Account(msgspec.Struct, frozen=True):
    """One line of the ready message."""

    role: str
    name: str
    password: str


class PartnerToken(msgspec.Struct, frozen=True):
    """One partner system's credential."""

    name: str
    token: str


class Credentials(msgspec.Struct, frozen=True):
    """Everything that the demo tells whoever started it."""

    accounts: list[Account]
    partners: list[PartnerToken]

    def token_of(self, partner: str) -> str:
        return next(one.token for one in self.partners if one.name == partner)


def read_kept(path: Path) -> Credentials | None:
    return msgspec.json.decode(path.read_bytes(), type=Credentials) if path.exists() else None


async def credentials(
    identity: IdentityService, kept: Path, house: House = SEONGBUK
) -> Credentials:
    """Those of an earlier start in this folder, or new ones."""
    if (known := read_kept(kept)) is not None:
        return known
    for organisation in house.organisations:
        await identity.add_organisation(organisation)
    accounts = [await _account(identity, one) for one in house.people]
    partners = []
    for name, organisation_code, system, services in house.partners:
        made = await identity.add_partner(
            name=name, organisation=organisation_code, system=system, services=services
        )
        partners.append(PartnerToken(name, made.token))
    made_now = Credentials(accounts, partners)
    _keep(kept, msgspec.json.encode(made_now))
    return made_now


async def _account(identity: IdentityService, one: Named) -> Account:
    name, shown, role, organisation, unit_id = one
    made = await identity.add_person(
        name=name, display_name=shown, role=role, organisation=organisation, unit_id=unit_id
    )
    return Account(role.value, name, made.password)


def _keep(path: Path, content: bytes) -> None:
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(content)
