"""Deny by default, for agreements nobody has thought of: random clauses, requests and days."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.sharing.agreement import Agreement, Clause, ClauseKind
from bongsu.sharing.agreements.seongbuk import SEONGBUK_2023_08
from bongsu.sharing.policy import Policy, Standing, Suspension
from bongsu.sharing.rules import Allow, Ask, Decision, Refuse, Request, decide
from bongsu.sharing.words import refusal

DAY = datetime(2026, 1, 1, tzinfo=UTC)
SERVICES = ("S1", "S2")
BODIES = ("B1", "B2", "B3")
CATEGORIES = ("ROBBERY", "FIRE", "TEA")
CODES = ("", "C0", "C1", "C2")
BASES = ("ART1", "ART2")


def some(words: tuple[str, ...]) -> st.SearchStrategy[frozenset[str]]:
    return st.frozensets(st.sampled_from(words))


clauses = st.builds(
    Clause,
    number=st.from_regex(r"[1-9]\.[1-9]", fullmatch=True),
    service=st.sampled_from(SERVICES),
    recipients=some(BODIES),
    categories=some(CATEGORIES),
    by_itself=some(CODES),
    with_approval=some(CODES),
    purposes=st.just(frozenset({"crime_prevention"})),
    legal_bases=some(BASES),
    radius_m=st.sampled_from((100.0, 300.0)),
    max_cameras=st.integers(1, 9),
    ttl_s=st.just(1800),
    renewals=st.just(3),
    to_vehicles=st.booleans(),
)
days = st.integers(-400, 400).map(lambda day: DAY + timedelta(days=day))


@st.composite
def numbered(draw: st.DrawFn) -> list[Clause]:
    found = draw(st.lists(clauses, max_size=5))
    return [replace(one, number=f"3.{place}") for place, one in enumerate(found, start=1)]


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    return replace(
        SEONGBUK_2023_08,
        agreement_id=draw(st.sampled_from(("A1", "A2"))),
        clauses=tuple(draw(numbered())),
        starts=draw(days),
        ends=draw(days),
    )


requests = st.builds(
    Request,
    service=st.sampled_from((*SERVICES, "S3")),
    category=st.sampled_from((*CATEGORIES, "")),
    code=st.sampled_from((*CODES, "C9")),
    organisation=st.sampled_from((*BODIES, "B9")),
    legal_basis=st.none() | st.sampled_from((*BASES, "ART9")),
    agreement_id=st.none() | st.sampled_from(("A1", "A2")),
)
EVERYBODY = frozenset(party.organisation for party in SEONGBUK_2023_08.parties)


def signed(*agreements: Agreement) -> Policy:
    return Policy(tuple(Standing(one, EVERYBODY) for one in agreements))


Case = tuple[Agreement, Request, datetime]


@st.composite
def cases(draw: st.DrawFn) -> Case:
    """Half of them ask for what some clause names on a day of the agreement: chance alone seldom meets one."""
    agreement, request, now = draw(agreements()), draw(requests), draw(days)
    if not agreement.clauses or draw(st.booleans()):
        return agreement, request, now
    clause = draw(st.sampled_from(agreement.clauses))
    named = {
        "organisation": sorted(clause.recipients),
        "category": sorted(clause.categories),
        "code": sorted(clause.by_itself | clause.with_approval),
    }
    said = {name: draw(st.sampled_from(words)) for name, words in named.items() if words}
    said |= {"service": clause.service}
    near = replace(request, legal_basis=None, agreement_id=None, **said)  # type: ignore[arg-type] # by name
    return agreement, near, max(agreement.starts, now)


def names(clause: Clause, request: Request) -> bool:
    """Written anew, clause by clause, without the code under test."""
    return (
        clause.service == request.service
        and request.organisation in clause.recipients
        and request.category in clause.categories
        and (request.legal_basis is None or request.legal_basis in clause.legal_bases)
    )


def is_no(decision: Decision) -> bool:
    return isinstance(decision, Refuse)


@settings(max_examples=300, deadline=None)
@given(cases())
def test_a_picture_needs_a_clause_that_names_everything(case: Case) -> None:
    agreement, request, now = case
    decision = decide(signed(agreement), request, now)
    if isinstance(decision, Refuse):
        return
    named = agreement.clause(decision.clause.number)
    assert named is not None
    assert names(named, request)
    codes = named.by_itself if isinstance(decision, Allow) else named.with_approval
    assert request.code in codes
    assert agreement.starts <= now < agreement.ends
    assert (decision.agreement_id, decision.version) == (agreement.agreement_id, 1)


@settings(max_examples=300, deadline=None)
@given(cases())
def test_asking_wins_and_no_limit_is_wider_than_any_clause_that_permits(case: Case) -> None:
    agreement, request, now = case
    decision = decide(signed(agreement), request, now)
    if isinstance(decision, Refuse):
        return
    ways = [
        one
        for one in agreement.clauses
        if names(one, request) and request.code in one.by_itself | one.with_approval
    ]
    assert isinstance(decision, Ask) == any(request.code in one.with_approval for one in ways)
    assert decision.clause.radius_m == min(one.radius_m for one in ways)
    assert decision.clause.max_cameras == min(one.max_cameras for one in ways)
    assert decision.clause.to_vehicles == all(one.to_vehicles for one in ways)


@given(cases(), st.integers(0, 4))
def test_taking_a_clause_away_opens_nothing(case: Case, which: int) -> None:
    agreement, request, now = case
    left = tuple(one for number, one in enumerate(agreement.clauses) if number != which)
    if is_no(decide(signed(agreement), request, now)):
        assert is_no(decide(signed(replace(agreement, clauses=left)), request, now))


@given(cases(), st.integers(0, 4))
def test_a_ban_only_takes_away(case: Case, which: int) -> None:
    """Whatever it names: a forbidding clause never makes a yes of a no, nor an allowance of a question."""
    agreement, request, now = case
    bans = tuple(
        replace(one, kind=ClauseKind.FORBID, number="9.1", purposes=frozenset())
        for number, one in enumerate(agreement.clauses)
        if number == which
    )
    before = decide(signed(agreement), request, now)
    banned = replace(agreement, clauses=agreement.clauses + bans)
    after = decide(signed(banned), request, now)
    assert is_no(after) or after == before
    if bans and bans[0].service == request.service and names(bans[0], request):
        codes = bans[0].by_itself | bans[0].with_approval
        assert is_no(after) or (codes and request.code not in codes)


@given(cases(), agreements())
def test_another_agreement_never_widens_a_permission(case: Case, other: Agreement) -> None:
    agreement, request, now = case
    other = replace(other, agreement_id="A3")
    before = decide(signed(agreement), request, now)
    after = decide(signed(agreement, other), request, now)
    if isinstance(before, Ask):
        assert not isinstance(after, Allow)
    if not is_no(before) and not is_no(after):
        assert before.clause is not None
        assert after.clause is not None
        assert after.clause.radius_m <= before.clause.radius_m


@given(cases())
def test_a_suspension_refuses_everything(case: Case) -> None:
    agreement, request, now = case
    suspension = Suspension(now, "per_1", "점검")
    assert is_no(decide(Policy((Standing(agreement, EVERYBODY, suspension),)), request, now))


@given(cases(), st.sampled_from(sorted(EVERYBODY)))
def test_without_every_signature_nothing_opens(case: Case, missing: str) -> None:
    agreement, request, now = case
    draft = Standing(agreement, EVERYBODY - {missing})
    lost = Standing(agreement, EVERYBODY - {missing}, withdrawn_by=frozenset({missing}))
    assert is_no(decide(Policy((draft,)), request, now))
    assert is_no(decide(Policy((lost,)), request, now))


@given(cases())
def test_what_was_replaced_does_not_come_back(case: Case) -> None:
    agreement, request, now = case
    old = Standing(agreement, EVERYBODY)
    newer = replace(agreement, version=2, clauses=())
    for standing in (
        Standing(newer, EVERYBODY),
        Standing(newer, frozenset(), withdrawn_by=EVERYBODY),
        Standing(replace(newer, ends=newer.starts), EVERYBODY),
    ):
        if newer.starts <= now:
            assert is_no(decide(Policy((old, standing)), request, now))
    draft = Standing(newer, frozenset())
    assert decide(Policy((draft, old)), request, now) == decide(Policy((old,)), request, now)


@given(cases())
def test_a_clock_set_back_refuses_everything(case: Case) -> None:
    agreement, request, now = case
    assert is_no(decide(replace(signed(agreement), clock_set_back=True), request, now))


@given(cases())
def test_outside_its_days_nothing_opens(case: Case) -> None:
    agreement, request, now = case
    over = replace(agreement, ends=now)
    early = replace(agreement, starts=now + timedelta(microseconds=1))
    assert is_no(decide(signed(over), request, now))
    assert is_no(decide(signed(early), request, now))


@given(cases())
def test_a_request_that_says_less_or_other_is_lent_no_more(case: Case) -> None:
    """A word that no clause knows never opens; a basis, once said, only narrows."""
    agreement, request, now = case
    policy = signed(agreement)
    for odd in (
        replace(request, service="?"),
        replace(request, organisation="?"),
        replace(request, category="?"),
        replace(request, code="?"),
        replace(request, legal_basis="?"),
        replace(request, agreement_id="?"),
        replace(request, dong="9999999999"),
        replace(request, purpose="?"),
        replace(request, kind=ClauseKind.LOOKBACK),
    ):
        assert is_no(decide(policy, odd, now)), odd
    if not is_no(decide(policy, request, now)):
        assert not is_no(decide(policy, replace(request, agreement_id=None), now))


@given(cases())
def test_every_refusal_has_words_in_both_languages(case: Case) -> None:
    agreement, request, now = case
    decision = decide(signed(agreement), request, now)
    if isinstance(decision, Refuse):
        korean, english = refusal(decision, "강도", request.code)
        assert any("가" <= letter <= "힣" for letter in korean)
        assert english.isascii()
