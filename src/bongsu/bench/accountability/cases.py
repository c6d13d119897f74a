"""Random agreements and random requests from few words, so that lists, hours and limits are hit from both sides."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, timedelta
from random import Random

from bongsu.sharing.agreement import Agreement, Clause, ClauseKind, Party, Pilot, Stage
from bongsu.sharing.decision import Request
from bongsu.sharing.policy import Policy, Standing, Suspension

NOON = datetime(2026, 3, 1, 3, tzinfo=UTC)
_CENTRE = "CENTRE"
_RECIPIENTS = ("POLICE.A", "POLICE.B", "FIRE.A")
_SERVICES = ("P112", "F119")
_CATEGORIES = ("ROBBERY", "THEFT", "FIRE")
_CODES = ("C0", "C1", "C2", "")
_PURPOSES = ("CRIME", "CHILDREN", "WASTE")
_BASES = ("PIPA18-2-7", "PIPA18-2-3")
_AREAS = ("11290", "1129052500", "1130500000")
_DONGS = ("1129052500", "1129066000", "1130500000", None)
_FIELDS = tuple(field.name for field in fields(Request))
_WINDOWS = ("22:00-06:00", "09:00-18:00", "12:00-24:00", "00:00-12:00", "11:59-12:01")


@dataclass(frozen=True, slots=True)
class Case:
    """One policy at one moment, and what is asked of it."""

    policy: Policy
    now: datetime
    requests: tuple[Request, ...]


def cases(seed: int, requests: int, each: int = 200) -> Iterator[Case]:
    """So many requests in all, `each` of them asked of one policy. The same seed gives the same cases."""
    random = Random(seed)
    left = requests
    while left > 0:
        asked = min(each, left)
        left -= asked
        policy, now = _policy(random), NOON + timedelta(minutes=random.randrange(-720, 720))
        yield Case(policy, now, tuple(_request(random, policy) for _ in range(asked)))


def _policy(random: Random) -> Policy:
    standings = [
        _standing(random, agreement_id, version)
        for agreement_id in ("A", "B", "C")[: random.randint(0 if random.random() < 0.05 else 1, 3)]
        for version in range(1, random.choice((1, 1, 1, 2, 3)) + 1)
    ]
    random.shuffle(standings)
    return Policy(tuple(standings), clock_set_back=random.random() < 0.01)


def _standing(random: Random, agreement_id: str, version: int) -> Standing:
    agreement = _agreement(random, agreement_id, version)
    everybody = frozenset(party.organisation for party in agreement.parties)
    signed, withdrawn = everybody, frozenset[str]()
    fate = random.random()
    if fate < 0.12:
        signed = _some(random, sorted(everybody))
    elif fate < 0.22:
        withdrawn = _some(random, sorted(everybody))
        signed = everybody - withdrawn
    suspended = random.random() < 0.08
    suspension = Suspension(NOON, "per_1", "misuse") if suspended else None
    return Standing(agreement, signed, suspension, withdrawn)


def _agreement(random: Random, agreement_id: str, version: int) -> Agreement:
    recipients = sorted(_some(random, _RECIPIENTS, least=1))
    starts = NOON + timedelta(days=random.choice((-30, -30, -30, -30, 1)))
    is_pilot = random.random() < 0.25
    return Agreement(
        agreement_id=agreement_id,
        title_ko="협약",
        title_en="Agreement",
        centre=_CENTRE,
        parties=tuple(Party(one, one, one, one) for one in (_CENTRE, *recipients)),
        clauses=tuple(_clause(random, recipients, place) for place in range(random.randint(1, 5))),
        area=_some(random, _AREAS, least=1) | ({"11290"} if random.random() < 0.5 else frozenset()),
        starts=starts,
        ends=NOON + timedelta(days=random.choice((30, 30, 30, 30, -1))),
        approver_roles=frozenset({"SHIFT_LEAD"}),
        approve_within_s=60,
        centre_phone="02-0000-0000",
        version=version,
        stage=Stage.PILOT if is_pilot else Stage.FULL,
        pilot=_pilot(random) if is_pilot else None,
    )


def _pilot(random: Random) -> Pilot:
    return Pilot(
        hours=_hours(random),
        dongs=_some(random, _AREAS, least=1),
        calls_a_day=random.choice((1, 3, 100)),
        calls_in_all=random.choice((5, 1000)),
        report_due=date(2026, 6, 1),
    )


def _clause(random: Random, recipients: Sequence[str], place: int) -> Clause:
    kind = random.choices(list(ClauseKind), (6, 2, 1))[0]
    # a forbid clause may leave any list empty, which means all
    least = 0 if kind is ClauseKind.FORBID else 1
    by_itself = _some(random, _CODES)
    return Clause(
        number=f"{random.randint(2, 4)}.{place + 1}",
        service=random.choice(_SERVICES) if least or random.random() < 0.7 else "",
        recipients=_some(random, recipients, least=least),
        categories=_some(random, _CATEGORIES, least=least),
        by_itself=by_itself,
        with_approval=_some(random, _CODES) - (by_itself if random.random() < 0.9 else frozenset()),
        purposes=_some(random, _PURPOSES, least=least),
        legal_bases=_some(random, _BASES, least=least),
        radius_m=float(random.choice((100, 300, 500))),
        max_cameras=random.choice((3, 5, 9)),
        ttl_s=random.choice((600, 1800)),
        renewals=random.randint(0, 3),
        to_vehicles=random.random() < 0.6,
        kind=kind,
        lookback_s=random.choice((60, 600)) if kind is ClauseKind.LOOKBACK else 0,
        hours=_hours(random),
    )


def _request(random: Random, policy: Policy) -> Request:
    """Anything; mostly near to what some clause permits, else nearly all would be refused."""
    request = _anything(random, policy)
    clauses = [clause for one in policy.standings for clause in one.agreement.clauses]
    if not clauses or random.random() < 0.3:
        return request
    near = _near(random, random.choice(clauses), request)
    return near if random.random() < 0.6 else _strayed(random, near, request)


def _anything(random: Random, policy: Policy) -> Request:
    ids = [one.agreement.agreement_id for one in policy.standings]
    is_lookback = random.random() < 0.25
    return Request(
        service=random.choice(_SERVICES),
        category=random.choice(_CATEGORIES),
        code=random.choice(_CODES),
        organisation=random.choice(_RECIPIENTS),
        legal_basis=random.choice((None, None, *_BASES)),
        agreement_id=random.choice((*[None] * 9, *ids, "Z")),
        dong=random.choice(_DONGS),
        purpose=random.choice((None, None, *_PURPOSES)),
        kind=ClauseKind.LOOKBACK if is_lookback else ClauseKind.LIVE,
        lookback_s=random.choice((30, 60, 300, 601)) if is_lookback else 0,
        to_vehicle=random.random() < 0.3,
        calls_today=random.choice((0, 0, 1, 3)),
        calls_in_all=random.choice((0, 4, 5, 1000)),
    )


def _near(random: Random, clause: Clause, request: Request) -> Request:
    """What the clause lists, as far as it lists anything."""

    def one_of(words: frozenset[str], otherwise: str) -> str:
        return random.choice(sorted(words)) if words else otherwise

    kind = request.kind if clause.kind is ClauseKind.FORBID else clause.kind
    return replace(
        request,
        service=clause.service or request.service,
        category=one_of(clause.categories, request.category),
        code=one_of(clause.by_itself | clause.with_approval, request.code),
        organisation=one_of(clause.recipients, request.organisation),
        legal_basis=random.choice((None, one_of(clause.legal_bases, _BASES[0]))),
        purpose=random.choice((None, one_of(clause.purposes, _PURPOSES[0]))),
        kind=kind,
        lookback_s=random.choice((0, clause.lookback_s, clause.lookback_s + 1)),
        to_vehicle=request.to_vehicle and clause.to_vehicles,
        calls_today=0,
        calls_in_all=0,
    )


def _strayed(random: Random, near: Request, request: Request) -> Request:
    """One field as it came; a near miss."""
    name = random.choice(_FIELDS)
    return replace(near, **{name: getattr(request, name)})


def _hours(random: Random) -> tuple[str, ...]:
    return tuple(sorted(_some(random, _WINDOWS))) if random.random() < 0.3 else ()


def _some(random: Random, words: Sequence[str], least: int = 0) -> frozenset[str]:
    return frozenset(random.sample(words, random.randint(least, len(words))))
