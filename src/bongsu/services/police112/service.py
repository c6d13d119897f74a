"""The police's calls: categories, urgency codes, and the competent station by 행정동."""

from bongsu.incidents.service import LinkedService
from bongsu.registry.centres import CentreProfile
from bongsu.services.folder import ServiceFolder
from bongsu.sharing.rooms import rooms_of

CATEGORIES = {
    "MURDER": ("살인", "Murder"),
    "ROBBERY": ("강도", "Robbery"),
    "PICKPOCKET": ("치기(소매치기)", "Pickpocketing"),
    "THEFT": ("절도", "Theft"),
    "KIDNAP": ("납치감금", "Kidnapping"),
    "SEXUAL_VIOLENCE": ("성폭력", "Sexual violence"),
    "DOMESTIC_VIOLENCE": ("가정폭력", "Domestic violence"),
    "ASSAULT": ("폭행", "Assault"),
    "QUARREL": ("시비", "Quarrel"),
    "TRAFFIC_ACCIDENT": ("교통사고", "Traffic accident"),
    "DRUNK": ("주취자", "Drunk person"),
    "STALKING": ("스토킹", "Stalking"),
    "SUICIDE": ("자살의심", "Suspected suicide"),
    "MISSING": ("실종", "Missing person"),
    "NOISE": ("소음", "Noise"),
    "OTHER": ("기타", "Other"),
}
CODES = frozenset({"C0", "C1", "C2", "C3", "C4"})


def folder(centre: CentreProfile) -> ServiceFolder:
    competent = rooms_of(centre).police
    return ServiceFolder(
        linked=tuple(
            LinkedService(code, "112", name_ko, name_en, CATEGORIES, CODES, competent, crosses=True)
            for code, name_ko, name_en in (
                ("P112_VIDEO", "112 긴급영상", "112 pictures for the room"),
                ("P112_DISPATCH", "112 긴급출동", "112 dispatch"),
            )
        )
    )
