"""Detections for tests, few numbers each."""

import numpy as np

from bongsu.monitoring.detectors.found import THINGS, Found, Thing

Drawn = tuple[Thing, float, tuple[float, float, float, float]]


def found(*drawn: Drawn) -> Found:
    return Found(
        np.array([box for _, _, box in drawn], np.float32).reshape(-1, 4),
        np.array([score for _, score, _ in drawn], np.float32),
        np.array([THINGS.index(thing) for thing, _, _ in drawn], np.int8),
    )


def things(given: Found) -> list[Thing]:
    return [THINGS[place] for place in given.things]
