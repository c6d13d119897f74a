"""A picture is looked at small and larger: somebody far away is found who is lost when the picture is made small."""

import numpy as np
import pytest
from numpy.typing import NDArray

from bongsu.monitoring.detectors import nanodet
from bongsu.monitoring.detectors.detector import DetectorUnavailable, Runtime
from bongsu.monitoring.detectors.found import THINGS, Found, Thing
from bongsu.monitoring.detectors.letterbox import Fit, fit
from bongsu.simulate.street.places import Glance, see
from bongsu.simulate.street.walks import Span, Walk, cut_walks
from tests.shared_folder import SHARED

CLIPS = SHARED / "clips"


@pytest.fixture(scope="module")
def detector() -> nanodet.NanoDet:
    try:
        return nanodet.NanoDet(Runtime())
    except DetectorUnavailable as cause:
        pytest.skip(cause.detail)


def test_it_takes_in_the_larger_of_its_sizes(detector: nanodet.NanoDet) -> None:
    assert (detector.about.width, detector.about.height) == nanodet.SIZES[-1]


def test_a_small_picture_is_looked_at_once(
    detector: nanodet.NanoDet, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[tuple[int, int]] = []
    look = nanodet.NanoDet._look

    def counted(self: nanodet.NanoDet, picture: NDArray[np.uint8], fitted: Fit) -> Found:
        looks.append((fitted.width, fitted.height))
        return look(self, picture, fitted)

    monkeypatch.setattr(nanodet.NanoDet, "_look", counted)
    detector.find(np.zeros((180, 320, 3), np.uint8))
    assert looks == [(320, 180)]
    detector.find(np.zeros((360, 640, 3), np.uint8))
    assert looks[1:] == [(352, 198), (640, 360)]


def far_away(walk: Walk) -> NDArray[np.uint8]:
    """Somebody 36 pixels tall of 360, on the campus."""
    place = see(CLIPS, "campus", Glance(0.5, 0.5, 1.0, False, 0.0, 1.0), (640, 360))  # noqa: FBT003
    pixels, step = place.pixels.copy(), walk.steps[5]
    every = max(1, round(step.tall / 36))
    person, cover = step.pixels[::every, ::every], step.cover[::every, ::every, None] / 255
    part = pixels[150 : 150 + person.shape[0], 200 : 200 + person.shape[1]]
    part[:] = part + (person - part.astype(np.float64)) * cover
    return pixels


def best_there(found: Found) -> float:
    is_person = found.things == THINGS.index(Thing.PERSON)
    middle = (found.boxes[:, 0] + found.boxes[:, 2]) / 2
    near = is_person & (middle > 0.29) & (middle < 0.4)
    return float(found.scores[near].max(initial=0.0))


@pytest.fixture(scope="module")
def crowd() -> list[NDArray[np.uint8]]:
    if not CLIPS.exists():
        pytest.skip("the real clips (shared/clips) are not here")
    return [far_away(walk) for walk in cut_walks(CLIPS, Span.TUNING)[:12]]


def test_who_is_far_away_is_found_surer_than_in_the_small_look(
    detector: nanodet.NanoDet, crowd: list[NDArray[np.uint8]]
) -> None:
    whole = [best_there(detector.find(picture)) for picture in crowd]
    small = [
        best_there(detector._look(picture, fit(640, 360, nanodet.SIZES[0], 32)))
        for picture in crowd
    ]
    assert np.mean(whole) > np.mean(small) + 0.05
    assert all(both >= one - 1e-4 for both, one in zip(whole, small, strict=True))
