"""Bands of latitude leave nobody out."""

import numpy as np

from bongsu.kernel.geometry import EARTH_M_PER_DEGREE, Point
from bongsu.registry.sees.band import Band
from bongsu.registry.sees.lights import Lights


def test_a_band_holds_all_between_and_nobody_else_with_both_its_edges() -> None:
    lat = np.array([37.3, 37.1, 37.2, 37.2, 37.4])
    band = Band.of(lat)
    assert sorted(band.between(37.2, 37.3)) == [0, 2, 3]
    assert sorted(band.between(0.0, 90.0)) == [0, 1, 2, 3, 4]
    assert band.between(38.0, 39.0).size == 0
    assert Band.of(np.zeros(0)).between(0.0, 90.0).size == 0


def test_lights_are_counted_as_if_each_were_measured() -> None:
    random = np.random.default_rng(7)
    lat, lon = 37.6 + random.random(900) * 0.01, 127.0 + random.random(900) * 0.01
    lights = Lights.of([Point(north, east) for north, east in zip(lat, lon, strict=True)])
    at_lat, at_lon = 37.6 + random.random(300) * 0.01, 127.0 + random.random(300) * 0.01
    scale = np.cos(np.radians(lat.mean()))
    away_east = (at_lon[:, None] - lon) * scale
    away_m = np.hypot(at_lat[:, None] - lat, away_east) * EARTH_M_PER_DEGREE
    counted = lights.count_within(at_lat, at_lon, 40.0)
    assert counted.tolist() == (away_m <= 40.0).sum(axis=1).tolist()
    assert counted.max() > 1
    assert lights.count_within(np.zeros(0), np.zeros(0), 40.0).tolist() == []
    assert Lights.of([]).count_within(at_lat[:2], at_lon[:2], 40.0).tolist() == [0.0, 0.0]
