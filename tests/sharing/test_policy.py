"""Which version of an agreement counts, and when it is current, within its dates and living."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bongsu.sharing.agreements.seongbuk import SEONGBUK_2023_08
from bongsu.sharing.policy import (
    Policy,
    Standing,
    is_current,
    is_living,
    is_within_dates,
    looked_at,
)

NOW = datetime(2026, 11, 21, 3, 0, tzinfo=UTC)
MOMENT = timedelta(microseconds=1)
EVERYBODY = frozenset(party.organisation for party in SEONGBUK_2023_08.parties)
ONE = sorted(EVERYBODY)[0]


def version(number: int, agreement_id: str = "A", starts: datetime = NOW) -> Standing:
    text = replace(
        SEONGBUK_2023_08,
        agreement_id=agreement_id,
        version=number,
        starts=starts,
        ends=NOW + timedelta(days=1),
    )
    return Standing(text, EVERYBODY)


def draft(number: int) -> Standing:
    return replace(version(number), signed_by=EVERYBODY - {ONE})


def lost(number: int) -> Standing:
    return replace(draft(number), withdrawn_by=frozenset({ONE}))


def counts(*standings: Standing) -> list[tuple[str, int]]:
    found = looked_at(Policy(standings), NOW)
    return [(one.agreement.agreement_id, one.agreement.version) for one in found]


def test_every_party_signs_before_a_version_is_signed() -> None:
    assert version(1).is_signed
    assert version(1).is_completed
    assert not draft(1).is_signed
    assert not draft(1).is_completed


def test_a_withdrawn_key_unsigns_and_does_not_uncomplete() -> None:
    assert not lost(1).is_signed
    assert lost(1).is_completed


def test_an_agreement_without_parties_is_signed_by_nobody() -> None:
    alone = version(1)
    alone = replace(alone, agreement=replace(alone.agreement, parties=()))
    assert not alone.is_signed
    assert not alone.is_completed


def test_a_policy_knows_its_agreements_by_their_ids() -> None:
    policy = Policy((version(1, "A"), draft(2)))
    assert policy.knows("A")
    assert not policy.knows("B")
    assert not Policy().knows("A")


def test_agreements_are_looked_at_by_id_one_version_each() -> None:
    assert counts(version(1, "B"), version(1, "A"), version(2, "B")) == [("A", 1), ("B", 2)]


def test_the_newest_completed_version_that_has_begun_counts() -> None:
    later = version(3, starts=NOW + MOMENT)
    assert counts(version(2), version(1), later, draft(4)) == [("A", 2)]
    assert counts(version(1), lost(2)) == [("A", 2)]


def test_before_the_first_has_begun_the_newest_completed_counts_and_else_the_newest() -> None:
    later = version(1, starts=NOW + MOMENT)
    assert counts(later, draft(2)) == [("A", 1)]
    assert counts(draft(2), draft(1)) == [("A", 2)]


def test_a_version_is_current_from_its_start_and_within_its_dates_until_its_end() -> None:
    one = version(1)
    starts, ends = one.agreement.starts, one.agreement.ends
    moments = (starts - MOMENT, starts, ends - MOMENT, ends)
    assert [is_current(one, at) for at in moments] == [False, True, True, True]
    assert [is_within_dates(one, at) for at in moments] == [False, True, True, False]
    assert [is_living(one, at) for at in moments] == [False, True, True, False]


def test_a_draft_is_never_current_and_a_lost_key_ends_the_living() -> None:
    assert not is_current(draft(1), NOW)
    assert is_within_dates(lost(1), NOW)
    assert not is_living(lost(1), NOW)
