"""Who may know of which of our cameras: the hub of all, a party of those its live clauses name, everybody else of none."""

from dataclasses import replace
from datetime import UTC, datetime

from bongsu.federation.catalogue.entitled import ALL, Scope, by_agreements, scope_of
from bongsu.kernel.clock import FixedClock
from bongsu.registry.camera import Purpose
from bongsu.sharing.agreement import Agreement, Clause, ClauseKind, Party
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.policy import Policy, Standing, Suspension

NOON = datetime(2026, 11, 22, 3, tzinfo=UTC)
CRIME, DUMPING = Purpose.CRIME_PREVENTION.value, Purpose.DUMPING.value


def clause(number: str, purpose: str, kind: ClauseKind = ClauseKind.LIVE) -> Clause:
    some = frozenset({"x"})
    return Clause(
        number=number, service="police112", recipients=some, categories=some, by_itself=some,
        with_approval=frozenset(), purposes=frozenset({purpose}), legal_bases=some, radius_m=300.0,
        max_cameras=5, ttl_s=600, renewals=1, to_vehicles=False, kind=kind,
    )  # fmt: skip


def agreement(
    name: str, *clauses: Clause, parties: tuple[str, ...] = ("SEONGBUK", "GANGBUK")
) -> Agreement:
    return Agreement(
        agreement_id=name, title_ko=name, title_en=name, centre="SEONGBUK",
        parties=tuple(Party(one, one, one, one) for one in parties), clauses=clauses,
        area=frozenset(), starts=datetime(2026, 1, 1, tzinfo=UTC), ends=datetime(2027, 1, 1, tzinfo=UTC),
        approver_roles=frozenset(), approve_within_s=60, centre_phone="",
    )  # fmt: skip


def signed(one: Agreement) -> Standing:
    return Standing(one, frozenset(party.organisation for party in one.parties))


def scope(*standings: Standing, peer: str = "GANGBUK", now: datetime = NOON) -> Scope | None:
    return scope_of(Policy(standings), peer, now)


ONE = agreement("one", clause("3.1", CRIME))


def test_a_party_knows_of_the_purposes_of_its_live_clauses() -> None:
    other = agreement("two", clause("3.1", DUMPING), clause("3.2", "multi", ClauseKind.LOOKBACK))
    assert scope(signed(ONE)) == Scope(frozenset({CRIME}))
    assert scope(signed(ONE), signed(other)) == Scope(frozenset({CRIME, DUMPING}))


def test_silence_is_no_permission() -> None:
    assert scope() is None
    assert scope(signed(ONE), peer="GURO") is None
    assert scope(signed(agreement("one"))) is None
    assert scope(signed(agreement("one", clause("3.1", CRIME, ClauseKind.FORBID)))) is None


def test_an_agreement_entitles_only_while_it_is_in_force() -> None:
    half = Standing(ONE, frozenset({"SEONGBUK"}))
    suspended = replace(signed(ONE), suspension=Suspension(NOON, "p", "why"))
    withdrawn = replace(half, withdrawn_by=frozenset({"GANGBUK"}))
    assert scope(half) is None
    assert scope(suspended) is None
    assert scope(withdrawn) is None
    assert scope(signed(ONE), now=ONE.ends) is None
    assert scope(signed(ONE), now=datetime(2025, 12, 31, tzinfo=UTC)) is None


def test_the_hub_knows_of_all_and_a_party_by_the_book() -> None:
    entitled = by_agreements(AgreementBook((signed(ONE),)), FixedClock(NOON))
    assert entitled("SEOUL") == ALL
    assert entitled("GANGBUK") == Scope(frozenset({CRIME}))
    assert entitled("GURO") is None


def test_a_scopes_name_changes_with_it_and_tells_nothing() -> None:
    both = Scope(frozenset({CRIME, DUMPING}))
    assert both.name == Scope(frozenset({DUMPING, CRIME})).name
    assert len({ALL.name, both.name, Scope(frozenset({CRIME})).name}) == 3
    assert CRIME not in both.name
    assert (both.covers(CRIME), both.covers("other"), ALL.covers("other")) == (True, False, True)
