"""Each kind of finding: what makes one, what just does not, and that a quiet month has none."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import Any  # Any: fields of a deed, spread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.audit.kinds import TrailKind
from bongsu.audit.review.finding import MOST_ROWS, Finding, FindingKind, Severity, severity_of
from bongsu.audit.review.rules import MonthCheck
from bongsu.audit.review.settings import ReviewSettings
from tests.audit.review.months import (
    BEGINS,
    CENTRE,
    POLICE,
    Deed,
    at,
    download,
    failed,
    in_order,
    incident,
    own_look,
    quiet_month,
    rows_of,
    sign_in,
    sign_out,
    watch,
)

LIMITS = ReviewSettings()
WHO = "per_kim"


def found(deeds: Iterable[Deed], limits: ReviewSettings = LIMITS) -> list[Finding]:
    check = MonthCheck(limits)
    check.walk(rows_of([sign_in(WHO, at(1, 0)), *deeds]))
    return check.findings()


def kinds(deeds: Iterable[Deed]) -> list[FindingKind]:
    return [finding.kind for finding in found(deeds)]


def looks(*moments: object, camera: str = "") -> list[Deed]:
    """Own look-ups of different cameras (or one) at these times."""
    return [
        deed
        for number, moment in enumerate(moments)
        for deed in own_look(WHO, moment, camera or f"SB-{number}")  # type: ignore[arg-type] # datetimes
    ]


def night(count: int, hour: float = 23) -> list[Deed]:
    return looks(*(at(9, 0, hour * 60 + 15 * number) for number in range(count)))


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_quiet_month_needs_no_explanation(seed: int) -> None:
    assert found(quiet_month(seed, incidents_a_day=40)) == []


def test_a_few_looks_at_night_are_an_operators_work() -> None:
    assert kinds(night(LIMITS.night_looks - 1)) == []


def test_many_looks_in_one_night_are_found_with_their_rows() -> None:
    (finding,) = found(night(LIMITS.night_looks))
    assert (finding.kind, finding.who, finding.count) == (FindingKind.NIGHT_LOOKS, WHO, 12)
    assert finding.facts == {"nights": 1}
    assert len(finding.rows) == LIMITS.night_looks
    assert finding.first_at == at(9, 23).timestamp()


def test_the_night_goes_on_over_midnight_and_ends_at_six() -> None:
    before_and_after = looks(
        *(at(9, 23, 20 * n) for n in range(3)), *(at(10, 0, 40 * n) for n in range(9))
    )
    assert kinds(before_and_after) == [FindingKind.NIGHT_LOOKS]
    assert kinds(looks(*(at(9, 6, 20 * n) for n in range(15)))) == []


def test_two_nights_below_the_limit_are_two_nights() -> None:
    tenth = looks(*(at(10, 23, 15 * n) for n in range(8)))
    assert kinds([*night(8), *tenth]) == []


def test_what_an_incident_asks_for_is_no_look_up() -> None:
    deeds = [deed for n in range(40) for deed in incident(str(n), at(9, 23, n), ["SB-1"])]
    assert kinds(deeds) == []


def test_one_camera_again_and_again_in_a_day() -> None:
    day = [at(9, 7 + hour) for hour in range(LIMITS.same_camera_in_a_day)]
    (finding,) = found(looks(*day, camera="SB-7"))
    assert (finding.kind, finding.camera_id, finding.count) == (
        FindingKind.SAME_CAMERA,
        "SB-7",
        6,
    )
    assert finding.facts == {"in_a_day": 6, "in_the_month": 6}
    assert kinds(looks(*day[1:], camera="SB-7")) == []


def test_one_camera_on_most_days_of_the_month() -> None:
    days = [at(day, 9) for day in range(2, 2 + LIMITS.same_camera_in_a_month)]
    (finding,) = found(looks(*days, camera="SB-7"))
    assert finding.facts == {"in_a_day": 1, "in_the_month": 25}
    assert kinds(looks(*days[1:], camera="SB-7")) == []


def test_a_picture_asked_for_again_is_the_same_look() -> None:
    """Own monitoring lasts ten minutes; who goes on watching asks again."""
    assert kinds(looks(*(at(9, 9, 10 * n) for n in range(20)), camera="SB-7")) == []


def test_a_look_of_many_hours_is_found() -> None:
    (finding,) = found(looks(*(at(9, 9, 10 * n) for n in range(25)), camera="SB-7"))
    assert (finding.kind, finding.facts) == (FindingKind.LONG_LOOK, {"longest_min": 241})
    assert finding.count == 1


def test_a_sweep_over_many_cameras() -> None:
    quick = [at(9, 9, 0.2 * n) for n in range(LIMITS.sweep_cameras + 5)]
    (finding,) = found(looks(*quick))
    assert (finding.kind, finding.count) == (FindingKind.SWEEP, 35)
    assert finding.facts == {"cameras": 35, "times": 1}
    slow = [at(9, 9, 0.4 * n) for n in range(LIMITS.sweep_cameras + 5)]
    assert kinds(looks(*slow)) == []


def test_two_sweeps_are_told_apart() -> None:
    twice = [at(9, hour, 0.2 * n) for hour in (9, 15) for n in range(LIMITS.sweep_cameras)]
    (finding,) = found(looks(*twice))
    assert finding.facts == {"cameras": 30, "times": 2}


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


def test_wrong_passwords_in_series() -> None:
    (finding,) = found(failed(WHO, at(9, 9, 2 * n)) for n in range(7))
    assert (finding.kind, finding.who, finding.count) == (FindingKind.SIGN_IN_SERIES, WHO, 7)
    assert kinds(failed(WHO, at(9, 9, 10 * n)) for n in range(12)) == []
    assert kinds(failed("unknown", at(9, 9, n)) for n in range(5)) == [FindingKind.SIGN_IN_SERIES]


def test_an_hour_at_which_this_account_never_signs_in() -> None:
    usual = [sign_in("per_office", at(day, 9), "CPO") for day in range(1, 26)]
    odd = sign_in("per_office", at(20, 3), "CPO")
    (finding,) = found([*usual, odd])
    assert (finding.kind, finding.who, finding.facts) == (
        FindingKind.UNUSUAL_HOUR,
        "per_office",
        {"hours": [3]},
    )
    assert kinds([*usual[:10], odd]) == [], "a new account has no usual hours yet"
    assert kinds([*usual, sign_in("per_office", at(20, 8), "CPO")]) == []


def test_the_hours_before_the_month_are_usual_too() -> None:
    before = [
        replace(sign_in("per_office", at(1, 3), "CPO"), at=BEGINS - timedelta(days=n, hours=21))
        for n in range(1, 11)
    ]
    in_month = [sign_in("per_office", at(day, 9), "CPO") for day in range(1, 20)]
    assert kinds([*before, *in_month, sign_in("per_office", at(20, 3), "CPO")]) == []


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


def test_one_account_from_two_addresses_within_minutes() -> None:
    first = sign_in("per_lee", at(9, 9), source="10.1.0.4")
    second = sign_in("per_lee", at(9, 9, 4), source="10.9.0.7")
    (finding,) = found([first, second])
    assert (finding.kind, finding.facts) == (FindingKind.TWO_PLACES, {"by": "address"})
    assert kinds([first, sign_out("per_lee", at(9, 9, 2)), second]) == []
    assert kinds([first, replace(second, at=at(9, 9, 30))]) == []


@pytest.mark.parametrize(
    ("deed", "kind"),
    [
        (
            download(WHO, at(9, 9), "recording", "수사 협조 요청 자료"),
            FindingKind.DOWNLOAD_NO_INCIDENT,
        ),
        (download(WHO, at(9, 9), "ledger", "업무"), FindingKind.WEAK_REASON),
        (download(WHO, at(9, 9), "ledger", ""), FindingKind.WEAK_REASON),
        (download(WHO, at(9, 9), "ledger", "구의회 자료 요구"), None),
        (download(WHO, at(9, 9), "recording", "수사 협조 요청", "inc_a"), None),
    ],
)
def test_downloads_need_an_incident_and_a_reason(deed: Deed, kind: FindingKind | None) -> None:
    assert kinds([deed]) == ([] if kind is None else [kind])


def test_the_very_same_reason_again_and_again() -> None:
    same = [download(WHO, at(day, 9), "trail", "정기 점검  자료") for day in range(2, 7)]
    assert kinds(same) == [FindingKind.SAME_REASON]
    assert kinds(same[:-1]) == []
    others = [replace(deed, actor=f"per_{n}") for n, deed in enumerate(same)]
    assert kinds(others) == []


def answers(quick: int, slow: int) -> list[Deed]:
    return [
        deed
        for n in range(quick + slow)
        for deed in incident(
            f"q{n}", at(2 + n % 25, 9, n), ["SB-1"], answered_after_s=1.5 if n < quick else 12
        )
    ]


def test_approvals_that_nobody_can_have_read() -> None:
    (finding,) = found(answers(5, 3))
    assert (finding.kind, finding.who, finding.count) == (
        FindingKind.QUICK_APPROVALS,
        "per_lead",
        5,
    )
    assert finding.facts == {"approvals": 8}
    assert kinds(answers(4, 0)) == []
    assert kinds(answers(5, 20)) == [], "a few of very many"


@pytest.mark.parametrize(
    ("kind", "body", "finding", "severity"),
    [
        (TrailKind.JOURNAL_BROKEN, {"why": "row 4 is missing"}, "journal_break", "alarm"),
        (TrailKind.CLOCK_SET_BACK, {}, "clock_set_back", "alarm"),
        (
            TrailKind.OPEN_NAMES,
            {"person_ids": ["per_1"], "asked_by": "per_a"},
            "names_opened",
            "note",
        ),
        (TrailKind.SUSPEND_AGREEMENT, {"reason": "점검"}, "agreement_suspended", "note"),
        (TrailKind.WITHDRAW_KEY, {"key_id": "key_1"}, "key_withdrawn", "note"),
        (TrailKind.REASON, {"cut_reason": "privacy"}, "cut_for_purpose", "warn"),
        (TrailKind.REASON, {"cut_reason": "wrong_purpose"}, "cut_for_purpose", "warn"),
    ],
)
def test_rows_that_are_findings_by_themselves(
    kind: TrailKind, body: dict[str, object], finding: str, severity: str
) -> None:
    (one,) = found([Deed(at(9, 9), kind, "per_x", CENTRE, body=body)])
    assert (one.kind, one.severity, one.count) == (finding, severity, 1)


def test_names_are_about_who_asked_and_a_cut_about_nobody_of_ours() -> None:
    opened = Deed(at(9, 9), TrailKind.OPEN_NAMES, "per_b", body={"asked_by": "per_a"})
    cut = Deed(at(9, 10), TrailKind.REASON, "per_op", POLICE, body={"cut_reason": "privacy"})
    by_kind = {finding.kind: finding for finding in found([opened, cut])}
    assert by_kind[FindingKind.NAMES_OPENED].who == "per_a"
    assert by_kind[FindingKind.CUT_FOR_PURPOSE].who is None
    assert by_kind[FindingKind.CUT_FOR_PURPOSE].organisation == POLICE


def test_a_mistaken_cut_is_no_finding() -> None:
    assert kinds([Deed(at(9, 9), TrailKind.REASON, WHO, body={"cut_reason": "mistake"})]) == []


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
