"""How a call's details are kept: as they were said, unless a service seals what describes somebody before it is written."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from bongsu.incidents.message import Call

# which call it is (what is sealed for one opens in no other), and what was said → what is kept
Keep = Callable[[str, Mapping[str, object]], dict[str, object]]


def call_of(partner: str, ext_incident_no: str) -> str:
    return f"{partner}/{ext_incident_no}"


@dataclass(frozen=True, slots=True)
class KeptDetails:
    """Service code → how; a service's folder adds its own when the node is put together."""

    by_service: dict[str, Keep] = field(default_factory=dict)

    def of(self, call: Call) -> dict[str, object]:
        said = dict(call.details or {})
        keep = self.by_service.get(call.service)
        if keep is None or not said:
            return said
        return keep(call_of(call.partner, call.ext_incident_no), said)
