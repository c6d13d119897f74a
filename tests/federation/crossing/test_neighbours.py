"""Where a node knows its own dongs only, cameras that others told it of say whose area a circle reaches."""

import pytest

from bongsu.federation.crossing.neighbours import LinkedCentres
from bongsu.registry.catalogue import Catalogue
from tests.federation.crossing.city_map import (
    GANGBUK,
    GURO,
    at,
)
from tests.incidents.test_peer_cameras import record


@pytest.mark.parametrize(("east_m", "reached"), [(0, True), (-200, True), (-215, False)])
def test_a_camera_within_the_circle(east_m: float, reached: bool) -> None:
    """It stands 88.1 m east of the border."""
    catalogue = Catalogue()
    catalogue.peers.replace(GANGBUK, [record("GB-0001")])
    linked = LinkedCentres(catalogue)
    linked.link_with([GANGBUK, GURO])
    assert linked.reached(at(east_m), 300.0) == (frozenset({GANGBUK}) if reached else frozenset())
    linked.link_with([GURO])
    assert linked.reached(at(east_m), 300.0) == frozenset()
