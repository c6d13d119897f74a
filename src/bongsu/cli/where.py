"""Where real data may lie beside us: `BONGSU_SHARED_DIR`, or a folder `shared` next to the checkout."""

from pathlib import Path

import msgspec

from bongsu.kernel.settings import load


class SharedSettings(msgspec.Struct, frozen=True):
    """`BONGSU_SHARED_DIR`: set it where the real data lies elsewhere."""

    dir: str = ""


def shared_folder() -> Path | None:
    """The folder with `data/`, or None: then everything is synthetic and says so."""
    given = load(SharedSettings, "shared").dir
    beside = [Path(given)] if given else [Path.cwd().parent / "shared", Path.cwd() / "shared"]
    return next((folder for folder in beside if (folder / "data").is_dir()), None)
