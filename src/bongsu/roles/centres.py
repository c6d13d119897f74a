"""The centre that a node is: its profile, what is agreed by it, its linked services and its dongs."""

from collections.abc import Mapping

from bongsu.incidents.by_registry import RegistryDongs
from bongsu.incidents.centre import Centre
from bongsu.incidents.service import LinkedService
from bongsu.registry.catalogue import Catalogue
from bongsu.registry.centres import CentreProfile
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.names import Names


def names_of(services: Mapping[str, LinkedService]) -> Names:
    """The words in which an agreement is read: what each linked service says of itself."""
    return Names(
        services={code: (one.name_ko, one.name_en) for code, one in services.items()},
        categories={code: one.categories for code, one in services.items()},
    )


def centre_of(
    profile: CentreProfile,
    catalogue: Catalogue,
    agreements: AgreementBook,
    services: Mapping[str, LinkedService],
) -> Centre:
    """성북구 통합관제센터 with what is agreed by it."""
    return Centre(
        code=profile.code,
        name_ko=profile.name_ko,
        name_en=profile.name_en,
        agreements=agreements,
        services=services,
        dongs=RegistryDongs(catalogue, *profile.districts),
        kind=profile.kind.value,
        districts=profile.districts,
    )
