"""Downloads and their reasons, hasty approvals, and rows that are each a finding by themselves."""

from collections.abc import Iterator

import msgspec

from bongsu.audit.downloads import says_something
from bongsu.audit.kinds import TrailKind
from bongsu.audit.review.finding import Finding, FindingKind, Tally
from bongsu.audit.review.row import ReviewRow, said
from bongsu.audit.review.settings import ReviewSettings

_SUSPECT_CUTS = frozenset({"privacy", "wrong_purpose"})
_OFTEN = 3


class _DownloadBody(msgspec.Struct, frozen=True):
    what: str = ""
    reason: str = ""


class Downloads:
    """Files that left without an incident, or for a reason that says nothing or is always the same."""

    kinds = frozenset({TrailKind.DOWNLOAD})

    def __init__(self, settings: ReviewSettings) -> None:
        self._settings = settings
        self._no_incident: dict[tuple[str, str], Tally] = {}
        self._weak: dict[str, Tally] = {}
        self._reasons: dict[tuple[str, str], Tally] = {}

    def take(self, row: ReviewRow) -> None:
        if not row.counts:
            return
        body = said(row, _DownloadBody)
        if not row.incident_id and not self._settings.is_document(body.what):
            tally = self._no_incident.setdefault((row.actor, body.what), Tally())
            tally.add(row.at, row.sequence)
        if not says_something(body.reason):
            self._weak.setdefault(row.actor, Tally()).add(row.at, row.sequence)
            return
        reason = "".join(body.reason.split()).casefold()
        self._reasons.setdefault((row.actor, reason), Tally()).add(row.at, row.sequence)

    def findings(self) -> Iterator[Finding]:
        for (who, what), tally in self._no_incident.items():
            yield tally.finding(FindingKind.DOWNLOAD_NO_INCIDENT, who=who, what=what)
        for who, tally in self._weak.items():
            yield tally.finding(FindingKind.WEAK_REASON, who=who)
        for (who, _), tally in self._reasons.items():
            if tally.count >= self._settings.same_reason_times:
                yield tally.finding(FindingKind.SAME_REASON, who=who)


class Approvals:
    """Answers that came too soon after their question to have been thought over."""

    kinds = frozenset({TrailKind.ASK, TrailKind.APPROVE, TrailKind.DENY, TrailKind.REFUSE})

    def __init__(self, settings: ReviewSettings) -> None:
        self._settings = settings
        self._asked: dict[str, float] = {}
        self._all: dict[str, int] = {}
        self._quick: dict[str, Tally] = {}

    def take(self, row: ReviewRow) -> None:
        grant_id = row.grant_id or ""
        if row.kind == TrailKind.ASK:
            self._asked[grant_id] = row.at
            return
        asked = self._asked.pop(grant_id, None)
        if row.kind != TrailKind.APPROVE or asked is None or not row.counts:
            return
        self._all[row.actor] = self._all.get(row.actor, 0) + 1
        if row.at - asked < self._settings.quick_approval_s:
            self._quick.setdefault(row.actor, Tally()).add(row.at, row.sequence)

    def findings(self) -> Iterator[Finding]:
        for who, tally in self._quick.items():
            of = self._all[who]
            if tally.count >= self._settings.quick_approvals and tally.count * _OFTEN >= of:
                yield tally.finding(FindingKind.QUICK_APPROVALS, who=who, approvals=of)


class _CutBody(msgspec.Struct, frozen=True):
    cut_reason: str = ""


class _SaidBody(msgspec.Struct, frozen=True):
    reason: str | None = None
    why: str | None = None
    asked_by: str | None = None
    person_ids: list[str] = msgspec.field(default_factory=list)
    agreement_id: str | None = None
    key_id: str | None = None


_EACH = {
    TrailKind.JOURNAL_BROKEN: FindingKind.JOURNAL_BREAK,
    TrailKind.CLOCK_SET_BACK: FindingKind.CLOCK_SET_BACK,
    TrailKind.OPEN_NAMES: FindingKind.NAMES_OPENED,
    TrailKind.SUSPEND_AGREEMENT: FindingKind.AGREEMENT_SUSPENDED,
    TrailKind.WITHDRAW_KEY: FindingKind.KEY_WITHDRAWN,
}


class Singles:
    """Rows of which each one is looked at."""

    kinds = frozenset({*_EACH, TrailKind.REASON})

    def __init__(self) -> None:
        self._found: list[Finding] = []

    def take(self, row: ReviewRow) -> None:
        if not row.counts:
            return
        if row.kind == TrailKind.REASON:
            self._cut(row)
            return
        told = said(row, _SaidBody)
        facts = {
            name: value
            for name, value in msgspec.structs.asdict(told).items()
            if value and name not in {"asked_by", "person_ids"}
        }
        if told.person_ids:
            facts["people"] = len(told.person_ids)
        self._keep(row, _EACH[TrailKind(row.kind)], told.asked_by or row.actor, facts)

    def _cut(self, row: ReviewRow) -> None:
        reason = said(row, _CutBody).cut_reason
        if reason in _SUSPECT_CUTS:
            # about whom it was lent to, not about who cut it
            self._keep(row, FindingKind.CUT_FOR_PURPOSE, None, {"cut_reason": reason})

    def _keep(
        self, row: ReviewRow, kind: FindingKind, who: str | None, facts: dict[str, object]
    ) -> None:
        tally = Tally()
        tally.add(row.at, row.sequence)
        organisation, camera_id = row.organisation, row.camera_id
        found = tally.finding(
            kind, who=who, organisation=organisation, camera_id=camera_id, **facts
        )
        self._found.append(found)

    def findings(self) -> Iterator[Finding]:
        yield from self._found
