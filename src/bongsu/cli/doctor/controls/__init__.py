"""Every control, by what it looks at."""

from bongsu.cli.doctor.control import Control
from bongsu.cli.doctor.controls import accounts, books, files, listening, machine, pages, trail

CONTROLS: tuple[Control, ...] = (
    *files.CONTROLS,
    *books.CONTROLS,
    *listening.CONTROLS,
    *pages.CONTROLS,
    *accounts.CONTROLS,
    *trail.CONTROLS,
    *machine.CONTROLS,
)
