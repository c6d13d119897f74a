"""All rules together: a quiet month has no finding, the gravest come first, and each is proved by its rows."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.audit.kinds import TrailKind
from bongsu.audit.review.finding import MOST_ROWS, FindingKind, Severity, severity_of
from tests.audit.review.judged import WHO, answers, found, kinds, night
from tests.audit.review.months import (
    Deed,
    at,
    failed,
    in_order,
    own_look,
    quiet_month,
    rows_of,
    sign_in,
)


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_quiet_month_needs_no_explanation(seed: int) -> None:
    assert found(quiet_month(seed, incidents_a_day=40)) == []


def test_nothing_before_the_month_is_a_finding() -> None:
    month = [*night(14), *(failed(WHO, at(9, 9, n)) for n in range(6)), *answers(6, 0)]
    before = [replace(deed, at=deed.at - timedelta(days=31)) for deed in month]
    assert kinds(before) == []


def test_the_gravest_come_first() -> None:
    names = Deed(at(2, 9), TrailKind.OPEN_NAMES, "per_b", body={"asked_by": "per_a"})
    broken = Deed(at(29, 9), TrailKind.JOURNAL_BROKEN, "media-1", body={"why": "x"})
    assert [one.severity for one in found([names, *night(12), broken])] == ["alarm", "warn", "note"]


def test_every_kind_has_its_severity() -> None:
    assert {severity_of(kind) for kind in FindingKind} == set(Severity)


def test_a_body_that_says_it_in_another_way_stops_nothing() -> None:
    odd = [
        Deed(at(9, 9), kind, "per_x", body={"cameras": 4, "journal": [], "reason": 1, "role": []})
        for kind in TrailKind
    ]
    assert FindingKind.JOURNAL_BREAK in kinds(odd)


def test_the_proof_is_bounded_and_the_count_is_not() -> None:
    (finding,) = found(failed(WHO, at(9, 9, n / 60)) for n in range(MOST_ROWS * 3))
    assert (finding.count, len(finding.rows)) == (MOST_ROWS * 3, MOST_ROWS)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 44_000), st.integers(0, 3)), max_size=60))
def test_whatever_is_found_is_proved_by_rows_of_that_person(
    moments: list[tuple[int, int]],
) -> None:
    deeds = [
        deed
        for minute, camera in moments
        for deed in own_look(WHO, at(1, 0, minute + 1), f"SB-{camera}")
    ]
    rows = {row.sequence: row for row in rows_of([sign_in(WHO, at(1, 0)), *in_order(deeds)])}
    for finding in found(deeds):
        assert finding.rows
        assert finding.count >= len(finding.rows)
        assert list(finding.rows) == sorted(set(finding.rows))
        assert finding.who == WHO
        for sequence in finding.rows:
            assert finding.camera_id in {None, rows[sequence].camera_id} or (
                f'"{finding.camera_id}"' in rows[sequence].body
            )
