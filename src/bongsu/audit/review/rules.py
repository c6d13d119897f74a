"""The monthly review's rules over one month of the trail, row by row. Pure: rows and limits in, findings out."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Protocol

from bongsu.audit.kinds import TrailKind
from bongsu.audit.review.deeds import Approvals, Downloads, Singles
from bongsu.audit.review.finding import Finding, FindingKind, Severity
from bongsu.audit.review.looks import Looks
from bongsu.audit.review.row import ReviewRow, Sessions
from bongsu.audit.review.settings import ReviewSettings
from bongsu.audit.review.sign_ins import SignIns
from bongsu.audit.review.viewings import ENDINGS, OPENINGS, Viewings

# what must be known of the time before the month: whose session it is, which grants run
BEFORE = frozenset({TrailKind.SIGN_IN, *OPENINGS, *ENDINGS})
_GRAVEST_FIRST = {severity: place for place, severity in enumerate(Severity)}
_IN_ORDER = {kind: place for place, kind in enumerate(FindingKind)}


class Rule(Protocol):
    """One rule; keeps counts, never rows."""

    @property
    def kinds(self) -> frozenset[TrailKind]: ...

    def take(self, row: ReviewRow) -> None: ...

    def findings(self) -> Iterator[Finding]: ...


class MonthCheck:
    """All rules over one month. Rows come in the trail's order."""

    def __init__(self, settings: ReviewSettings) -> None:
        self.sessions = Sessions()
        # sign-ins first: the others ask whose session it is
        self._rules: Sequence[Rule] = (
            SignIns(settings, self.sessions),
            Looks(settings, self.sessions),
            Viewings(settings, self.sessions),
            Downloads(settings),
            Approvals(settings),
            Singles(),
        )
        self._by_kind: dict[str, list[Rule]] = {
            kind.value: [rule for rule in self._rules if kind in rule.kinds] for kind in TrailKind
        }

    @property
    def kinds(self) -> frozenset[TrailKind]:
        """The kinds that any rule looks at; the others need not be read."""
        return frozenset(TrailKind(kind) for kind, rules in self._by_kind.items() if rules)

    def walk(self, rows: Iterable[ReviewRow]) -> None:
        for row in rows:
            for rule in self._by_kind[row.kind]:
                rule.take(row)

    def findings(self) -> list[Finding]:
        """Gravest first, then by kind and time."""
        found = [finding for rule in self._rules for finding in rule.findings()]
        return sorted(found, key=_place)


def _place(finding: Finding) -> tuple[int, int, float, str]:
    return (
        _GRAVEST_FIRST[finding.severity],
        _IN_ORDER[finding.kind],
        finding.first_at,
        finding.who or "",
    )
