"""The agreement as a table: every category at every code, who may approve, and what refuses before any clause."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from bongsu.identity.people import Role
from bongsu.services.fire119.service import CATEGORIES as FIRE_CATEGORIES
from bongsu.services.police112.service import CATEGORIES as POLICE_CATEGORIES
from bongsu.services.police112.service import CODES
from bongsu.sharing.agreement import Agreement, ClauseKind
from bongsu.sharing.agreements.seongbuk import (
    DISASTER_ROOM,
    FIRE_SEONGBUK,
    POLICE_JONGAM,
    POLICE_SEONGBUK,
    SEONGBUK_2023_08,
)
from bongsu.sharing.policy import Policy, Standing, Suspension
from bongsu.sharing.rules import (
    Allow,
    Ask,
    Decision,
    Reason,
    Refuse,
    Request,
    Waits,
    approve_within_s,
    decide,
    may_approve,
    may_renew,
)
from bongsu.sharing.words import refusal, sentence

NOW = datetime(2026, 11, 21, 17, 10, tzinfo=UTC)
# the memorandum of 2015 names these and no others; written out so that the agreement cannot widen unseen
SEVEN_CRIMES = {
    "MURDER",
    "ROBBERY",
    "PICKPOCKET",
    "THEFT",
    "KIDNAP",
    "SEXUAL_VIOLENCE",
    "DOMESTIC_VIOLENCE",
}
CLAUSE_OF = {"P112_VIDEO": "3.1", "P112_DISPATCH": "3.2"}


def signed(*agreements: Agreement, suspension: Suspension | None = None) -> Policy:
    """Everybody has signed."""
    return Policy(
        tuple(
            Standing(one, frozenset(party.organisation for party in one.parties), suspension)
            for one in agreements
        )
    )


def police(category: str, code: str, service: str = "P112_DISPATCH", **more: str) -> Request:
    values = {"organisation": POLICE_SEONGBUK, **more}
    return Request(service=service, category=category, code=code, **values)  # type: ignore[arg-type] # by name


def fire(category: str, organisation: str = FIRE_SEONGBUK) -> Request:
    return Request("F119_DISPATCH", category, "", organisation)


def decided(request: Request, now: datetime = NOW) -> Decision:
    return decide(signed(SEONGBUK_2023_08), request, now)


@pytest.mark.parametrize("station", [POLICE_SEONGBUK, POLICE_JONGAM])
@pytest.mark.parametrize("service", sorted(CLAUSE_OF))
@pytest.mark.parametrize("code", sorted(CODES))
@pytest.mark.parametrize("category", sorted(POLICE_CATEGORIES))
def test_every_police_category_at_every_code(
    category: str, code: str, service: str, station: str
) -> None:
    """Articles 3.1 and 3.2."""
    decision = decided(police(category, code, service, organisation=station))
    number = CLAUSE_OF[service]
    if category not in SEVEN_CRIMES:
        assert isinstance(decision, Refuse)
        assert decision.reason is Reason.NOT_LISTED
    elif code in {"C0", "C1"}:
        assert isinstance(decision, Allow)
    elif code == "C2":
        assert isinstance(decision, Ask)
        assert decision.waits is Waits.APPROVAL
    else:
        assert isinstance(decision, Refuse)
        assert decision.reason is Reason.NOT_URGENT
    assert decision.clause is not None
    assert decision.clause.number == number


def test_the_table_of_the_police_is_complete() -> None:
    assert len(POLICE_CATEGORIES) >= 12
    assert set(POLICE_CATEGORIES) > SEVEN_CRIMES
    assert {"C0", "C1", "C2", "C3", "C4"} == CODES


@pytest.mark.parametrize(
    ("category", "clause", "kind"),
    [
        ("FIRE", "4.1", Allow),
        ("RESCUE", "4.1", Allow),
        ("DISASTER", "4.1", Allow),
        ("EMS", "4.2", Ask),
        ("LIFE_SAFETY", "4.1", Refuse),
        ("OTHER", "4.1", Refuse),
    ],
)
def test_every_fire_category(category: str, clause: str, kind: type[Decision]) -> None:
    """Articles 4.1 and 4.2: 화재, 구조, 재난 by themselves; 구급 waits; nothing else."""
    decision = decided(fire(category))
    assert isinstance(decision, kind)
    assert decision.clause is not None
    assert decision.clause.number == clause


def test_the_table_of_the_fire_service_is_complete() -> None:
    assert set(FIRE_CATEGORIES) == {"FIRE", "RESCUE", "DISASTER", "EMS", "LIFE_SAFETY", "OTHER"}


@pytest.mark.parametrize("category", sorted(FIRE_CATEGORIES))
def test_the_disaster_room_is_lent_fires_and_disasters_only(category: str) -> None:
    """Article 5.1."""
    decision = decided(fire(category, DISASTER_ROOM))
    assert isinstance(decision, Allow) == (category in {"FIRE", "DISASTER"})


@pytest.mark.parametrize("category", sorted(set(POLICE_CATEGORIES) - SEVEN_CRIMES))
@pytest.mark.parametrize("code", sorted(CODES))
def test_an_unlisted_category_is_told_which_clause_misses_it(category: str, code: str) -> None:
    decision = decided(police(category, code))
    assert isinstance(decision, Refuse)
    korean, english = refusal(decision, POLICE_CATEGORIES[category][0], code)
    assert korean == f"협약 제3조제2항의 목록에 없는 유형: {POLICE_CATEGORIES[category][0]}"
    assert "clause 3.2" in english


def test_a_code_below_the_agreed_urgency_is_told_so() -> None:
    decision = decided(police("ROBBERY", "C3"))
    assert isinstance(decision, Refuse)
    assert refusal(decision, "강도", "C3")[0].startswith("코드3: 협약 제3조제2항")


@pytest.mark.parametrize("code", ["", "C5", "c0", "C0 "])
def test_a_code_that_the_clause_does_not_name_opens_nothing(code: str) -> None:
    decision = decided(police("ROBBERY", code))
    assert isinstance(decision, Refuse)
    assert decision.reason is Reason.NOT_URGENT


@pytest.mark.parametrize(
    "request_",
    [
        police("ROBBERY", "C0", organisation=FIRE_SEONGBUK),
        police("ROBBERY", "C0", organisation="KNPA.SEOUL.GANGBUK"),
        police("ROBBERY", "C0", "MILITARY"),
        fire("FIRE", POLICE_SEONGBUK),
    ],
)
def test_nobody_is_lent_what_no_clause_gives_them(request_: Request) -> None:
    decision = decided(request_)
    assert isinstance(decision, Refuse)
    assert decision.reason is Reason.NO_CLAUSE
    assert decision.clause is None


@pytest.mark.parametrize("basis", ["PIPA18-2-7", "PIPA18-2-3", None])
def test_the_agreed_legal_basis_opens(basis: str | None) -> None:
    request = replace(police("ROBBERY", "C0"), legal_basis=basis)
    assert isinstance(decided(request), Allow)


@pytest.mark.parametrize("code", ["C0", "C1", "C2"])
def test_another_legal_basis_is_refused(code: str) -> None:
    decision = decided(replace(police("ROBBERY", code), legal_basis="MISSING9"))
    assert isinstance(decision, Refuse)
    assert decision.reason is Reason.BASIS


def test_another_agreement_is_refused() -> None:
    decision = decided(replace(police("ROBBERY", "C0"), agreement_id="GB-2024-01"))
    assert decision == Refuse(Reason.OTHER_AGREEMENT)
    named = replace(police("ROBBERY", "C0"), agreement_id="SB-2023-08")
    assert isinstance(decided(named), Allow)


@pytest.mark.parametrize(
    ("now", "in_force"),
    [
        (SEONGBUK_2023_08.starts - timedelta(microseconds=1), False),
        (SEONGBUK_2023_08.starts, True),
        (SEONGBUK_2023_08.ends - timedelta(microseconds=1), True),
        (SEONGBUK_2023_08.ends, False),
    ],
)
def test_an_agreement_lends_only_while_it_is_in_force(now: datetime, in_force: bool) -> None:
    decision = decided(police("ROBBERY", "C0"), now)
    assert isinstance(decision, Allow) == in_force
    assert in_force or _reason(decision) is Reason.NOT_IN_FORCE


def _reason(decision: Decision) -> Reason | None:
    return decision.reason if isinstance(decision, Refuse) else None


def test_a_suspended_agreement_lends_nothing() -> None:
    suspended = signed(SEONGBUK_2023_08, suspension=Suspension(NOW, "per_1", "점검"))
    for request in (police("ROBBERY", "C0"), police("ASSAULT", "C0"), fire("FIRE")):
        assert _reason(decide(suspended, request, NOW)) is Reason.SUSPENDED


@pytest.mark.parametrize("is_own", [True, False])
@pytest.mark.parametrize("role", list(Role))
def test_only_the_shift_lead_of_the_centre_approves(role: Role, is_own: bool) -> None:
    """Never an operator, never the asking agency (dossier §12.1)."""
    approves = may_approve(SEONGBUK_2023_08, None, role, is_own=is_own)
    assert approves == (role is Role.SHIFT_LEAD and is_own)


@pytest.mark.parametrize("is_own", [True, False])
def test_a_clause_may_name_approvers_of_its_own(is_own: bool) -> None:
    """They replace the agreement's; without a word of its own the clause leaves them standing."""
    plain = SEONGBUK_2023_08.clauses[0]
    own = replace(plain, approver_roles=frozenset({"chief_privacy_officer"}))
    for clause, roles in ((plain, SEONGBUK_2023_08.approver_roles), (own, own.approver_roles)):
        for role in (*SEONGBUK_2023_08.approver_roles, *own.approver_roles):
            approves = may_approve(SEONGBUK_2023_08, clause, role, is_own=is_own)
            assert approves == (is_own and role in roles)


def test_an_approver_has_the_clauses_time_or_else_the_agreements() -> None:
    plain = replace(SEONGBUK_2023_08.clauses[0], approve_within_s=None)
    assert approve_within_s(SEONGBUK_2023_08, plain) == SEONGBUK_2023_08.approve_within_s
    assert approve_within_s(SEONGBUK_2023_08, replace(plain, approve_within_s=7)) == 7


@pytest.mark.parametrize("reason", list(Reason))
def test_every_reason_has_words_in_both_languages(reason: Reason) -> None:
    korean, english = sentence(reason)
    assert any("가" <= letter <= "힣" for letter in korean)
    assert english.isascii()


def test_renewing_needs_a_renewal_left_and_time_left() -> None:
    ends = NOW + timedelta(seconds=1)
    assert may_renew(1, ends, NOW)
    assert not may_renew(0, ends, NOW)
    assert not may_renew(1, NOW, NOW)


def test_every_clause_is_bounded() -> None:
    """A grant cannot be for ever, for everything or for every camera."""
    for clause in SEONGBUK_2023_08.clauses:
        if clause.kind is ClauseKind.FORBID:
            continue
        assert 0 < clause.ttl_s <= 3600
        assert 0 <= clause.renewals <= 3
        assert 0 < clause.max_cameras <= 9
        assert 0 < clause.radius_m <= 500
        assert clause.recipients <= {party.organisation for party in SEONGBUK_2023_08.parties}
        assert clause.categories
        assert not clause.by_itself & clause.with_approval
    assert not SEONGBUK_2023_08.may_ptz
    assert not SEONGBUK_2023_08.may_record


def test_pictures_for_the_room_go_to_no_vehicle() -> None:
    numbers = {clause.number for clause in SEONGBUK_2023_08.clauses if clause.to_vehicles}
    assert numbers == {"3.2", "4.1", "4.2"}
