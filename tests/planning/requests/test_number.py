"""Numbers that a person can quote and nobody can guess; the quota in memory."""

import pytest

from bongsu.planning.requests.number import LETTERS, new_letters, number_of, read_receipt
from bongsu.planning.requests.quota import MinuteQuota


def test_a_number_says_year_district_and_order() -> None:
    assert number_of("2026-SB-", 123) == "2026-SB-000123"


def test_letters_are_read_back_as_a_person_types_them() -> None:
    letters = new_letters()
    assert len(letters) == LETTERS
    assert read_receipt(f" 2026-sb-000123 -{letters.lower()} ") == ("2026-SB-000123", letters)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "2026-SB-000123",
        "2026-SB-000123-",
        "2026-SB-000123-AAAAA",
        "2026-SB-000123-AAAAAA0",
        "'--",
    ],
)
def test_what_is_no_whole_number_is_none(typed: str) -> None:
    assert read_receipt(typed) is None


class Seconds:
    """A clock that moves when told."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_an_address_has_so_many_tries_a_minute() -> None:
    seconds = Seconds()
    quota = MinuteQuota(2, 100, seconds)
    assert [quota.take("a") for _ in range(3)] == [True, True, False]
    assert quota.take("b")
    seconds.now = 61.0
    assert quota.take("a")


def test_who_tries_on_waits_on() -> None:
    seconds = Seconds()
    quota = MinuteQuota(1, 100, seconds)
    quota.take("a")
    seconds.now = 50.0
    assert not quota.take("a")
    seconds.now = 70.0
    assert not quota.take("a")


def test_a_flood_from_many_addresses_ends_at_what_all_may_have() -> None:
    quota = MinuteQuota(2, 5, Seconds())
    assert sum(quota.take(f"address {n}") for n in range(50)) == 5


def test_one_senders_flood_takes_nothing_from_the_others() -> None:
    quota = MinuteQuota(2, 5, Seconds())
    for _ in range(1000):
        quota.take("flood")
    assert quota.take("somebody else")


def test_a_quota_remembers_no_more_senders_than_it_has_room_for() -> None:
    quota = MinuteQuota(1, 10**6, Seconds())
    for n in range(10_050):
        quota.take(f"{n}")
    assert len(quota._of) == 10_000
