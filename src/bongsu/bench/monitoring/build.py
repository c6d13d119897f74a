"""Which build a curve is of: the version, and the commit where this is a checkout."""

import subprocess
from importlib.metadata import version
from pathlib import Path

_HERE = Path(__file__).resolve().parent


def this_build() -> str:
    """`0.7.0` or `0.7.0+1a2b3c4`."""
    said = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607 — whichever git the builder uses
        cwd=_HERE,
        capture_output=True,
        text=True,
        check=False,
    )
    commit = said.stdout.strip()
    return f"{version('bongsu')}+{commit}" if said.returncode == 0 and commit else version("bongsu")
