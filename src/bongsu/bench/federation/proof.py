"""Compares the books of two districts: every call, message, grant and ledger row once and in order, on both sides."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from bongsu.bench.federation.centre import BenchCentre
from bongsu.bench.federation.load import Load
from bongsu.bench.federation.mail import between
from bongsu.bench.federation.waiting import until

_CALLS = "SELECT ext_incident_no FROM incidents WHERE partner = 'seoul-112'"
_SENT = "SELECT message_id FROM exchange_sent WHERE peer = ?"
_APPLIED = "SELECT message_id, seq, refusal FROM exchange_applied WHERE peer = ? ORDER BY rowid"
_ASKED = (
    "SELECT i.incident_id FROM crossings c JOIN incidents i USING (incident_id) "
    "WHERE c.peer = ? AND i.partner NOT LIKE 'peer:%' AND c.said IS NOT NULL"
)
_HEARD = "SELECT ext_incident_no FROM incidents WHERE partner = ?"
_LENT_BY = "SELECT owner_grant_id FROM grants WHERE owner = ? AND owner_grant_id IS NOT NULL"
_GRANTS = "SELECT grant_id FROM grants"
_LEDGER = "SELECT grant_id FROM provision_ledger WHERE grant_id IS NOT NULL"
# what the centre's own people see is no provision
_SHOWN = "SELECT grant_id FROM grants WHERE opened_at IS NOT NULL AND organisation <> ?"
_OPEN = "SELECT count(*) FROM incidents WHERE state = 'open'"
_QUIET_WITHIN_S = 60.0


@dataclass(slots=True)
class Proof:
    """Of both directions."""

    lost: int = 0
    doubled: int = 0
    out_of_order: int = 0
    messages: int = 0
    incidents: int = 0
    grants: int = 0
    ledger: int = 0
    refused: int = 0

    def expect(self, wanted: Iterable[str], found: Sequence[str]) -> None:
        """Each once."""
        counts = Counter(found)
        self.lost += sum(1 for one in set(wanted) if not counts[one])
        self.doubled += sum(number - 1 for number in counts.values())


async def quiet(one: BenchCentre, other: BenchCentre) -> None:
    """Until no call is open and nothing waits any more. Raises `TimeoutError`."""

    def nothing_waits() -> bool:
        return all(mail.box()[0] == mail.box()[1] for mail in between(one, other))

    await until(lambda: not (one.number(_OPEN) or other.number(_OPEN)), _QUIET_WITHIN_S)
    await until(nothing_waits, _QUIET_WITHIN_S)


def prove(loads: Sequence[Load]) -> Proof:
    """Once everything is quiet."""
    proof = Proof()
    for load, other in zip(loads, reversed(loads), strict=True):
        proof.expect(load.taken, _column(load.centre, _CALLS))
        _compare(proof, load.centre, other.centre)
    return proof


def _compare(proof: Proof, one: BenchCentre, other: BenchCentre) -> None:
    """What `one` said to `other`, and what it lent it."""
    applied = other.rows(_APPLIED, one.code)
    sent, numbers = _column(one, _SENT, other.code), [int(row[1]) for row in applied]
    proof.expect(sent, [row[0] for row in applied])
    proof.refused += sum(1 for row in applied if row[2])
    proof.out_of_order += sum(1 for before, after in pairwise(numbers) if after != before + 1)
    asked, heard = _column(one, _ASKED, other.code), _column(other, _HEARD, f"peer:{one.code}")
    proof.expect(asked, heard)
    lent, grants = _column(other, _LENT_BY, one.code), _column(one, _GRANTS)
    proof.lost += len(set(lent) - set(grants))
    proof.doubled += len(lent) - len(set(lent))
    written = _column(one, _LEDGER)
    proof.expect(_column(one, _SHOWN, one.code), written)
    proof.messages += len(sent)
    proof.incidents += len(heard)
    proof.grants += len(lent)
    proof.ledger += len(written)


def _column(centre: BenchCentre, query: str, *values: object) -> list[str]:
    return [str(row[0]) for row in centre.rows(query, *values)]
