"""What every use case of this service needs at hand."""

from dataclasses import dataclass

from bongsu.identity.secret_box import SecretBox
from bongsu.incidents.desk import Desk
from bongsu.registry.catalogue import Catalogue


@dataclass(frozen=True, slots=True)
class MissingDesk:
    """One node's. `box` seals what names or shows somebody."""

    desk: Desk
    box: SecretBox
    catalogue: Catalogue
