"""A line is plain when it shows all that it says."""

import re

import pytest

from bongsu.kernel.plain_text import SOME_LINES, is_plain


@pytest.mark.parametrize("line", ["", "김봉수", "순31 (예비)", "O'Neill-李", "112 상황실 · 야간"])
def test_what_people_write_is_plain(line: str) -> None:
    assert is_plain(line)


@pytest.mark.parametrize(
    "line",
    [
        "관제\u200b01",
        "관제\u202e10",
        "관제\u2066감사\u2069",
        "관제\u3164",
        "관제\n감사",
        "관제\x00",
        "관제\u2028감사",
        "관제\ufe0f",
        "관제\u00a0감사",
        "\ufeff관제",
    ],
)
def test_what_hides_or_turns_letters_is_not(line: str) -> None:
    assert not is_plain(line)


def test_what_a_person_writes_down_holds_no_letter_that_does_something() -> None:
    for good in ("", "한 줄", "두\n줄\t칸", "👩\u200d🚒", "<script>"):
        assert re.search(SOME_LINES, good), good
    for bad in ("a\x00b", "\x1b[31m", "a\rb", "\u202ecba", "\u2066a", "a\x7f"):
        assert not re.search(SOME_LINES, bad), bad
