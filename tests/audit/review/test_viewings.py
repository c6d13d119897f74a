"""Each picture lies inside its grant, and one account watches from one place."""

from dataclasses import replace
from datetime import timedelta
from typing import Any  # Any: fields of a deed, spread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.audit.kinds import TrailKind
from bongsu.audit.review.finding import FindingKind, Severity
from tests.audit.review.judged import WHO, found, kinds
from tests.audit.review.months import (
    BEGINS,
    POLICE,
    Deed,
    at,
    incident,
    sign_in,
    watch,
)


def watched(
    when_min: float, *, kind: TrailKind = TrailKind.WATCH_STARTED, camera: str = "SB-1", **more: str
) -> Deed:
    grant = more.get("grant", "gr_a")
    return watch(
        kind, WHO, at(9, 9, when_min), camera, grant, incident="inc_a", organisation=POLICE
    )


@pytest.mark.parametrize(
    ("viewing", "why"),
    [
        (watched(12.2), "after_end"),
        (watched(12.2, kind=TrailKind.WATCH_ENDED), "after_end"),
        (watched(-1), "no_grant"),
        (watched(3, grant="gr_unknown"), "no_grant"),
        (watched(3, camera="SB-9"), "other_camera"),
    ],
)
def test_a_viewing_outside_its_grant_is_the_gravest(viewing: Deed, why: str) -> None:
    deeds = [*incident("a", at(9, 9), ["SB-1", "SB-2"]), viewing]
    (finding,) = found(deeds)
    assert (finding.kind, finding.severity) == (FindingKind.OUTSIDE_GRANT, Severity.ALARM)
    assert finding.facts["why"] == why
    assert finding.who == WHO


@pytest.mark.parametrize("minute", [0, 5, 12, 12.05])
def test_a_viewing_inside_its_grant_is_none(minute: float) -> None:
    """The last one: a picture takes a moment to be cut."""
    assert kinds([*incident("a", at(9, 9), ["SB-1"]), watched(minute)]) == []


def test_a_journal_that_comes_in_late_is_judged_by_when_it_happened() -> None:
    late = [
        watch(kind, WHO, at(9, 9, minute), "SB-1", "gr_a", incident="inc_a", late_s=7200)
        for kind, minute in ((TrailKind.WATCH_STARTED, 2), (TrailKind.WATCH_ENDED, 11))
    ]
    assert kinds([*incident("a", at(9, 9), ["SB-1"]), *late]) == []


def test_a_cut_that_was_taken_back_and_a_renewal_move_the_end() -> None:
    about: dict[str, Any] = {"organisation": POLICE, "incident_id": "inc_a", "grant_id": "gr_a"}
    lent = {"cameras": ["SB-1"], "ends_at": at(9, 9, 30)}
    deeds = [
        Deed(at(9, 9), TrailKind.LEND, "system", **about, body=lent),
        Deed(at(9, 9, 5), TrailKind.WITHDRAW, WHO, **about),
        Deed(at(9, 9, 5.1), TrailKind.UNDO, WHO, **about),
        Deed(at(9, 9, 29), TrailKind.RENEW, "x", **about, body={"ends_at": at(9, 10)}),
    ]
    assert kinds([*deeds, watched(10), watched(55)]) == []
    assert kinds([*deeds, watched(61)]) == [FindingKind.OUTSIDE_GRANT]


def test_a_camera_that_took_a_dead_ones_place_is_inside() -> None:
    swapped = Deed(
        at(9, 9, 2),
        TrailKind.SWAP_CAMERA,
        "system",
        POLICE,
        "inc_a",
        "gr_a",
        body={"cameras": ["SB-9"]},
    )
    assert kinds([*incident("a", at(9, 9), ["SB-1"]), swapped, watched(3, camera="SB-9")]) == []


def test_a_grant_from_before_the_month_still_covers_its_viewing() -> None:
    eve = BEGINS - timedelta(minutes=5)
    lent = Deed(
        eve,
        TrailKind.LEND,
        "system",
        POLICE,
        "inc_e",
        "gr_e",
        body={"cameras": ["SB-1"], "ends_at": at(1, 1)},
    )
    after_midnight = watch(
        TrailKind.WATCH_STARTED, WHO, at(1, 0, 10), "SB-1", "gr_e", incident="inc_e"
    )
    assert kinds([lent, after_midnight]) == []


def two_sessions(role: str = "OPERATOR", second_at: float = 3) -> list[Deed]:
    other = sign_in(WHO, at(9, 8, 30), role, session_id="ses_other")
    began = watch(
        TrailKind.WATCH_STARTED,
        WHO,
        at(9, 9, second_at),
        "SB-2",
        "gr_a",
        incident="inc_a",
        session="ses_other",
    )
    return [*incident("a", at(9, 9), ["SB-1", "SB-2"], viewer=WHO), other, began]


def test_one_account_that_watches_from_two_sessions_at_once() -> None:
    (finding,) = found(two_sessions())
    assert (finding.kind, finding.who, finding.facts) == (
        FindingKind.TWO_PLACES,
        WHO,
        {"by": "viewing"},
    )


def test_a_rooms_screens_and_one_session_after_the_other_are_none() -> None:
    assert kinds(two_sessions("POLICE_ROOM")) == []
    assert kinds([*two_sessions()[:-2], two_sessions()[-2]]) == []


def test_a_process_that_died_leaves_no_picture_behind_for_ever() -> None:
    deeds = [
        deed for deed in two_sessions(second_at=12.05) if deed.kind is not TrailKind.WATCH_ENDED
    ]
    later = incident("b", at(9, 15), ["SB-5"], viewer=WHO)
    other = [replace(deed, body=_in_session(deed, "ses_other")) for deed in later]
    assert kinds([*deeds, *other]) == []


def _in_session(deed: Deed, session: str) -> dict[str, object]:
    journal = deed.body.get("journal")
    if not isinstance(journal, dict):
        return deed.body
    return {**deed.body, "journal": {**journal, "session": session}}


@settings(max_examples=40, deadline=None)
@given(st.permutations(range(5)), st.data())
def test_no_viewing_inside_its_grant_is_ever_outside(order: list[int], data: st.DataObject) -> None:
    """Rows of several calls that run at once do not disturb each other."""
    deeds = [
        deed
        for n in order
        for deed in incident(
            str(n), at(9, 9, data.draw(st.integers(0, 30))), [f"SB-{n}", "SB-x"], viewer=f"per_{n}"
        )
    ]
    assert FindingKind.OUTSIDE_GRANT not in kinds(deeds)


@pytest.mark.parametrize("hours", [1, 30])
def test_an_end_that_was_noticed_when_the_process_came_back_accuses_nobody(hours: int) -> None:
    """The viewer was cut by the crash; only the time of its being noticed lies behind the grant."""
    call = [d for d in incident("a", at(9, 9), ["SB-1"]) if d.kind is not TrailKind.WATCH_ENDED]
    noticed = watch(
        TrailKind.WATCH_ENDED,
        "per_room",
        at(9, 9 + hours),
        "SB-1",
        "gr_a",
        incident="inc_a",
        reason="process_ended",
    )
    assert kinds([*call, noticed]) == []
    by_itself = replace(noticed, body={"journal": {"at": noticed.at, "reason": "left"}})
    assert kinds([*call, by_itself]) == [FindingKind.OUTSIDE_GRANT]
