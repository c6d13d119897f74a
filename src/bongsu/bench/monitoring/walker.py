"""A clip in which somebody appears at a known moment: what a simulated camera plays over and over."""

from collections.abc import Iterator
from pathlib import Path

import numpy as np
from av import VideoFrame

from bongsu.simulate.encode import EncodedClips, Encoding
from bongsu.simulate.options import DEFAULT_CACHE
from bongsu.simulate.street.camera import StreetCamera
from bongsu.simulate.street.coded import KEY_EVERY_S
from bongsu.simulate.street.places import Glance, see
from bongsu.simulate.street.script import CameraScript, EventKind, Leg
from bongsu.simulate.street.street import MAIN
from bongsu.simulate.street.walks import Span, cut_walks
from bongsu.simulate.street.weather import Weather

LASTS_S = 16.0
APPEARS_S = 6.3
ZONE = ((0.3, 0.45), (0.8, 0.45), (0.8, 0.8), (0.3, 0.8))
"""Where that happens; a wall behind it has what a detector takes for somebody now and then."""
ESCALATED_FOR_S = 4.0
"""As the stand is told: by the next round the camera is looked at by its key pictures again."""
_WALKS_S = 4.0
_RATE = 15
_BITRATE_KBPS = 1500
_RECIPE = "walker-3"


def walker_clip(clips: Path, cache: Path = DEFAULT_CACHE) -> Path:
    """Drawn and encoded (some seconds) only the first time. Raises `NoClips`."""
    encoding = Encoding(*MAIN, _RATE, KEY_EVERY_S, _BITRATE_KBPS)
    return EncodedClips(cache / "bench-monitoring").made(_RECIPE, encoding, lambda: _frames(clips))


def _frames(clips: Path) -> Iterator[VideoFrame]:
    camera = walker_camera(clips)
    dice = np.random.default_rng(1)
    for index in range(round(LASTS_S * _RATE)):
        yield VideoFrame.from_ndarray(camera.picture(index / _RATE, dice), format="rgb24")


def walker_camera(clips: Path) -> StreetCamera:
    """The campus by day; somebody steps into the middle of it, walks some seconds, and is gone."""
    walks = cut_walks(clips, Span.REPORTED)
    who = max((n for n, walk in enumerate(walks) if walk.walks), key=lambda n: len(walks[n].steps))
    place = see(clips, "campus", Glance(0.5, 0.5, 0.8, False, 0.0, 1.0), MAIN)  # noqa: FBT003
    y = (place.feet[1] + place.feet[3]) / 2
    far = walks[who].speed * place.tall_at(y) * 9 / 16 * _WALKS_S
    ends = (0.5 - far / 2, y), (0.5 + far / 2, y)
    begin, end = ends if walks[who].goes_right else ends[::-1]
    leg = Leg(who, False, begin, end, APPEARS_S, APPEARS_S + _WALKS_S)  # noqa: FBT003
    script = CameraScript(
        camera_id="walker",
        seed=1,
        place=place,
        weather=Weather.DAY,
        zone=(0.0, 0.0, 1.0, 1.0),
        asks=EventKind.WALKS_THROUGH,
        legs=(leg,),
        stays=(),
        passing=(),
        events=(),
    )
    return StreetCamera(script, walks)
