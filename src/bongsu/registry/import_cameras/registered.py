"""What is registered of a district, as an import compares it with a file."""

from dataclasses import dataclass
from datetime import date
from typing import Any  # Any: a registered site is carried as the row it was read from

from bongsu.registry.import_cameras.sites import FoundSite


@dataclass(frozen=True, slots=True)
class RegisteredCamera:
    """`surveyed`: columns that a field survey or acceptance found; no file overrules them."""

    camera_id: str
    number: int
    removed_on: date | None
    surveyed: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class RegisteredSite:
    """`facts` is the whole row of the table `sites`."""

    facts: dict[str, Any]
    cameras: tuple[RegisteredCamera, ...]

    @property
    def site_id(self) -> str:
        return str(self.facts["site_id"])

    @property
    def removed(self) -> bool:
        return self.facts["removed_on"] is not None

    @property
    def current_cameras(self) -> tuple[RegisteredCamera, ...]:
        """Those in service, or those that were when the site itself was removed."""
        gone = self.facts["removed_on"]
        return tuple(camera for camera in self.cameras if camera.removed_on in (None, gone))


@dataclass(frozen=True, slots=True)
class Pair:
    registered: RegisteredSite
    found: FoundSite
