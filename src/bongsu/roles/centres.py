"""The centres that this release knows how to be. Today one: 성북구."""

from bongsu.incidents.by_registry import RegistryDongs
from bongsu.incidents.centre import Centre
from bongsu.registry.catalogue import Catalogue
from bongsu.services.plugins import load_services
from bongsu.sharing.agreements.seongbuk import CENTRE
from bongsu.sharing.book import AgreementBook


def seongbuk(catalogue: Catalogue, agreements: AgreementBook) -> Centre:
    """성북구 통합관제센터 with what is agreed by it."""
    return Centre(
        code=CENTRE,
        name_ko="성북구 통합관제센터",
        name_en="Seongbuk control centre",
        agreements=agreements,
        services=load_services(),
        dongs=RegistryDongs(catalogue, "SB"),
    )
