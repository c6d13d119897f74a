"""From rows to the report of a pilot (시범운영 결과 보고): what was called, opened, refused and why, and said. Pure."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, datetime

from bongsu.audit.kinds import TrailKind
from bongsu.kernel.clock import SEOUL
from bongsu.sharing.agreement import Agreement, Pilot
from bongsu.sharing.pilot.rows import Deed, PilotCall, Remark
from bongsu.sharing.pilot.views import (
    FirstPicture,
    PilotCount,
    PilotLimits,
    PilotRemark,
    PilotReport,
)
from bongsu.sharing.reasons import Reason
from bongsu.sharing.words import CUT_REASONS, sentence

Names = tuple[str, str]
_REFUSED = frozenset({TrailKind.REFUSE, TrailKind.DENY})
_REASONS = frozenset(one.value for one in Reason)
_UNSAID = ("사유 미입력", "No reason given")


def pilot_report(
    agreement: Agreement,
    lendings: Collection[str],
    calls: Sequence[PilotCall],
    deeds: Sequence[Deed],
    remarks: Sequence[Remark],
    now: datetime,
) -> PilotReport:
    """`deeds` in the order of the trail."""
    refused = _last_reasons(deeds, _REFUSED)
    cuts = _cuts(deeds)
    return PilotReport(
        agreement_id=agreement.agreement_id,
        version=agreement.version,
        title_ko=agreement.title_ko,
        title_en=agreement.title_en,
        stage=agreement.stage.value,
        starts=agreement.starts,
        ends=agreement.ends,
        made_at=now,
        report_due=agreement.pilot.report_due if agreement.pilot else None,
        is_due=_is_due(agreement, len(calls), now),
        limits=_limits(agreement.pilot, calls, refused),
        calls=len(calls),
        by_service=_counted((one.service, one.service_name) for one in calls),
        by_category=_counted((one.category, one.category_name) for one in calls),
        by_code=_counted((one.code, (one.code, one.code)) for one in calls),
        by_dong=_counted((one.dong, (one.dong, one.dong)) for one in calls),
        lendings=len(lendings),
        opened=len(_lendings_with(deeds, {TrailKind.LEND})),
        asked=len(_lendings_with(deeds, {TrailKind.ASK})),
        refused=len(refused),
        refusals=_counted((reason, _sentence(reason)) for reason in refused.values()),
        first_picture=_first_picture(calls, deeds),
        cut=len(cuts),
        cuts=_counted((word, _cut_name(word)) for word in cuts.values()),
        expired=len(_lendings_with(deeds, {TrailKind.EXPIRE})),
        ratings=_ratings(remarks),
        remarks=[_remark(one, agreement.name_of) for one in remarks],
    )


def _day(at: datetime) -> date:
    return at.astimezone(SEOUL).date()


def _is_due(agreement: Agreement, calls: int, now: datetime) -> bool:
    """At the date that was signed, at the agreement's end, or when every agreed call was made: whichever is first."""
    pilot = agreement.pilot
    if pilot is None:
        return False
    return _day(now) >= pilot.report_due or now >= agreement.ends or calls >= pilot.calls_in_all


def _limits(
    pilot: Pilot | None, calls: Sequence[PilotCall], refused: Mapping[str, str]
) -> PilotLimits | None:
    if pilot is None:
        return None
    per_day = Counter(_day(call.received_at) for call in calls)
    return PilotLimits(
        hours=list(pilot.hours),
        dongs=sorted(pilot.dongs),
        calls_a_day=pilot.calls_a_day,
        calls_in_all=pilot.calls_in_all,
        most_calls_on_a_day=max(per_day.values(), default=0),
        days_at_limit=sorted(day for day, calls in per_day.items() if calls >= pilot.calls_a_day),
        refused_by_limits=sum(reason == Reason.OUTSIDE_PILOT for reason in refused.values()),
    )


def _counted(words: Iterable[tuple[str, Names]]) -> list[PilotCount]:
    """Most frequent first, then by word."""
    names: dict[str, Names] = {}
    counts: Counter[str] = Counter()
    for word, name in words:
        names.setdefault(word, name)
        counts[word] += 1
    ordered = sorted(counts, key=lambda word: (-counts[word], word))
    return [
        PilotCount(key=word, name_ko=names[word][0], name_en=names[word][1], count=counts[word])
        for word in ordered
    ]


def _lendings_with(deeds: Sequence[Deed], kinds: Collection[TrailKind]) -> frozenset[str]:
    return frozenset(deed.grant_id for deed in deeds if deed.kind in kinds)


def _last_reasons(deeds: Sequence[Deed], kinds: Collection[TrailKind]) -> dict[str, str]:
    """A lending that was refused again as the call changed is one refusal, for its last reason."""
    return {deed.grant_id: deed.reason or "" for deed in deeds if deed.kind in kinds}


def _sentence(reason: str) -> Names:
    return sentence(Reason(reason)) if reason in _REASONS else (reason, reason)


def _cut_name(word: str) -> Names:
    """One of the six reasons, or what cut it without an operator: a suspended agreement."""
    return CUT_REASONS.get(word) or (_sentence(word) if word else _UNSAID)


def _cuts(deeds: Sequence[Deed]) -> dict[str, str]:
    """Lendings that were cut and stayed so, with the reason that came afterwards."""
    cuts: dict[str, str] = {}
    for deed in deeds:
        if deed.kind is TrailKind.WITHDRAW:
            cuts[deed.grant_id] = "" if deed.reason == Reason.WITHDRAWN else deed.reason or ""
        elif deed.kind is TrailKind.UNDO:
            cuts.pop(deed.grant_id, None)
        elif deed.kind is TrailKind.REASON and deed.grant_id in cuts:
            cuts[deed.grant_id] = deed.cut_reason or ""
    return cuts


def _first_picture(calls: Sequence[PilotCall], deeds: Sequence[Deed]) -> FirstPicture:
    received = {call.incident_id: call.received_at for call in calls}
    first: dict[str, float] = {}
    for deed in deeds:
        if deed.kind is TrailKind.WATCH_STARTED and deed.incident_id in received:
            waited_s = (deed.at - received[deed.incident_id]).total_seconds()
            first[deed.grant_id] = min(waited_s, first.get(deed.grant_id, waited_s))
    waits = sorted(first.values())
    return FirstPicture(
        measured=len(waits),
        unseen=len(_lendings_with(deeds, {TrailKind.LEND}) - set(first)),
        p50_s=_percentile(waits, 50),
        p95_s=_percentile(waits, 95),
    )


def _percentile(ordered: Sequence[float], percent: int) -> float | None:
    """Nearest rank: a figure that really occurred."""
    if not ordered:
        return None
    rank = -(-len(ordered) * percent // 100)
    return round(ordered[max(rank, 1) - 1], 1)


def _ratings(remarks: Sequence[Remark]) -> list[int]:
    return [sum(one.rating == rating for one in remarks) for rating in range(1, 6)]


def _remark(remark: Remark, name_of: Callable[[str], Names]) -> PilotRemark:
    korean, english = name_of(remark.organisation)
    return PilotRemark(
        rating=remark.rating,
        text=remark.text,
        unit_kind=remark.unit_kind,
        organisation=remark.organisation,
        organisation_name_ko=korean,
        organisation_name_en=english,
        day=_day(remark.at),
    )
