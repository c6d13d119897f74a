"""Parts of residents' messages as they stand on the wire; strict, so that no name and no telephone number slips in."""

import re
from typing import Annotated

import msgspec
from msgspec import Meta

from bongsu.incidents.degrees import Lat, Lon
from bongsu.incidents.incident import Place
from bongsu.kernel.failures import Invalid
from bongsu.kernel.plain_text import ONE_LINE

Word = Annotated[str, Meta(min_length=1, max_length=80, pattern=ONE_LINE)]
# a pseudonym of one line (`$` alone would let a line end follow): no spaces, no telephone number with its dashes and spaces
DeviceId = Annotated[str, Meta(min_length=4, max_length=80, pattern=r"^[A-Za-z0-9_.:]+$(?!\n)")]
Percent = Annotated[int, Meta(ge=0, le=100)]
_PHONE = 9
_MOBILE = re.compile(r"(82)?0?1[0-9][_.:]?[0-9]{3,4}[_.:]?[0-9]{4}")


class Wire(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of a message; an unknown field is refused by name."""


class Position(Wire, frozen=True):
    """Where the device is."""

    lat: Lat
    lon: Lon
    accuracy_m: Annotated[float, Meta(ge=0.0, le=100_000.0)] = 20.0
    method: Word = "GPS"

    def place(self) -> Place:
        return Place(
            lat=self.lat, lon=self.lon, accuracy_m=self.accuracy_m, method=self.method[:10]
        )


def check_pseudonym(device_id: str) -> None:
    """A telephone number names its owner. Raises `Invalid`."""
    if (device_id.isdigit() and len(device_id) >= _PHONE) or _MOBILE.fullmatch(device_id):
        raise Invalid("A pseudonym, no telephone number", field="device_id")


def need(value: object, field: str, of: str) -> None:
    """Raises `Invalid` where the type of message needs what is missing."""
    if value is None:
        raise Invalid(f"{of} needs this field", field=field)
