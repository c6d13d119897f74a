"""Every control, by what it looks at."""

from bongsu.cli.doctor.control import Control
from bongsu.cli.doctor.controls import (
    accounts,
    books,
    files,
    links,
    listening,
    machine,
    pages,
    trail,
)

CONTROLS: tuple[Control, ...] = (
    *files.CONTROLS,
    *books.CONTROLS,
    *listening.CONTROLS,
    *links.CONTROLS,
    *pages.CONTROLS,
    *accounts.CONTROLS,
    *trail.CONTROLS,
    *machine.CONTROLS,
)
