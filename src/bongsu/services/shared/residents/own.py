"""What the centre's own people see of a resident's alarm: the five nearest cameras (dossier §0.2, §12.15)."""

from collections.abc import Callable

from bongsu.incidents.choose import Nearest
from bongsu.incidents.incident import Incident
from bongsu.incidents.service import Addressed, OwnView
from bongsu.sharing.jurisdiction import Jurisdiction

# residents' services use 방범·어린이·다목적 cameras only (dossier §12.15)
PURPOSES = frozenset({"crime_prevention", "children", "multi"})
LEGAL_BASIS = "PIPA18-2-3"
BESIDE_A_POLE = 2


def _by_distance(_incident: Incident) -> Nearest:
    return Nearest()


def five_nearest(nearest: Callable[[Incident], Nearest] = _by_distance) -> OwnView:
    """For half an hour, following the phone."""
    return OwnView(PURPOSES, radius_m=300.0, max_cameras=5, seconds=1800, nearest=nearest)


def nobody_outside(_incident: Incident, _who: Jurisdiction) -> Addressed:
    """The police see it only when a person of the centre hands it over."""
    return Addressed(None)
