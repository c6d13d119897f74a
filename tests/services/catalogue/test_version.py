"""The version of a system's copy: a number and a scope, taken from an earlier answer and from nowhere else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bongsu.kernel.failures import Invalid
from bongsu.services.catalogue.changes import NOTHING, read_version


def test_who_has_nothing_says_nothing() -> None:
    assert read_version("") == (0, "")
    assert read_version(NOTHING) == (0, "none")


@given(st.integers(0, 10**15 - 1), st.text("abcdef0123456789", min_size=1, max_size=64))
def test_what_was_answered_is_read_back(number: int, scope: str) -> None:
    assert read_version(f"{number}.{scope}") == (number, scope)


@pytest.mark.parametrize(
    "text",
    [
        "7",
        ".all",
        "7.",
        "-7.all",
        "7.5.all",
        "٧.all",
        "7.가",
        "7.a b",
        "7.a'--",
        f"{10**15}.all",
        f"7.{'a' * 65}",
        " 7.all",
    ],
)
def test_what_was_never_answered_is_refused_by_its_field(text: str) -> None:
    with pytest.raises(Invalid) as refused:
        read_version(text)
    assert refused.value.field == "after"


@given(st.text(max_size=80))
def test_whatever_is_said_it_is_a_version_or_refused(text: str) -> None:
    field = None
    try:
        number, scope = read_version(text)
    except Invalid as refused:
        field = refused.field
    else:
        assert number >= 0
        assert len(scope) <= 64
    assert field in (None, "after")
