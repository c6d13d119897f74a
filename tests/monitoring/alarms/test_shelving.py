"""What is put aside has an end, and comes back."""

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.failures import Invalid
from bongsu.monitoring.alarms.alarm import Shelf
from bongsu.monitoring.alarms.shelving import LONGEST_MINUTES, shelf_for, until
from tests.monitoring.alarms.queue import KIM, NOW


def shelf(rule_id: str | None = None, minutes: int = 30, **more: object) -> Shelf:
    values = {
        "shelf_id": f"shl_{minutes}",
        "camera_id": "SB-1",
        "rule_id": rule_id,
        "reason": "공사",
        "by": KIM,
        "since": NOW,
        "until": NOW + timedelta(minutes=minutes),
    }
    return Shelf(**{**values, **more})  # type: ignore[arg-type]  # checked by name


@given(st.integers())
def test_nothing_lies_there_for_ever(minutes: int) -> None:
    if 1 <= minutes <= LONGEST_MINUTES:
        assert NOW < until(NOW, minutes) <= NOW + timedelta(hours=8)
    else:
        with pytest.raises(Invalid) as refused:
            until(NOW, minutes)
        assert refused.value.field == "minutes"


def test_a_shelf_without_a_rule_holds_all_of_its_camera() -> None:
    assert shelf().holds("SB-1", "any", NOW)
    assert not shelf().holds("SB-2", "any", NOW)


def test_one_of_a_rule_holds_that_rule_alone() -> None:
    assert shelf("r").holds("SB-1", "r", NOW)
    assert not shelf("r").holds("SB-1", "other", NOW)


def test_after_its_end_it_holds_nothing() -> None:
    assert not shelf().holds("SB-1", "r", NOW + timedelta(minutes=30))
    assert not shelf(ended_at=NOW).holds("SB-1", "r", NOW)


def test_of_two_the_longer_one_holds_it() -> None:
    found = shelf_for([shelf(minutes=10), shelf(minutes=60)], "SB-1", "r", NOW)
    assert found is not None
    assert found.shelf_id == "shl_60"
