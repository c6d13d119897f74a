"""What every use case of this service needs at hand."""

from dataclasses import dataclass, field
from datetime import datetime

from bongsu.identity.secret_box import SecretBox
from bongsu.incidents.desk import Desk
from bongsu.incidents.lookback import NothingRecorded, Recordings
from bongsu.registry.catalogue import Catalogue
from bongsu.services.missing.search_keys import SearchKeys


@dataclass(frozen=True, slots=True)
class MissingDesk:
    """One node's. `box` seals the register; `keys` what is provided for one search, each under its own."""

    desk: Desk
    box: SecretBox
    catalogue: Catalogue
    keys: SearchKeys
    recordings: Recordings = field(default_factory=NothingRecorded)
    looked: dict[tuple[str, str], datetime] = field(default_factory=dict)
    """Order and person → when their look through its candidates was last written down."""
