"""What a call to save a life may stand on. Pure; everything else of the police's calls is the agreement's."""

from bongsu.incidents.incident import Incident
from bongsu.incidents.message import Call
from bongsu.kernel.failures import Invalid

LIFE = "P112_LIFE"
LIFE_BASIS = "PIPA18-2-3"


def nothing(_call: Call, _before: Incident | None) -> None:
    """A crime's call says nothing beyond the canonical message."""


def check_life(call: Call, _before: Incident | None) -> None:
    """Somebody in danger has done nothing: never art. 18(2)7, whatever an agreement says. Raises `Invalid`."""
    if call.legal_basis not in (None, LIFE_BASIS):
        raise Invalid(f"{LIFE} stands on {LIFE_BASIS} alone", field="legal.basis")
