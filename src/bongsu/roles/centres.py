"""The centres that this release knows how to be. Today one: 성북구."""

from collections.abc import Mapping

from bongsu.incidents.by_registry import RegistryDongs
from bongsu.incidents.centre import Centre
from bongsu.incidents.service import LinkedService
from bongsu.registry.catalogue import Catalogue
from bongsu.services.plugins import load_services
from bongsu.sharing.agreements.seongbuk import CENTRE
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.names import Names


def names_of(services: Mapping[str, LinkedService]) -> Names:
    """The words in which an agreement is read: what each linked service says of itself."""
    return Names(
        services={code: (one.name_ko, one.name_en) for code, one in services.items()},
        categories={code: one.categories for code, one in services.items()},
    )


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
