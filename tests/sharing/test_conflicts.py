"""Two agreements that cover the same call: which answer counts, and that the clash is shown."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bongsu.sharing.agreement import Agreement, Clause, ClauseKind
from bongsu.sharing.agreements.seongbuk import POLICE_JONGAM, POLICE_SEONGBUK, SEONGBUK_2023_08
from bongsu.sharing.conflicts import conflict_text, conflicts
from bongsu.sharing.differences import differences
from bongsu.sharing.examples import answer_of
from bongsu.sharing.names import Names
from bongsu.sharing.policy import Policy, Standing, Suspension
from bongsu.sharing.rules import Allow, Ask, Reason, Refuse, Request, decide

NOW = datetime(2026, 11, 21, 17, 10, tzinfo=UTC)
CALL = Request("P112_DISPATCH", "ROBBERY", "C0", POLICE_SEONGBUK, dong="1129066000")
CLAUSE = SEONGBUK_2023_08.clauses[1]
BASE = replace(SEONGBUK_2023_08, clauses=(CLAUSE,))


def beside(clause: Clause, **changes: object) -> Agreement:
    values = {"agreement_id": "SB-OTHER", "clauses": (replace(clause, number="7.1"),), **changes}
    return replace(BASE, **values)  # type: ignore[arg-type] # by name


def together(other: Agreement, suspension: Suspension | None = None) -> Policy:
    everybody = frozenset(party.organisation for party in BASE.parties)
    return Policy((Standing(BASE, everybody), Standing(other, everybody, suspension)))


ASKS = replace(CLAUSE, by_itself=frozenset({"C1"}), with_approval=frozenset({"C0"}))
BAN = replace(CLAUSE, kind=ClauseKind.FORBID, purposes=frozenset())


@pytest.mark.parametrize(
    ("clause", "answer", "named", "differs"),
    [
        (BAN, "refuse", "7.1", "forbidden"),
        (replace(BAN, service=""), "refuse", "7.1", "forbidden"),
        (replace(BAN, categories=frozenset()), "refuse", "7.1", "forbidden"),
        (ASKS, "ask", "7.1", "approval"),
        (replace(CLAUSE, radius_m=100.0), "allow", "7.1", "limits"),
        (replace(CLAUSE, radius_m=900.0), "allow", "3.2", "limits"),
        (replace(CLAUSE, recipients=frozenset({POLICE_JONGAM})), "allow", "3.2", "limits?"),
        (CLAUSE, "allow", "3.2", None),
        (replace(CLAUSE, service="P112_VIDEO"), "allow", "3.2", None),
        (replace(CLAUSE, categories=frozenset({"ASSAULT"})), "allow", "3.2", None),
        (replace(BAN, hours=("09:00-10:00",)), "allow", "3.2", "forbidden"),
        (replace(BAN, purposes=frozenset({"dumping"})), "allow", "3.2", None),
    ],
)
def test_what_denies_wins_then_what_asks_then_the_narrower(
    clause: Clause, answer: str, named: str, differs: str | None
) -> None:
    policy = together(beside(clause))
    decision = decide(policy, CALL, NOW)
    assert answer_of(decision) == answer
    assert decision.clause is not None
    assert decision.clause.number == named
    if differs != "limits?":
        assert [one.differs for one in conflicts(policy, NOW)] == ([differs] if differs else [])


def test_a_suspended_agreement_stops_what_another_would_allow() -> None:
    policy = together(beside(CLAUSE), Suspension(NOW, "per_1", "점검"))
    decision = decide(policy, CALL, NOW)
    assert isinstance(decision, Refuse)
    assert (decision.reason, decision.agreement_id) == (Reason.SUSPENDED, "SB-OTHER")
    assert [one.differs for one in conflicts(policy, NOW)] == ["suspended"]
    elsewhere = beside(replace(CLAUSE, categories=frozenset({"ASSAULT"})))
    apart = together(elsewhere, Suspension(NOW, "per_1", "점검"))
    assert isinstance(decide(apart, CALL, NOW), Allow)


def test_naming_one_agreement_escapes_no_ban_of_another() -> None:
    named = replace(CALL, agreement_id=BASE.agreement_id)
    assert isinstance(decide(together(beside(BAN)), named, NOW), Refuse)
    assert isinstance(decide(together(beside(ASKS)), named, NOW), Allow)
    assert isinstance(decide(together(beside(ASKS)), CALL, NOW), Ask)


def test_a_forbidden_purpose_is_taken_out_and_refused_by_camera() -> None:
    policy = together(beside(replace(BAN, purposes=frozenset({"children"}))))
    decision = decide(policy, CALL, NOW)
    assert isinstance(decision, Allow)
    assert decision.clause.purposes == CLAUSE.purposes - {"children"}
    one = decide(policy, replace(CALL, purpose="children"), NOW)
    assert isinstance(one, Refuse)
    assert one.reason is Reason.FORBIDDEN
    assert isinstance(decide(policy, replace(CALL, purpose="multi"), NOW), Allow)


def test_what_is_not_in_force_clashes_with_nothing() -> None:
    ended = beside(BAN, ends=NOW)
    assert conflicts(together(ended), NOW) == ()
    assert isinstance(decide(together(ended), CALL, NOW), Allow)
    elsewhere = beside(BAN, area=frozenset({"11305"}))
    assert conflicts(together(elsewhere), NOW) == ()
    assert isinstance(decide(together(elsewhere), CALL, NOW), Allow)


def test_a_clash_is_said_in_words() -> None:
    (found,) = conflicts(together(beside(ASKS)), NOW)
    korean, english = conflict_text(found, Names())
    assert korean.startswith("SB-2023-08 3.2 ↔ SB-OTHER 7.1")
    assert korean.endswith("한쪽은 승인을 요구하므로 승인을 받습니다")
    assert english.endswith("one asks first: it is asked")


def test_differences_name_what_changed_and_nothing_else() -> None:
    assert differences(BASE, BASE, Names()) == ()
    wider = replace(CLAUSE, radius_m=500.0, hours=("22:00-06:00",))
    after = replace(
        BASE, version=2, clauses=(wider, replace(CLAUSE, number="3.9")), centre_phone="1"
    )
    found = {one.field: one.text_ko for one in differences(BASE, after, Names())}
    assert found.keys() == {
        "centre_phone",
        "clauses[3.2].radius_m",
        "clauses[3.2].hours",
        "clauses[3.9]",
    }
    assert found["clauses[3.2].radius_m"] == "3.2 반경(m): 300 → 500"
    assert found["clauses[3.9]"].startswith("추가: 제3조제9항")
    gone = differences(after, BASE, Names())
    assert any(one.text_en.startswith("Removed: Clause 3.9") for one in gone)
