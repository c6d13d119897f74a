"""What a choice is worth and what it breaks, on the instance itself."""

import numpy as np
import pytest

from bongsu.bench.planning.districts import FIXED, FUNDS_WON, PTZ, SITES, district
from bongsu.planning.siting.check import faults
from bongsu.planning.siting.measure import broken, objective
from tests.planning.siting.made import count, instance, row_of_sites

HOLDS = {
    "one a site": ({"site": [0, 0, 2]}, [0, 1], "site_twice", (0,)),
    "spacing": ({"conflicts": ((0, 1),)}, [0, 1], "spacing", (0, 1)),
    "forbidden": ({"forbidden": [1]}, [1], "forbidden", (1,)),
    "forced": ({"forced": [2]}, [0], "forced", (2,)),
    "purse": ({"won": [1]}, [0], "purse", ()),
    "limit": ({"limits": (count("limits.sites", 3, 2.0),)}, [0], "limits.sites", ()),
}


@pytest.mark.parametrize(("kinds", "chosen", "rule", "sites"), HOLDS.values(), ids=HOLDS.keys())
def test_a_broken_rule_is_named_with_its_sites(
    kinds: dict[str, object], chosen: list[int], rule: str, sites: tuple[int, ...]
) -> None:
    found = broken(row_of_sites(3, **kinds), chosen)
    assert [(one.rule, one.sites) for one in found] == [(rule, sites)]


def test_a_target_seen_twice_counts_once_and_a_bonus_always() -> None:
    made = instance([[0, 1], [1, 1]], weight=[2.0, 3.0], cost=[1, 1], bonus=[0.0, 0.5])
    assert objective(made, [0, 1]) == 5.5
    assert objective(made, []) == 0.0


def test_a_made_district_is_an_instance_like_guro_2024() -> None:
    made = district(300, seed=2, step_m=50.0)
    assert list(faults(made.instance)) == []
    assert int(FUNDS_WON.sum()) == 1_220_000_000
    asked = {one.name: (one.least, one.most) for one in made.instance.limits}
    assert asked["limits.sites"] == (SITES, SITES) == (54, 54)
    assert asked["limits.ptz"][0] + asked["limits.fixed"][0] == PTZ + FIXED == 126
    assert sorted(made.rank.tolist()) == list(range(300))
    assert set(np.unique(made.instance.site)) == set(range(300))
