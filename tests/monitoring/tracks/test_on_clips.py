"""How well people of the two clips with true boxes are followed, when the boxes are a detector's with stated faults."""

from dataclasses import replace
from pathlib import Path

import pytest

from bongsu.monitoring.evaluate.mot import score
from tests.monitoring.evaluate.oracle import judged
from tests.monitoring.tracks.clips import PETS, TUD, Clip, Faults, followed

_WHOLE = Faults()
_FAIR = Faults(recall=0.9, jitter=0.05, invented=0.2)
_POOR = Faults(recall=0.75, jitter=0.08, invented=0.5)


@pytest.mark.parametrize(
    ("clip", "every", "faults", "mota", "idf1"),
    [
        (PETS, 2, _WHOLE, 0.97, 0.85),
        (PETS, 2, _FAIR, 0.87, 0.8),
        (PETS, 2, _POOR, 0.7, 0.6),
        (PETS, 10, _WHOLE, 0.8, 0.65),
        (TUD, 5, _WHOLE, 0.8, 0.8),
        (TUD, 5, _FAIR, 0.65, 0.7),
    ],
)
def test_people_of_a_clip_are_followed(
    shared: Path, clip: Clip, every: int, faults: Faults, mota: float, idf1: float
) -> None:
    figures = score(*followed(clip, clip.truth(shared), every, faults))
    assert figures.mota is not None
    assert figures.idf1 is not None
    assert figures.mota >= mota
    assert figures.idf1 >= idf1


def test_the_figures_of_a_clip_are_those_of_motmetrics(shared: Path) -> None:
    truth = [replace(each, counts=None) for each in PETS.truth(shared)[:200]]
    looked, told = followed(PETS, truth, 2, _POOR)
    ours, theirs = score(looked, told), judged(looked, told)
    assert ours.switches == theirs["num_switches"]
    assert ours.mota == pytest.approx(theirs["mota"])
    assert ours.idf1 == pytest.approx(theirs["idf1"])
