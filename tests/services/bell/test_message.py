"""A bell's form, and what a press of it says. Pure."""

from typing import Any  # Any: JSON

import msgspec
import pytest

from bongsu.incidents.choose import Nearest
from bongsu.incidents.incident import Place
from bongsu.kernel.failures import Invalid
from bongsu.services.bell.message import BellMessage, PoleDetails, press_of
from bongsu.services.bell.rules import at_the_pole
from bongsu.services.shared.residents.own import BESIDE_A_POLE
from tests.incidents.stage import NOW
from tests.services.shared.test_facts import alarm

PLACE = Place(lat=37.6, lon=127.01, accuracy_m=5.0, address="성북구 보국문로 1")


def message(kind: str = "PRESS", **more: Any) -> BellMessage:
    said = {
        "msg_id": "m1",
        "sent_at": NOW.isoformat(),
        "type": kind,
        "pole_id": "pole_1",
        "at": NOW.isoformat(),
        "number": "b-1",
        "position": {"lat": 37.6, "lon": 127.01},
        **more,
    }
    read = msgspec.convert(
        {name: one for name, one in said.items() if one is not None}, BellMessage
    )
    read.check()
    return read


@pytest.mark.parametrize(
    ("kind", "field"), [("REGISTER", "position"), ("PRESS", "number"), ("PRESS", "pole_id")]
)
def test_what_a_word_needs_is_asked_for_by_its_field(kind: str, field: str) -> None:
    with pytest.raises((Invalid, msgspec.ValidationError)) as refused:
        message(kind, **{field: None})
    assert field in f"{getattr(refused.value, 'field', '')} {refused.value}"


@pytest.mark.parametrize("name", ["voice", "name", "audio", "photo"])
def test_neither_a_voice_nor_a_name_is_taken(name: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=name):
        message(**{name: "x"})


def test_a_press_is_where_the_pole_stands_and_cannot_be_taken_back() -> None:
    press = press_of(message(), PLACE, "site_1")
    assert (press.service, press.category, press.waits) == ("BELL", "PRESS", False)
    assert (press.place, press.address) == (PLACE, "성북구 보국문로 1")
    assert press.details == {"pole_id": "pole_1", "site_id": "site_1"}


def test_a_silent_press_says_so() -> None:
    assert press_of(message(quiet=True), PLACE, "").details["quiet"] is True


def test_a_pole_whose_place_is_not_known_rings_all_the_same() -> None:
    press = press_of(message(), None, "")
    assert (press.place, press.address) == (None, "")


def test_the_cameras_of_its_own_site_come_first_and_two_beside_them() -> None:
    assert at_the_pole(alarm("BELL", site_id="site_1")) == Nearest("site_1", BESIDE_A_POLE)
    assert BESIDE_A_POLE == 2


@pytest.mark.parametrize("details", [{}, {"site_id": 7}, {"site_id": ""}])
def test_a_pole_of_no_site_of_ours_shows_the_nearest(details: dict[str, Any]) -> None:
    assert at_the_pole(alarm("BELL", **details)) == Nearest("", BESIDE_A_POLE)


@pytest.mark.parametrize("details", [{"voice": "x"}, {"pole_id": "a b"}, {"quiet": "yes"}])
def test_by_the_canonical_door_a_bell_says_no_more(details: dict[str, Any]) -> None:
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(details, PoleDetails)
