"""An agreement's file: read strictly, one canonical form, and every mistake named by its field in both languages."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from bongsu.kernel.failures import Invalid
from bongsu.sharing.agreement import Agreement, Clause, ClauseKind, Example, Pilot, Stage
from bongsu.sharing.agreements.seongbuk import CENTRE, SEONGBUK_2023_08
from bongsu.sharing.document import canonical_bytes, digest, read_agreement
from bongsu.sharing.examples import run_examples
from bongsu.sharing.hours import is_within, read_window
from bongsu.sharing.names import Names
from bongsu.sharing.preview import preview
from bongsu.sharing.problems import problems

CLAUSE = SEONGBUK_2023_08.clauses[0]
LOOKBACK = next(one for one in SEONGBUK_2023_08.clauses if one.kind is ClauseKind.LOOKBACK)
BAN = next(one for one in SEONGBUK_2023_08.clauses if one.kind is ClauseKind.FORBID)
PILOT = Pilot(("22:00-06:00",), frozenset({"1129066000"}), 3, 30, date(2027, 1, 1))


def test_the_seongbuk_text_is_sound_and_its_own_examples_hold() -> None:
    assert problems(SEONGBUK_2023_08) == ()
    outcomes = run_examples(SEONGBUK_2023_08)
    assert len(outcomes) == len(SEONGBUK_2023_08.examples) >= 10
    assert [one for one in outcomes if not one.passed] == []


def test_reading_what_was_written_gives_the_same_bytes() -> None:
    written = canonical_bytes(SEONGBUK_2023_08)
    assert canonical_bytes(read_agreement(written)) == written
    assert digest(read_agreement(written)) == digest(SEONGBUK_2023_08)


def test_one_moment_has_one_spelling() -> None:
    seoul = timezone(timedelta(hours=9))
    text = canonical_bytes(SEONGBUK_2023_08).decode()
    starts = SEONGBUK_2023_08.starts
    other = text.replace(
        starts.isoformat().replace("+00:00", "Z"), starts.astimezone(seoul).isoformat()
    )
    assert other != text
    assert canonical_bytes(read_agreement(other.encode())) == text.encode()


def test_any_change_is_another_text() -> None:
    for changed in (
        replace(SEONGBUK_2023_08, centre_phone="1"),
        replace(SEONGBUK_2023_08, clauses=SEONGBUK_2023_08.clauses[:-1]),
        replace(SEONGBUK_2023_08, version=2),
    ):
        assert digest(changed) != digest(SEONGBUK_2023_08)


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ('"radius_m":300.0', '"radius_m":"wide"', "clauses[0].radius_m"),
        ('"radius_m":300.0', '"radius":300.0', "clauses[0]"),
        ('"version":1', '"version":1,"suspended_at":null', "document"),
        ('"centre":"SEONGBUK",', "", "document"),
        ('"kind":"live"', '"kind":"open"', "clauses[0].kind"),
        ("T15:00:00Z", "T15:00:00", "ends"),
    ],
)
def test_a_mistake_is_named_by_its_path(old: str, new: str, field: str) -> None:
    text = canonical_bytes(SEONGBUK_2023_08).decode()
    assert old in text
    with pytest.raises(Invalid) as wrong:
        read_agreement(text.replace(old, new, 1).encode())
    assert wrong.value.field == field


@pytest.mark.parametrize(
    "junk", [b"", b"{", b"\xff\xfe", b"[[", b"[" * 9000, b"{" * 9000, b"null", b"x" * 300_000]
)
def test_junk_is_no_agreement(junk: bytes) -> None:
    with pytest.raises(Invalid):
        read_agreement(junk)


def with_clause(**changes: object) -> Agreement:
    clause = replace(CLAUSE, **changes)  # type: ignore[arg-type] # by name
    return replace(SEONGBUK_2023_08, clauses=(clause,), examples=())


def with_kind(clause: Clause, **changes: object) -> Agreement:
    other = replace(clause, number="9.1", **changes)  # type: ignore[arg-type] # by name
    return replace(SEONGBUK_2023_08, clauses=(CLAUSE, other), examples=())


def changed(**changes: object) -> Agreement:
    return replace(SEONGBUK_2023_08, **changes)  # type: ignore[arg-type] # by name


def pilot(**limits: object) -> Agreement:
    return changed(stage=Stage.PILOT, pilot=replace(PILOT, **limits))  # type: ignore[arg-type] # by name


PARTIES = SEONGBUK_2023_08.parties
EXAMPLE = Example("P112_VIDEO", "ROBBERY", "C0", "1129066000", CENTRE, "refuse")
CASES = [
    (changed(agreement_id="sb 1"), "agreement_id"),
    (changed(version=0), "version"),
    (changed(title_ko=" "), "title_ko"),
    (changed(title_en="x" * 201), "title_en"),
    (changed(centre_phone=""), "centre_phone"),
    (changed(area=frozenset()), "area"),
    (changed(area=frozenset({"성북"})), "area"),
    (changed(ends=SEONGBUK_2023_08.starts), "ends"),
    (changed(review_due=None), "review_due"),
    (changed(review_due=date(2040, 1, 1)), "review_due"),
    (changed(parties=PARTIES[1:]), "parties"),
    (changed(parties=(*PARTIES, PARTIES[1])), "parties[5].organisation"),
    (changed(parties=(*PARTIES[:-1], replace(PARTIES[-1], name_en=""))), "parties[4].name_en"),
    (changed(approver_roles=frozenset()), "approver_roles"),
    (changed(approver_roles=frozenset({"OPERATOR"})), "approver_roles"),
    (changed(approver_roles=frozenset({"POLICE_ROOM"})), "approver_roles"),
    (changed(approve_within_s=5), "approve_within_s"),
    (changed(clauses=(BAN,)), "clauses"),
    (changed(clauses=(CLAUSE, CLAUSE)), "clauses[1].number"),
    (with_clause(number="3"), "clauses[0].number"),
    (with_clause(number="3.2.1"), "clauses[0].number"),
    (with_clause(recipients=frozenset({"X"})), "clauses[0].recipients"),
    (with_clause(recipients=frozenset({CENTRE})), "clauses[0].recipients"),
    (with_clause(recipients=frozenset()), "clauses[0].recipients"),
    (with_clause(service=""), "clauses[0].service"),
    (with_clause(service="p112"), "clauses[0].service"),
    (with_clause(categories=frozenset()), "clauses[0].categories"),
    (with_clause(categories=frozenset({"강도"})), "clauses[0].categories"),
    (with_clause(by_itself=frozenset(), with_approval=frozenset()), "clauses[0].by_itself"),
    (with_clause(by_itself=frozenset({"C2"})), "clauses[0].with_approval"),
    (with_clause(purposes=frozenset()), "clauses[0].purposes"),
    (with_clause(purposes=frozenset({"spying"})), "clauses[0].purposes"),
    (with_clause(legal_bases=frozenset()), "clauses[0].legal_bases"),
    (with_clause(radius_m=1000.1), "clauses[0].radius_m"),
    (with_clause(radius_m=float("nan")), "clauses[0].radius_m"),
    (with_clause(radius_m=-1.0), "clauses[0].radius_m"),
    (with_clause(max_cameras=17), "clauses[0].max_cameras"),
    (with_clause(max_cameras=0), "clauses[0].max_cameras"),
    (with_clause(ttl_s=24 * 3600 + 1), "clauses[0].ttl_s"),
    (with_clause(ttl_s=59), "clauses[0].ttl_s"),
    (with_clause(renewals=13), "clauses[0].renewals"),
    (with_clause(lookback_s=1), "clauses[0].lookback_s"),
    (with_clause(hours=("25:00-26:00",)), "clauses[0].hours[0]"),
    (with_clause(approver_roles=frozenset({"OPERATOR"})), "clauses[0].approver_roles"),
    (with_clause(approve_within_s=86401), "clauses[0].approve_within_s"),
    (with_kind(LOOKBACK, lookback_s=0), "clauses[1].lookback_s"),
    (with_kind(LOOKBACK, lookback_s=601), "clauses[1].lookback_s"),
    (with_kind(LOOKBACK, with_approval=frozenset()), "clauses[1].by_itself"),
    (with_kind(BAN, recipients=frozenset(), purposes=frozenset()), "clauses[1]"),
    (with_kind(BAN, radius_m=10.0), "clauses[1].radius_m"),
    (with_kind(BAN, legal_bases=frozenset({"PIPA18-2-7"})), "clauses[1].legal_bases"),
    (changed(stage=Stage.PILOT), "pilot"),
    (changed(pilot=PILOT), "pilot"),
    (pilot(hours=("9-18",)), "pilot.hours[0]"),
    (pilot(dongs=frozenset()), "pilot.dongs"),
    (pilot(dongs=frozenset({"1130553400"})), "pilot.dongs"),
    (pilot(dongs=frozenset({"11290"})), "pilot.dongs"),
    (pilot(calls_a_day=0), "pilot.calls_a_day"),
    (pilot(calls_in_all=1), "pilot.calls_in_all"),
    (pilot(report_due=date(2040, 1, 1)), "pilot.report_due"),
    (changed(examples=(replace(EXAMPLE, expect="maybe"),)), "examples[0].expect"),
    (changed(examples=(replace(EXAMPLE, clause="8.8"),)), "examples[0].clause"),
    (changed(examples=(replace(EXAMPLE, at="24:10"),)), "examples[0].at"),
    (changed(examples=(replace(EXAMPLE, dong="길음1동"),)), "examples[0].dong"),
    (changed(examples=(replace(EXAMPLE, reason="because"),)), "examples[0].reason"),
]


@pytest.mark.parametrize(("agreement", "field"), CASES, ids=[field for _, field in CASES])
def test_each_problem_is_found_and_said_in_both_languages(agreement: Agreement, field: str) -> None:
    found = problems(agreement)
    assert field in [one.field for one in found]
    for one in found:
        assert any("가" <= letter <= "힣" for letter in one.text_ko)
        assert one.text_en


def test_at_the_ceilings_it_is_still_sound() -> None:
    widest = with_clause(radius_m=1000.0, max_cameras=16, ttl_s=24 * 3600, renewals=12)
    assert problems(widest) == ()
    assert problems(pilot()) == ()
    assert problems(with_kind(LOOKBACK, lookback_s=600)) == ()


def test_a_failing_example_says_what_the_text_answers() -> None:
    (outcome,) = run_examples(changed(examples=(replace(EXAMPLE, expect="allow"),)))
    assert (outcome.passed, outcome.answer) == (False, "refuse")
    assert outcome.reason == "no_clause_for_service"


@pytest.mark.parametrize(
    ("window", "inside", "outside"),
    [
        ("22:00-06:00", ["22:00", "23:59", "00:00", "05:59"], ["21:59", "06:00", "12:00"]),
        ("09:00-18:00", ["09:00", "17:59"], ["08:59", "18:00"]),
        ("18:00-24:00", ["18:00", "23:59"], ["00:00", "17:59"]),
        ("00:00-24:00", ["00:00", "12:00", "23:59"], []),
    ],
)
def test_windows_are_of_seoul_time(window: str, inside: list[str], outside: list[str]) -> None:
    def at(text: str) -> datetime:
        hour, minute = map(int, text.split(":"))
        return datetime(2026, 3, 2, hour, minute, tzinfo=UTC) - timedelta(hours=9)

    assert [text for text in inside if not is_within((window,), at(text))] == []
    assert [text for text in outside if is_within((window,), at(text))] == []


@pytest.mark.parametrize(
    "window", ["", "9-18", "09:00", "24:00-06:00", "09:00-09:00", "09:60-10:00"]
)
def test_what_is_no_window_is_never(window: str) -> None:
    assert read_window(window) is None
    assert not is_within((window,), datetime(2026, 1, 1, tzinfo=UTC))
    assert is_within((), datetime(2026, 1, 1, tzinfo=UTC))


def test_a_pilots_preview_names_its_limits() -> None:
    korean, english = preview(pilot(), Names())
    assert "22:00-06:00, 길음1동에서, 하루 3건, 모두 30건까지" in korean
    assert "시범운영" in korean
    assert "3 calls a day and 30 in all" in english
