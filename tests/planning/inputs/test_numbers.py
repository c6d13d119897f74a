"""A number that is none is refused by layer, field and row, before anything is measured with it."""

import msgspec
import pytest

from bongsu.planning.failures import PlanRefused
from bongsu.planning.inputs.numbers import check_fields, check_numbers
from bongsu.planning.inputs.sift import SHOWN_ROWS
from bongsu.planning.inputs.values import Inputs, Place
from bongsu.planning.plans.draw_up import draw_up
from bongsu.planning.plans.score_only import score_only
from tests.planning.plans.made import CONFIG, little_inputs

NAN, INFINITE = float("nan"), float("inf")
GOOD = little_inputs()


def with_one(layer: str, **wrong: float) -> Inputs:
    """The last of the layer is broken."""
    *others, last = getattr(GOOD, layer)
    broken = msgspec.structs.replace(last, **wrong)
    return msgspec.structs.replace(GOOD, **{layer: (*others, broken)})


def with_corner(layer: str) -> Inputs:
    line = ((127.0, 37.6), (NAN, 37.6), (127.0, 37.61))
    if layer == "dongs":
        dong = msgspec.structs.replace(GOOD.dongs[1], polygons=(line,))
        return msgspec.structs.replace(GOOD, dongs=(GOOD.dongs[0], dong))
    return msgspec.structs.replace(GOOD, **{layer: (line[::2], line)})


WRONG = {
    "camera's latitude": (with_one("cameras", lat=NAN), "cameras", "cameras[2] (lat)"),
    "camera's longitude": (with_one("cameras", lon=INFINITE), "cameras", "cameras[2] (lon)"),
    "camera's bearing": (with_one("cameras", bearing_deg=NAN), "cameras", "(bearing_deg)"),
    "camera's field": (with_one("cameras", hfov_deg=-INFINITE), "cameras", "(hfov_deg)"),
    "camera's range": (with_one("cameras", range_m=INFINITE), "cameras", "(range_m)"),
    "place's latitude": (with_one("places", lat=-INFINITE), "places", "places[8] (lat)"),
    "place's longitude": (with_one("places", lon=NAN), "places", "places[8] (lon)"),
    "request's latitude": (with_one("requests", lat=NAN), "requests", "requests[2] (lat)"),
    "dong's share": (with_one("dongs", aged_share=INFINITE), "dongs", "dongs[2] (aged_share)"),
    "dong's corner": (with_corner("dongs"), "dongs", "dongs[2] (polygons)"),
    "street's corner": (with_corner("streets"), "streets", "streets[2] (lon, lat)"),
}


@pytest.mark.parametrize("name", WRONG)
def test_layer_field_and_row_are_named(name: str) -> None:
    inputs, field, said = WRONG[name]
    with pytest.raises(PlanRefused) as fault:
        check_numbers(inputs)
    assert fault.value.field == field
    (told,) = fault.value.told
    assert said in told.en
    assert said in told.ko
    assert "숫자가 아닌" in told.ko


@pytest.mark.parametrize("name", ["camera's latitude", "place's longitude", "request's latitude"])
def test_neither_a_score_nor_a_plan_is_made_of_them(name: str) -> None:
    inputs, field, _ = WRONG[name]
    for refuses in (score_only, draw_up):
        with pytest.raises(PlanRefused) as fault:
            refuses(CONFIG, inputs)
        assert fault.value.field == field


def test_all_faults_are_told_at_once() -> None:
    inputs = msgspec.structs.replace(
        with_one("cameras", lat=NAN, lon=NAN), requests=with_one("requests", lon=NAN).requests
    )
    with pytest.raises(PlanRefused) as fault:
        check_numbers(inputs)
    assert len(fault.value.told) == 3


def test_of_many_rows_the_first_are_named_and_the_others_counted() -> None:
    rows = [Place("light", NAN, 127.0) for _ in range(SHOWN_ROWS + 5)]
    with pytest.raises(PlanRefused) as fault:
        check_fields("places", rows, ("lat", "lon"))
    (told,) = fault.value.told
    assert f"{SHOWN_ROWS}] and 5 more (lat)" in told.en
    assert f"{SHOWN_ROWS}] 외 5개 (lat)" in told.ko


def test_what_is_not_known_is_no_fault() -> None:
    check_numbers(GOOD)
    check_numbers(with_one("dongs", women_share=0.5))
    check_numbers(Inputs(dongs=()))
