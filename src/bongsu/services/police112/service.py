"""The police's calls: categories, urgency codes, and the competent station by 행정동."""

from bongsu.incidents.service import LinkedService
from bongsu.registry.centres import CentreProfile
from bongsu.services.folder import ServiceFolder
from bongsu.services.police112.rules import LIFE, check_life, nothing
from bongsu.services.police112.scenes import SCENES
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
# 생명구호: by art. 18(2)3 alone, so none of it is a crime; an adult who is missing comes here (dossier §12.4)
LIFE_CATEGORIES = {
    "SUICIDE": ("자살기도·의심", "Suicide attempted or suspected"),
    "RESCUE_LIFE": ("생명위급 구호", "Life in danger"),
    "ADULT_MISSING": ("실종 성인", "Missing adult"),
}


def folder(centre: CentreProfile) -> ServiceFolder:
    competent = rooms_of(centre).police
    return ServiceFolder(
        linked=tuple(
            LinkedService(
                code,
                "112",
                name_ko,
                name_en,
                categories,
                CODES,
                competent,
                check=check,
                # no text between neighbours lends for a life yet, and none of it is told for nothing
                crosses=code != LIFE,
            )
            for code, name_ko, name_en, categories, check in (
                ("P112_VIDEO", "112 긴급영상", "112 pictures for the room", CATEGORIES, nothing),
                ("P112_DISPATCH", "112 긴급출동", "112 dispatch", CATEGORIES, nothing),
                (LIFE, "112 생명구호", "112 saving a life", LIFE_CATEGORIES, check_life),
            )
        ),
        scenes=SCENES,
    )
