"""This centre as it presents itself to others."""

from dataclasses import dataclass
from importlib.metadata import version

from bongsu.federation.peers.peer import PeerKind
from bongsu.registry.centres import CentreProfile

RELEASE = version("bongsu")


@dataclass(frozen=True, slots=True)
class OwnCentre:
    """Code, names, kind and districts; `release` is the program's."""

    code: str
    name_ko: str
    name_en: str
    kind: PeerKind
    districts: tuple[str, ...]
    release: str = RELEASE

    @property
    def is_hub(self) -> bool:
        return self.kind is PeerKind.HUB


def own_centre(profile: CentreProfile) -> OwnCentre:
    kind = PeerKind.HUB if profile.is_hub else PeerKind.DISTRICT
    return OwnCentre(profile.code, profile.name_ko, profile.name_en, kind, profile.districts)
