"""Who plays in the linked services' scenes: partner systems, and the rooms outside that see what they say."""

from bongsu.identity.people import LinkSystem, Organisation, OrganisationKind, Role

System = tuple[str, str, LinkSystem, tuple[str, ...]]
Person = tuple[str, str, Role, str, str | None]

# name, organisation, system, services: each system has its own credential
SYSTEMS: tuple[System, ...] = (
    ("moj-anklet", "MOJ.ANKLET", LinkSystem.MOJ, ("ANKLET",)),
    ("mnd-capital", "MND.CAPITAL", LinkSystem.ARMY, ("MILITARY",)),
    ("kma-cap", "KMA", LinkSystem.DISASTER, ("DISASTER",)),
    ("city-disaster-room", "SEOUL.DISASTER", LinkSystem.DISASTER, ("DISASTER",)),
    ("disaster-room-system", "SEONGBUK.DISASTER", LinkSystem.DISASTER, ("DISASTER",)),
    ("water-level", "SEONGBUK.DISASTER", LinkSystem.DISASTER, ("DISASTER",)),
    ("police-182", "KNPA.SEOUL", LinkSystem.MISSING, ("MISSING",)),
    ("ansimi", "SEOUL.ANSIMI", LinkSystem.SAFE_RETURN, ("SOS_APP", "ESCORT")),
    ("ansim-helpme", "SEOUL.ANSIMI", LinkSystem.SAFE_RETURN, ("SOS_APP",)),
    ("home-device", "SEONGBUK.WELFARE", LinkSystem.WELFARE, ("LONE_WOMAN",)),
    ("seoul-watch", "KNPA.SEOUL", LinkSystem.POLICE_112, ("STALK_VICTIM",)),
    ("wass", "KNPA", LinkSystem.WANTED_CARS, ("WANTED_CAR",)),
    ("plate-reader", "SEONGBUK", LinkSystem.WANTED_CARS, ("WANTED_CAR",)),
    ("security-one", "SECURITY.ONE", LinkSystem.SECURITY, ("PRIV_SEC",)),
    ("bells", "SEONGBUK", LinkSystem.BELL, ("BELL",)),
)

ORGANISATIONS = (
    Organisation(
        "MOJ.ANKLET",
        "법무부 위치추적중앙관제센터",
        "Ministry of Justice tracking centre",
        OrganisationKind.MOJ,
    ),
    Organisation(
        "MND.CAPITAL",
        "수도방위사령부 예하부대 상황실",
        "Situation room of a unit of the Capital Defence Command",
        OrganisationKind.ARMY,
    ),
    Organisation(
        "SEOUL.DISASTER",
        "서울시 재난안전상황실",
        "Seoul city disaster room",
        OrganisationKind.DISASTER,
    ),
    Organisation(
        "SEONGBUK.WELFARE",
        "성북구 치매안심센터",
        "Seongbuk dementia care centre",
        OrganisationKind.WELFARE,
    ),
    Organisation(
        "SEONGBUK.RESIDENTS", "성북구 주민", "Residents of Seongbuk", OrganisationKind.RESIDENTS
    ),
)

# sign-in name, what screens show, role, organisation, unit
PEOPLE: tuple[Person, ...] = (
    ("moj-room", "위치추적관제-01", Role.MOJ_CENTRE, "MOJ.ANKLET", None),
    ("army-room", "군상황실-01", Role.MIL_ROOM, "MND.CAPITAL", None),
    ("city-disaster-room", "시재난상황실-01", Role.DISASTER_ROOM, "SEOUL.DISASTER", None),
    ("welfare", "복지담당", Role.WELFARE, "SEONGBUK.WELFARE", None),
    ("guardian", "보호자", Role.RESIDENT, "SEONGBUK.RESIDENTS", None),
)
