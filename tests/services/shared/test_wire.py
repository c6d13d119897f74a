"""What residents' messages may be made of: pseudonyms, positions on the earth, times with their offset; nothing else."""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.failures import Invalid
from bongsu.services.shared.residents.wire import (
    DeviceId,
    Percent,
    Position,
    Wire,
    Word,
    check_pseudonym,
    need,
)


class Letter(Wire, frozen=True):
    """One of each part."""

    device_id: DeviceId
    word: Word = "w"
    percent: Percent = 50


def read(**said: object) -> Letter:
    return msgspec.convert({"device_id": "phone_1", **said}, Letter)


@pytest.mark.parametrize("device_id", ["phone_1", "a.b:c", "AbCd", "x" * 80, "1234", "12345678"])
def test_a_pseudonym_is_a_word_without_spaces(device_id: str) -> None:
    check_pseudonym(read(device_id=device_id).device_id)


@pytest.mark.parametrize(
    "device_id",
    ["abc", "x" * 81, "홍길동홍길동", "a b c d", "010-1234-5678", "+821012345678", "", "phone_1\n"],
)
def test_what_names_somebody_or_is_too_short_is_no_pseudonym(device_id: str) -> None:
    with pytest.raises(msgspec.ValidationError, match="device_id"):
        read(device_id=device_id)


@pytest.mark.parametrize(
    "number", ["010.1234.5678", "010_123_4567", "821012345678", "010:1234:5678"]
)
def test_a_telephone_number_with_other_dashes_is_one(number: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_pseudonym(read(device_id=number).device_id)
    assert refused.value.field == "device_id"


@given(st.from_regex(r"[0-9]{9,15}", fullmatch=True))
def test_no_row_of_digits_as_long_as_a_telephone_number_is_taken(number: str) -> None:
    with pytest.raises(Invalid) as refused:
        check_pseudonym(number)
    assert refused.value.field == "device_id"


@pytest.mark.parametrize("name", ["name", "phone", "photo", "voice", "home", "guardian"])
def test_a_field_that_is_not_known_is_refused_by_its_name(name: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=name):
        read(**{name: "x"})


@pytest.mark.parametrize("percent", [-1, 101, 3.5, "50"])
def test_a_battery_is_a_whole_percentage(percent: object) -> None:
    with pytest.raises(msgspec.ValidationError, match="percent"):
        read(percent=percent)


@pytest.mark.parametrize("word", ["", "x" * 81])
def test_a_number_of_a_call_is_short_and_not_empty(word: str) -> None:
    with pytest.raises(msgspec.ValidationError, match="word"):
        read(word=word)


def position(**said: object) -> Position:
    return msgspec.convert({"lat": 37.6, "lon": 127.0, **said}, Position)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"lat": 90.1}, "lat"),
        ({"lat": -91}, "lat"),
        ({"lon": 181.0}, "lon"),
        ({"lat": "37.6"}, "lat"),
        ({"accuracy_m": -1.0}, "accuracy_m"),
        ({"accuracy_m": 1e9}, "accuracy_m"),
        ({"address": "서울"}, "address"),
    ],
)
def test_a_place_lies_on_the_earth_and_names_no_street(said: dict[str, object], field: str) -> None:
    with pytest.raises(msgspec.ValidationError, match=field):
        position(**said)


def test_a_place_without_its_error_is_taken_for_a_phones() -> None:
    place = position().place()
    assert (place.lat, place.lon, place.accuracy_m, place.method) == (37.6, 127.0, 20.0, "GPS")


def test_how_it_was_found_is_kept_short() -> None:
    assert position(method="CELL+WIFI+GPS+MORE").place().method == "CELL+WIFI+"


@pytest.mark.parametrize("value", [0, False, "", ()])
def test_what_is_said_counts_as_said_however_little_it_is(value: object) -> None:
    need(value, "answered", "CALLED")


def test_what_a_message_needs_is_named_with_the_message() -> None:
    with pytest.raises(Invalid, match="CALLED") as refused:
        need(None, "answered", "CALLED")
    assert refused.value.field == "answered"
