"""Candidates that a configuration names by id: forced, forbidden, of the plan made by hand; the unknown are named."""

from collections.abc import Sequence
from dataclasses import dataclass

from bongsu.planning.candidates.find import Found
from bongsu.planning.candidates.wishes import From
from bongsu.planning.config import PlanConfig
from bongsu.planning.failures import PlanRefused
from bongsu.planning.grid.national_code import square_of
from bongsu.planning.words import Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """Indices of candidates."""

    forced: frozenset[int]
    forbidden: frozenset[int]
    by_hand: tuple[int, ...]
    warnings: tuple[Told, ...]


def named(found: Found, config: PlanConfig) -> Named:
    """A forced id must be a candidate of today. One that is forbidden or of the hand-made plan may have gone since
    (its site was built), which is a warning at most."""
    place = {each.candidate_id: row for row, each in enumerate(found.candidates)}
    for field in ("forced", "forbidden", "by_hand"):
        _refuse_no_id(getattr(config, field), place, field)
    gone = tuple(name for name in config.forced if name not in place)
    if gone:
        raise PlanRefused(*_why_gone(gone, found), field="forced")
    both = sorted(set(config.forced) & set(config.forbidden))
    if both:
        raise _both(both)
    missing = tuple(name for name in config.by_hand if name not in place)
    by_hand = tuple(place[name] for name in dict.fromkeys(config.by_hand) if name in place)
    return Named(
        forced=frozenset(place[name] for name in config.forced),
        forbidden=frozenset(place[name] for name in config.forbidden if name in place),
        by_hand=by_hand,
        warnings=(_missing(missing),) if missing else (),
    )


def _refuse_no_id(names: Sequence[str], place: dict[str, int], field: str) -> None:
    wrong = [name for name in names if name not in place and not _is_id(name)]
    if wrong:
        shown = ", ".join(name[:20] for name in wrong[:10])
        raise PlanRefused(
            Told(f"{field}: 후보지 번호가 아닙니다: {shown}", f"{field}: no candidate id: {shown}"),
            field=field,
        )


def _is_id(name: str) -> bool:
    if name[:1] not in {source.value for source in From}:
        return False
    try:
        square_of(name[1:])
    except PlanRefused:
        return False
    return True


def _why_gone(gone: Sequence[str], found: Found) -> list[Told]:
    said = [each.told for each in found.left_out if set(each.codes) & set(gone)]
    shown = ", ".join(gone[:10])
    first = Told(
        f"반드시 포함하라고 한 후보지가 지금은 후보가 아닙니다: {shown}",
        f"forced, but no candidate of today: {shown}",
    )
    return [first, *said]


def _both(names: Sequence[str]) -> PlanRefused:
    shown = ", ".join(names[:10])
    return PlanRefused(
        Told(f"포함과 제외에 함께 적힌 후보지: {shown}", f"both forced and forbidden: {shown}"),
        field="forced",
    )


def _missing(names: Sequence[str]) -> Told:
    shown = ", ".join(names[:10])
    return Told(
        f"직접 만든 계획 가운데 지금은 후보가 아닌 곳은 뺐습니다: {shown}",
        f"left out of the plan made by hand, no candidates of today: {shown}",
    )
