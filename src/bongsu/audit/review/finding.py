"""What a review finds: the closed list of kinds, how grave each is, and one finding with the rows that prove it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

MOST_ROWS = 200


class Severity(StrEnum):
    """`alarm` must never happen, `warn` needs an explanation, `note` is listed to be looked through."""

    ALARM = "alarm"
    WARN = "warn"
    NOTE = "note"


class FindingKind(StrEnum):
    """What was noticed."""

    OUTSIDE_GRANT = "outside_grant"
    JOURNAL_BREAK = "journal_break"
    CLOCK_SET_BACK = "clock_set_back"
    NIGHT_LOOKS = "night_looks"
    SAME_CAMERA = "same_camera"
    SWEEP = "sweep"
    LONG_LOOK = "long_look"
    SIGN_IN_SERIES = "sign_in_series"
    UNUSUAL_HOUR = "unusual_hour"
    TWO_PLACES = "two_places"
    DOWNLOAD_NO_INCIDENT = "download_no_incident"
    WEAK_REASON = "weak_reason"
    SAME_REASON = "same_reason"
    QUICK_APPROVALS = "quick_approvals"
    CUT_FOR_PURPOSE = "cut_for_purpose"
    NAMES_OPENED = "names_opened"
    AGREEMENT_SUSPENDED = "agreement_suspended"
    KEY_WITHDRAWN = "key_withdrawn"


_ALARMS = frozenset(
    {FindingKind.OUTSIDE_GRANT, FindingKind.JOURNAL_BREAK, FindingKind.CLOCK_SET_BACK}
)
_NOTES = frozenset(
    {FindingKind.NAMES_OPENED, FindingKind.AGREEMENT_SUSPENDED, FindingKind.KEY_WITHDRAWN}
)


def severity_of(kind: FindingKind) -> Severity:
    if kind in _ALARMS:
        return Severity.ALARM
    return Severity.NOTE if kind in _NOTES else Severity.WARN


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """`who` is a person_id; `rows` are sequences, the first of `count`; `facts` are figures and words of the kind."""

    kind: FindingKind
    count: int
    first_at: float
    last_at: float
    rows: tuple[int, ...]
    who: str | None = None
    organisation: str | None = None
    camera_id: str | None = None
    facts: Mapping[str, object] = field(default_factory=dict)

    @property
    def severity(self) -> Severity:
        return severity_of(self.kind)


@dataclass(slots=True)
class Tally:
    """Rows that belong together, counted as they come; the first of them stay as proof."""

    count: int = 0
    first_at: float = 0.0
    last_at: float = 0.0
    rows: list[int] = field(default_factory=list)

    def add(self, at: float, *sequences: int, times: int = 1) -> None:
        self.first_at = at if self.count == 0 else min(self.first_at, at)
        self.last_at = max(self.last_at, at)
        self.count += times
        self.rows.extend(sequences[: max(0, MOST_ROWS - len(self.rows))])

    def finding(
        self,
        kind: FindingKind,
        *,
        who: str | None = None,
        organisation: str | None = None,
        camera_id: str | None = None,
        **facts: object,
    ) -> Finding:
        return Finding(
            kind=kind,
            count=self.count,
            first_at=self.first_at,
            last_at=self.last_at,
            rows=tuple(sorted(self.rows)),
            who=who,
            organisation=organisation,
            camera_id=camera_id,
            facts=facts,
        )
