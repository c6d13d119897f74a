"""Which cameras a press shows: those at the pole, then the two nearest (dossier §1.2 BELL). Pure."""

from bongsu.incidents.choose import Nearest
from bongsu.incidents.incident import Incident
from bongsu.services.shared.residents.own import BESIDE_A_POLE


def at_the_pole(incident: Incident) -> Nearest:
    """A pole that the registry does not know shows the nearest."""
    site = incident.details.get("site_id")
    return Nearest(site if isinstance(site, str) else "", BESIDE_A_POLE)
