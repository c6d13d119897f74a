"""What every use case of a resident's alarm stands on, and how it fails."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any  # Any: the application's state

import msgspec

from bongsu.identity.people import Partner
from bongsu.identity.secret_box import SecretBox
from bongsu.incidents.desk import Desk
from bongsu.kernel.failures import Failure, Kind
from bongsu.kernel.settings import load
from bongsu.services.shared.residents.settings import ResidentSettings


class UnknownDevice(Failure):
    """Nobody registered this phone, pole or home device."""

    kind = Kind.NOT_FOUND
    code = "unknown_device"


class UnknownAlarm(Failure):
    """A word about an alarm that never came."""

    kind = Kind.NOT_FOUND
    code = "unknown_alarm"


class NotYourService(Failure):
    """The partner's credential does not cover this service."""

    kind = Kind.REFUSED
    code = "service_not_yours"


class NotYetEnded(Failure):
    """Neither is the resident known to be safe, nor have the police taken over."""

    kind = Kind.CONFLICT
    code = "not_yet_ended"


@dataclass(frozen=True, slots=True)
class ResidentDesk:
    """The incidents' desk, the box in which places lie sealed, and the limits."""

    desk: Desk
    box: SecretBox
    settings: ResidentSettings

    @classmethod
    def of(cls, state: Mapping[str, Any]) -> "ResidentDesk":
        """As the node's state has it."""
        box = SecretBox(state["identity"].settings.key_file)
        return cls(state["desk"], box, load(ResidentSettings, "residents"))

    @staticmethod
    def extend(state: Mapping[str, Any]) -> Mapping[str, Any]:
        """What each residents' folder adds to the application's state; the same thing thrice is once."""
        return {"residents": ResidentDesk.of(state)}

    def seal(self, value: object, about: str) -> str:
        return self.box.seal(msgspec.json.encode(value), about)


@dataclass(frozen=True, slots=True)
class From:
    """Which linked system speaks, and from which body."""

    partner: Partner

    @property
    def name(self) -> str:
        return self.partner.name

    def must_have(self, service: str) -> None:
        """Raises `NotYourService`."""
        if service not in self.partner.services:
            raise NotYourService(f"This credential may not send {service}", field="type")
