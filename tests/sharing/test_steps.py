"""The order of the steps of sharing/RULES.md: which clause is named, how narrow a permission is, which refusal is told."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import combinations

import pytest

from bongsu.sharing.agreement import Clause, ClauseKind, Pilot, Stage
from bongsu.sharing.agreements.seongbuk import POLICE_SEONGBUK, SEONGBUK_2023_08
from bongsu.sharing.decision import Allow, Ask, Refuse, Request, Waits
from bongsu.sharing.policy import Policy, Standing, Suspension
from bongsu.sharing.reasons import Reason
from bongsu.sharing.rules import decide

NOON = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
EVERYBODY = frozenset(party.organisation for party in SEONGBUK_2023_08.parties)
SUSPENSION = Suspension(NOON, "per_1", "점검")
CLAUSE = Clause(
    number="3.2",
    service="P112_DISPATCH",
    recipients=frozenset({POLICE_SEONGBUK}),
    categories=frozenset({"ROBBERY"}),
    by_itself=frozenset({"C0"}),
    with_approval=frozenset({"C2"}),
    purposes=frozenset({"crime", "traffic"}),
    legal_bases=frozenset({"PIPA18-2-7"}),
    radius_m=300.0,
    max_cameras=5,
    ttl_s=1800,
    renewals=1,
    to_vehicles=True,
    lookback_s=600,
)
REQUEST = Request("P112_DISPATCH", "ROBBERY", "C0", POLICE_SEONGBUK, dong="1129066000")
FORBID = replace(CLAUSE, kind=ClauseKind.FORBID, number="9.1", purposes=frozenset())


def standing(*clauses: Clause, agreement_id: str = "A", version: int = 4) -> Standing:
    text = replace(
        SEONGBUK_2023_08,
        agreement_id=agreement_id,
        version=version,
        clauses=clauses,
        area=frozenset({"11290"}),
    )
    return Standing(text, EVERYBODY)


def altered(one: Standing, **changed: object) -> Standing:
    return replace(one, agreement=replace(one.agreement, **changed))  # type: ignore[arg-type] # any field


def decided(*standings: Standing, request: Request = REQUEST) -> Allow | Ask | Refuse:
    return decide(Policy(standings), request, NOON)


def test_a_permission_names_agreement_version_and_clause() -> None:
    assert decided(standing(CLAUSE)) == Allow(CLAUSE, "A", 4)
    waiting = decided(standing(CLAUSE), request=replace(REQUEST, code="C2"))
    assert waiting == Ask(CLAUSE, Waits.APPROVAL, "A", 4)


def test_a_refusal_before_any_clause_names_none() -> None:
    assert decide(Policy((standing(CLAUSE),), clock_set_back=True), REQUEST, NOON) == Refuse(
        Reason.CLOCK_SET_BACK
    )
    assert decided() == Refuse(Reason.NO_AGREEMENT)
    assert decided(request=replace(REQUEST, agreement_id="A")) == Refuse(Reason.NO_AGREEMENT)
    assert decided(standing(CLAUSE), request=replace(REQUEST, agreement_id="B")) == Refuse(
        Reason.OTHER_AGREEMENT
    )
    assert decided(standing(replace(CLAUSE, service="S"))) == Refuse(Reason.NO_CLAUSE)


def test_of_several_that_permit_the_narrowest_is_named_and_no_limit_is_wider() -> None:
    other = replace(
        CLAUSE,
        number="3.3",
        radius_m=200.0,
        max_cameras=9,
        ttl_s=3600,
        renewals=3,
        lookback_s=900,
        purposes=frozenset({"crime", "fire"}),
    )
    narrow = replace(
        other,
        max_cameras=5,
        ttl_s=1800,
        renewals=1,
        lookback_s=600,
        purposes=frozenset({"crime"}),
        to_vehicles=False,
    )
    tight = replace(CLAUSE, number="3.4", to_vehicles=False)
    assert decided(standing(CLAUSE, tight, other)) == Allow(narrow, "A", 4)


NARROWER = {"radius_m": 299.0, "max_cameras": 4, "ttl_s": 1799, "renewals": 0}


@pytest.mark.parametrize("limit", list(NARROWER))
def test_radius_counts_before_cameras_before_time_before_renewals(limit: str) -> None:
    """Of two clauses the one with the smaller `limit` is named, however narrow the other is in what counts later."""
    later = list(NARROWER)[list(NARROWER).index(limit) + 1 :]
    values: dict[str, object] = {limit: NARROWER[limit]}
    narrow = replace(CLAUSE, number="3.3", **values)  # type: ignore[arg-type] # a name by chance
    rest: dict[str, object] = {name: NARROWER[name] for name in later}
    other = replace(CLAUSE, number="3.4", **rest)  # type: ignore[arg-type] # as above
    for clauses in ((narrow, other), (other, narrow)):
        said = decided(standing(*clauses))
        assert isinstance(said, Allow)
        assert said.clause.number == "3.3"


def test_of_equals_the_first_agreement_and_the_first_in_the_text_is_named() -> None:
    twin = replace(CLAUSE, number="3.3")
    both = (standing(twin, CLAUSE, agreement_id="B"), standing(twin, CLAUSE))
    assert decided(*both) == Allow(twin, "A", 4)


def test_what_asks_wins_over_what_allows_and_is_named() -> None:
    asking = replace(
        CLAUSE, number="3.3", with_approval=frozenset({"C0"}), radius_m=500.0, max_cameras=9
    )
    narrowed = replace(asking, radius_m=300.0, max_cameras=5)
    assert decided(standing(CLAUSE, asking)) == Ask(narrowed, Waits.APPROVAL, "A", 4)


def test_a_purpose_that_not_all_permitting_clauses_share_is_lent_by_none() -> None:
    fire = replace(CLAUSE, number="3.3", purposes=frozenset({"fire"}))
    assert decided(standing(CLAUSE, fire)) == Refuse(Reason.PURPOSE, CLAUSE, "A", 4)


def test_a_ban_wins_over_every_agreement_and_is_named() -> None:
    other = standing(FORBID, agreement_id="B", version=7)
    assert decided(standing(CLAUSE), other) == Refuse(Reason.FORBIDDEN, FORBID, "B", 7)
    named = replace(REQUEST, agreement_id="A")
    assert decided(standing(CLAUSE), other, request=named) == Refuse(
        Reason.FORBIDDEN, FORBID, "B", 7
    )


def test_a_ban_of_some_purposes_leaves_the_others() -> None:
    ban = replace(FORBID, purposes=frozenset({"traffic"}))
    fire = replace(ban, number="9.2", purposes=frozenset({"fire"}))
    left = replace(CLAUSE, purposes=frozenset({"crime"}))
    policy = (standing(CLAUSE, ban, fire),)
    assert decided(*policy) == Allow(left, "A", 4)
    assert decided(*policy, request=replace(REQUEST, purpose="crime")) == Allow(left, "A", 4)
    assert decided(*policy, request=replace(REQUEST, purpose="traffic")) == Refuse(
        Reason.FORBIDDEN, ban, "A", 4
    )
    every = replace(ban, purposes=CLAUSE.purposes)
    assert decided(standing(CLAUSE, every)) == Refuse(Reason.PURPOSE, CLAUSE, "A", 4)


def test_a_ban_counts_only_within_the_dates_of_its_agreement() -> None:
    over = altered(standing(FORBID, agreement_id="B"), ends=NOON)
    assert decided(standing(CLAUSE), over) == Allow(CLAUSE, "A", 4)


def test_a_suspended_agreement_that_covers_the_request_wins_over_every_permission() -> None:
    other = replace(CLAUSE, number="3.3", service="S")
    suspended = replace(standing(other, CLAUSE, agreement_id="B"), suspension=SUSPENSION)
    refused = Refuse(Reason.SUSPENDED, CLAUSE, "B", 4)
    assert decided(standing(CLAUSE), suspended) == refused
    assert decided(standing(CLAUSE, agreement_id="C"), suspended) == refused
    assert decided(standing(CLAUSE), suspended, request=replace(REQUEST, agreement_id="A")) == (
        refused
    )


def test_a_ban_is_told_before_a_suspension() -> None:
    suspended = replace(standing(CLAUSE, FORBID), suspension=SUSPENSION)
    assert decided(suspended) == Refuse(Reason.FORBIDDEN, FORBID, "A", 4)


ASKED = replace(REQUEST, legal_basis="PIPA18-2-7", purpose="crime", to_vehicle=True)
PILOT = Pilot((), frozenset({"1129068500"}), 3, 9, date(2026, 12, 31))
DRAFT = replace(standing(CLAUSE), signed_by=frozenset[str]())
# from the furthest that a clause may come to the least
SHORT_OF = {
    Reason.PURPOSE: standing(replace(CLAUSE, purposes=frozenset({"fire"}))),
    Reason.NOT_TO_VEHICLES: standing(replace(CLAUSE, to_vehicles=False)),
    Reason.OUTSIDE_PILOT: altered(standing(CLAUSE), stage=Stage.PILOT, pilot=PILOT),
    Reason.OUTSIDE_HOURS: standing(replace(CLAUSE, hours=("13:00-14:00",))),
    Reason.BASIS: standing(replace(CLAUSE, legal_bases=frozenset({"MISSING9"}))),
    Reason.OUTSIDE_AREA: altered(standing(CLAUSE), area=frozenset({"11305"})),
    Reason.NOT_URGENT: standing(replace(CLAUSE, by_itself=frozenset({"C1"}))),
    Reason.NOT_LISTED: standing(replace(CLAUSE, categories=frozenset({"FIRE"}))),
    Reason.KEY_WITHDRAWN: replace(DRAFT, withdrawn_by=EVERYBODY),
    Reason.SUSPENDED: altered(replace(standing(CLAUSE), suspension=SUSPENSION), ends=NOON),
    Reason.NOT_IN_FORCE: altered(standing(CLAUSE), starts=NOON + timedelta(seconds=1)),
    Reason.NOT_SIGNED: DRAFT,
}


@pytest.mark.parametrize(("further", "nearer"), list(combinations(SHORT_OF, 2)))
def test_of_two_refusals_that_of_the_clause_which_came_further_is_told(
    further: Reason, nearer: Reason
) -> None:
    for ids in (("A", "B"), ("B", "A")):
        one, other = (
            altered(SHORT_OF[reason], agreement_id=agreement_id)
            for reason, agreement_id in zip((further, nearer), ids, strict=True)
        )
        told = Refuse(further, one.agreement.clauses[0], ids[0], 4)
        assert decided(one, other, request=ASKED) == told
        least = replace(ASKED, agreement_id=ids[1])
        if nearer is not Reason.SUSPENDED:
            assert decided(one, other, request=least) == Refuse(
                nearer, other.agreement.clauses[0], ids[1], 4
            )


def test_of_equal_refusals_the_first_is_told() -> None:
    missing = replace(CLAUSE, categories=frozenset({"FIRE"}))
    twin = replace(missing, number="3.1")
    assert decided(standing(missing, twin, agreement_id="B"), standing(twin, missing)) == Refuse(
        Reason.NOT_LISTED, twin, "A", 4
    )


def test_a_clause_for_somebody_else_hides_no_refusal_after_it() -> None:
    other = replace(CLAUSE, number="3.1", service="S")
    missing = replace(CLAUSE, categories=frozenset({"FIRE"}))
    assert decided(standing(other, missing)) == Refuse(Reason.NOT_LISTED, missing, "A", 4)


def test_an_agreement_that_permits_nothing_tells_so_whatever_its_lists_say() -> None:
    missing = replace(CLAUSE, categories=frozenset({"FIRE"}))
    unsigned = replace(standing(missing), signed_by=frozenset())
    assert decided(unsigned) == Refuse(Reason.NOT_SIGNED, missing, "A", 4)


def test_a_look_back_has_a_clause_of_its_own_and_its_own_length() -> None:
    back = replace(CLAUSE, kind=ClauseKind.LOOKBACK, number="3.3")
    asked = replace(REQUEST, kind=ClauseKind.LOOKBACK, lookback_s=600)
    assert decided(standing(CLAUSE, back), request=asked) == Allow(back, "A", 4)
    assert decided(standing(CLAUSE, back)) == Allow(CLAUSE, "A", 4)
    assert decided(standing(CLAUSE, back), request=replace(asked, lookback_s=601)) == Refuse(
        Reason.LOOKBACK_TOO_LONG, back, "A", 4
    )
