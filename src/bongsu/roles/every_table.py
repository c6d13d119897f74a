"""Has every context's tables join, for what goes over the whole database: a copy, a backup."""

from importlib import import_module
from pathlib import Path

import bongsu

_PACKAGE = Path(bongsu.__file__).parent


def every_context_joins() -> None:
    """As the node itself does by putting all contexts together."""
    for file in sorted(_PACKAGE.rglob("tables.py")):
        import_module(".".join(("bongsu", *file.relative_to(_PACKAGE).with_suffix("").parts)))
