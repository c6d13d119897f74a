"""Pure: how far a site is on its way (공정률), whether it keeps its dates, and which step may follow."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bongsu.planning.plans.failures import StepRefused
from bongsu.planning.plans.planned_site import Step
from bongsu.planning.plans.state_words import words_of
from bongsu.planning.words import SiteState, Told

# what is done once a state is reached, as a share of the whole work: most of it is the building
DONE_SHARE = {
    SiteState.PROPOSED: 0.0,
    SiteState.SCORED: 0.05,
    SiteState.FIELD_SURVEY: 0.15,
    SiteState.HEARING: 0.25,
    SiteState.BUDGETED: 0.35,
    SiteState.DESIGN: 0.5,
    SiteState.INSTALLED: 0.85,
    SiteState.SIGNED: 0.95,
    SiteState.ACCEPTED: 1.0,
}
ORDER = tuple(DONE_SHARE)
OVER = frozenset({SiteState.ACCEPTED, SiteState.REJECTED})
# when, between choice and deadline, each state is expected where nobody has said otherwise
_USUALLY = {
    SiteState.FIELD_SURVEY: 0.10,
    SiteState.HEARING: 0.20,
    SiteState.BUDGETED: 0.32,
    SiteState.DESIGN: 0.50,
    SiteState.INSTALLED: 0.85,
    SiteState.SIGNED: 0.93,
    SiteState.ACCEPTED: 1.0,
}

_NO_REASON = Told("제외에는 사유를 적으십시오.", "A rejected site needs its reason")


@dataclass(frozen=True, slots=True)
class Way:
    """A site's state, and the days by state: when each is to be and when it was."""

    state: SiteState
    planned: Mapping[SiteState, date]
    done: Mapping[SiteState, date]

    @property
    def is_over(self) -> bool:
        return self.state in OVER


def way_of(state: SiteState, steps: Sequence[Step]) -> Way:
    """Of several rows about one thing the last one counts."""
    return Way(
        state,
        {one.state: one.planned_on for one in steps if one.planned_on is not None},
        {one.state: one.done_on for one in steps if one.done_on is not None},
    )


def may_become(state: SiteState) -> tuple[SiteState, ...]:
    """The next of the order, or an end."""
    if state in OVER:
        return ()
    return (ORDER[ORDER.index(state) + 1], SiteState.REJECTED)


def budgeted_from(way: Way, hearing_days: int) -> date | None:
    """The hearing has to have run (행정절차법 제46조제3항: 20 days)."""
    begun = way.done.get(SiteState.HEARING)
    return None if begun is None else begun + timedelta(days=hearing_days)


def check_step(
    way: Way, state: SiteState, on: date, today: date, hearing_days: int, reason: str
) -> None:
    """Raises `StepRefused`. The state it is in may be said again, with another day."""
    if on > today:
        said = Told(
            f"{on}은 아직 오지 않았습니다. 예정일로 적으십시오.",
            f"{on} is still to come; say planned_on",
        )
        raise StepRefused(said, field="on")
    if state not in (*may_become(way.state), way.state) or way.state is SiteState.REJECTED:
        raise StepRefused(_not_next(way.state, state), field="state")
    if state is SiteState.REJECTED:
        if not reason.strip():
            raise StepRefused(_NO_REASON, field="reason")
        return
    before = [way.done[one] for one in ORDER[: ORDER.index(state)] if one in way.done]
    if before and on < max(before):
        last = max(before)
        said = Told(
            f"{on}은 앞 단계를 마친 {last}보다 이릅니다.",
            f"{on} is before the step before it, {last}",
        )
        raise StepRefused(said, field="on")
    first = budgeted_from(way, hearing_days)
    if state is SiteState.BUDGETED and first is not None and on < first:
        said = Told(
            f"행정예고가 {hearing_days}일 동안 이어져야 합니다. 가장 이른 날은 {first}입니다.",
            f"The hearing has to run {hearing_days} days: {first} at the earliest",
        )
        raise StepRefused(said, field="on")


def _not_next(now: SiteState, wanted: SiteState) -> Told:
    ko, en = zip(*(words_of(one) for one in (now, wanted)), strict=True)
    following = [words_of(one) for one in may_become(now)]
    if not following:
        return Told(f"‘{ko[0]}’ 뒤에는 다른 단계가 없습니다.", f"Nothing comes after {en[0]}")
    may_ko, may_en = (", ".join(words) for words in zip(*following, strict=True))
    return Told(
        f"‘{ko[0]}’ 다음 단계는 {may_ko}입니다. ‘{ko[1]}’은(는) 아직 적을 수 없습니다.",
        f"After {en[0]} comes {may_en}, not {en[1]}",
    )


def progress_of(way: Way) -> float:
    """공정률 of one site, 0…1; a rejected one has none."""
    return 0.0 if way.state is SiteState.REJECTED else DONE_SHARE[way.state]


def planned_progress_of(way: Way, today: date) -> float:
    """What its own dates say should be done by now."""
    due = [DONE_SHARE[state] for state, on in way.planned.items() if on <= today]
    return max(due, default=0.0)


def late_days(way: Way, today: date) -> int:
    """Behind its own dates; below 0 = ahead. What is overdue counts, else what was done last."""
    overdue = _overdue(way, today)
    if overdue is not None:
        return (today - way.planned[overdue]).days
    kept = [state for state in ORDER if state in way.done and state in way.planned]
    return (way.done[kept[-1]] - way.planned[kept[-1]]).days if kept else 0


def _overdue(way: Way, today: date) -> SiteState | None:
    """The first state that should be behind it by its dates and is not."""
    if way.is_over:
        return None
    ahead = ORDER[ORDER.index(way.state) + 1 :]
    return next((one for one in ahead if one in way.planned and way.planned[one] < today), None)


def over_days(way: Way, deadline: date | None, today: date) -> int | None:
    """The expected end beyond the deadline: its planned end moved by what it is late, never before today."""
    if deadline is None or way.state is SiteState.REJECTED:
        return None
    if SiteState.ACCEPTED in way.done:
        return (way.done[SiteState.ACCEPTED] - deadline).days
    planned = way.planned.get(SiteState.ACCEPTED)
    if planned is None:
        return (today - deadline).days if today > deadline else None
    late = timedelta(days=max(0, late_days(way, today)))
    return (max(planned + late, today) - deadline).days


def missed(way: Way, deadline: date | None, today: date) -> tuple[Told, ...]:
    """Sentences about one site, the deadline first."""
    said = []
    if deadline is not None and not way.is_over and today > deadline:
        days = (today - deadline).days
        said.append(
            Told(
                f"기한 {deadline}을 {days}일 넘겼습니다.",
                f"The deadline {deadline} was missed {days} days ago.",
            )
        )
    overdue = _overdue(way, today)
    if overdue is not None:
        ko, en = words_of(overdue)
        days = (today - way.planned[overdue]).days
        on = way.planned[overdue]
        said.append(
            Told(
                f"{ko} 예정일 {on}이 {days}일 지났습니다.",
                f"{en} was planned for {on}, {days} days ago.",
            )
        )
    return tuple(said)


def weighted(shares: Iterable[tuple[int, float]]) -> float:
    """공정률 of a plan: its sites' shares weighted by their won; alike where nothing costs anything."""
    pairs = list(shares)
    whole = sum(won for won, _ in pairs)
    if whole:
        return sum(won * share for won, share in pairs) / whole
    return sum(share for _, share in pairs) / len(pairs) if pairs else 0.0


def usual_days(chosen: date, deadline: date | None, hearing_days: int) -> dict[SiteState, date]:
    """Planned days to begin with, spread between choice and deadline. None where the hearing alone would not fit in."""
    if deadline is None:
        return {}
    whole = (deadline - chosen).days
    days = {state: round(share * whole) for state, share in _USUALLY.items()}
    first = days[SiteState.HEARING] + hearing_days
    if whole < 2 * hearing_days or days[SiteState.DESIGN] < first:
        return {}
    days[SiteState.BUDGETED] = max(days[SiteState.BUDGETED], first)
    return {state: chosen + timedelta(days=number) for state, number in days.items()}
