"""The clips that the bench's cameras play: one street, drawn once, with a key frame every 1, 2 and 4 s."""

from functools import partial
from pathlib import Path
from threading import Event

from bongsu.simulate.encode import EncodedClips, Encoding
from bongsu.simulate.options import DEFAULT_CACHE
from bongsu.simulate.scenes.library import RECIPE, SCENES, Form

# 720p25 as peers were measured with; the length is a multiple of every key-frame interval
FORM = Form(1280, 720, 25, 8.0)
_BITRATE_KBPS = 2000


def folder_with(gop_s: int, abandoned: Event, cache: Path = DEFAULT_CACHE) -> Path:
    """A folder with that one clip; drawn and encoded (some seconds) only the first time."""
    scene = SCENES[0]
    folder = cache / f"bench-v{RECIPE}-gop{gop_s}"
    encoding = Encoding(FORM.width, FORM.height, FORM.frames_per_s, gop_s, _BITRATE_KBPS)
    EncodedClips(folder, abandoned).made(scene.name, encoding, partial(scene.frames, FORM))
    return folder
