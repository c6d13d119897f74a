"""Lights and announcements: a person's key or a bell's press, never by a machine, never where it would harm."""

from itertools import product

import pytest

from bongsu.services.shared.residents.sounding import NEVER_FOR, By, may_sound

SERVICES = ("BELL", "SOS_APP", "ESCORT", "LONE_WOMAN", "P112_VIDEO", "ANKLET")


def test_no_machine_ever_makes_a_sound() -> None:
    for service, category in product(SERVICES, ("PRESS", "ROBBERY", *NEVER_FOR)):
        assert not may_sound(service, category, silent=False, by=By.MACHINE)


@pytest.mark.parametrize("by", list(By))
def test_nothing_sounds_where_somebody_called_silently(by: By) -> None:
    assert not any(may_sound(service, "PRESS", silent=True, by=by) for service in SERVICES)


@pytest.mark.parametrize("by", list(By))
@pytest.mark.parametrize("category", sorted(NEVER_FOR))
def test_nothing_sounds_for_the_listed_kinds(category: str, by: By) -> None:
    assert not any(may_sound(service, category, silent=False, by=by) for service in SERVICES)


def test_nothing_sounds_at_a_wearers_place() -> None:
    assert not may_sound("ANKLET", "CURFEW", silent=False, by=By.KEY)


def test_a_bells_press_may_and_a_phones_does_not() -> None:
    assert may_sound("BELL", "PRESS", silent=False, by=By.PRESS)
    assert not may_sound("SOS_APP", "SOS_SHAKE", silent=False, by=By.PRESS)
    assert may_sound("SOS_APP", "SOS_SHAKE", silent=False, by=By.KEY)
