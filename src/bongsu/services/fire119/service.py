"""The fire service's calls: categories without urgency codes; one fire station for the whole district."""

from collections.abc import Mapping

from bongsu.incidents.service import LinkedService
from bongsu.sharing.agreements.seongbuk import DISASTER_ROOM, FIRE_SEONGBUK
from bongsu.sharing.jurisdiction import Ambiguous, Competent, Jurisdiction, Outside

CATEGORIES = {
    "FIRE": ("화재", "Fire"),
    "RESCUE": ("구조", "Rescue"),
    "DISASTER": ("재난", "Disaster"),
    "EMS": ("구급", "Ambulance"),
    "LIFE_SAFETY": ("생활안전", "Everyday safety"),
    "OTHER": ("기타", "Other"),
}


def competent(shares: Mapping[str, float] | None) -> Jurisdiction:
    """The district's fire station, for any place within the district."""
    if shares is None:
        return Ambiguous((FIRE_SEONGBUK,), "no_place")
    return Competent(FIRE_SEONGBUK) if shares else Outside()


def linked_services() -> list[LinkedService]:
    return [
        LinkedService(
            "F119_DISPATCH",
            "119",
            "119 긴급출동",
            "119 dispatch",
            CATEGORIES,
            frozenset(),
            competent,
            also_told=(DISASTER_ROOM,),
        )
    ]
