"""Deny by default, for agreements nobody has thought of: random clauses, requests and days."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.sharing.agreement import Agreement, Clause
from bongsu.sharing.agreements.seongbuk import SEONGBUK_2023_08
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
    radius_m=st.just(300.0),
    max_cameras=st.just(9),
    ttl_s=st.just(1800),
    renewals=st.just(3),
    to_vehicles=st.booleans(),
)
days = st.integers(-400, 400).map(lambda day: DAY + timedelta(days=day))


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    return replace(
        SEONGBUK_2023_08,
        agreement_id=draw(st.sampled_from(("A1", "A2"))),
        clauses=tuple(draw(st.lists(clauses, max_size=5))),
        starts=draw(days),
        ends=draw(days),
        suspended_at=draw(st.none() | days),
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
    near = replace(request, legal_basis=None, agreement_id=None, **said)
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
    decision = decide(agreement, request, now)
    if isinstance(decision, Refuse):
        return
    assert decision.clause in agreement.clauses
    assert names(decision.clause, request)
    codes = decision.clause.by_itself
    codes = codes if isinstance(decision, Allow) else decision.clause.with_approval
    assert request.code in codes
    assert agreement.starts <= now < agreement.ends
    assert agreement.suspended_at is None or now < agreement.suspended_at
    assert request.agreement_id in (None, agreement.agreement_id)


@given(cases(), st.integers(0, 4))
def test_taking_a_clause_away_opens_nothing(case: Case, which: int) -> None:
    """Nor does it make a question of approval needless."""
    agreement, request, now = case
    whole = decide(agreement, request, now)
    left = tuple(one for number, one in enumerate(agreement.clauses) if number != which)
    less = decide(replace(agreement, clauses=left), request, now)
    if is_no(whole):
        assert is_no(less)
    if isinstance(whole, Ask):
        assert not isinstance(less, Allow)


@given(cases(), st.integers(0, 400))
def test_a_suspension_refuses_everything_from_its_day_on(case: Case, before: int) -> None:
    agreement, request, now = case
    suspended = replace(agreement, suspended_at=now - timedelta(days=before))
    assert is_no(decide(suspended, request, now))


@given(cases())
def test_outside_its_days_nothing_opens(case: Case) -> None:
    agreement, request, now = case
    over = replace(agreement, ends=now)
    early = replace(agreement, starts=now + timedelta(microseconds=1))
    assert is_no(decide(over, request, now))
    assert is_no(decide(early, request, now))


@given(cases())
def test_a_request_that_says_less_or_other_is_lent_no_more(case: Case) -> None:
    """A word that no clause knows never opens; a basis, once said, only narrows."""
    agreement, request, now = case
    for odd in (
        replace(request, service="?"),
        replace(request, organisation="?"),
        replace(request, category="?"),
        replace(request, code="?"),
        replace(request, legal_basis="?"),
        replace(request, agreement_id="?"),
    ):
        assert is_no(decide(agreement, odd, now)), odd
    if not is_no(decide(agreement, request, now)):
        assert not is_no(decide(agreement, replace(request, agreement_id=None), now))


@given(cases())
def test_every_refusal_has_words_in_both_languages(case: Case) -> None:
    agreement, request, now = case
    decision = decide(agreement, request, now)
    if isinstance(decision, Refuse):
        korean, english = refusal(agreement, decision, "강도", request.code)
        assert any("가" <= letter <= "힣" for letter in korean)
        assert english.isascii()


@given(cases())
def test_the_same_question_is_answered_alike(case: Case) -> None:
    agreement, request, now = case
    assert decide(agreement, request, now) == decide(agreement, request, now)
