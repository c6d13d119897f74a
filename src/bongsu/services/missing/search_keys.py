"""A key of its own for each search: what was provided for it lies under that key, and with it goes whatever a database left
behind in its files, its log or a backup."""

import os
import time
from collections.abc import Collection
from hashlib import sha256
from pathlib import Path

from bongsu.identity.failures import NoKeyFile
from bongsu.identity.secret_box import SecretBox
from bongsu.incidents.incident import Incident
from bongsu.incidents.kept_details import call_of

_KEY_BYTES = 32
# a call that is just being written has its key before its row
_YOUNG_S = 600.0


class SearchKeys:
    """Key files in one folder, named by what says nothing."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def of(self, call: str) -> SecretBox:
        """Made at first use."""
        return SecretBox(str(self._file(call)))

    def of_incident(self, incident: Incident) -> SecretBox:
        return self.of(call_of(incident.partner, incident.ext_incident_no))

    def opened(self, incident: Incident, sealed: str, about: str) -> bytes | None:
        """None where its key is gone: a backup has brought the rows back, and no key with them."""
        try:
            return self.of_incident(incident).open(sealed, about)
        except NoKeyFile:
            return None

    def destroy(self, incident: Incident) -> None:
        """Overwritten, then removed. May be asked again."""
        _shred(self._file(call_of(incident.partner, incident.ext_incident_no)))

    def destroy_all_but(self, running: Collection[Incident]) -> int:
        """Keys of calls that never came to be, or whose end was cut short; how many."""
        kept = {self._file(call_of(one.partner, one.ext_incident_no)) for one in running}
        old = time.time() - _YOUNG_S
        found = self._folder.glob("*.key") if self._folder.is_dir() else ()
        left = [one for one in found if one not in kept and one.stat().st_mtime < old]
        for one in left:
            _shred(one)
        return len(left)

    def _file(self, call: str) -> Path:
        return self._folder / f"{sha256(call.encode()).hexdigest()[:32]}.key"


def _shred(file: Path) -> None:
    if not file.exists():
        return
    with file.open("r+b") as opened:
        opened.write(bytes(_KEY_BYTES))
        opened.flush()
        os.fsync(opened.fileno())
    file.unlink()
