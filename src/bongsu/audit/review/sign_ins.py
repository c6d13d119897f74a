"""Sign-ins: wrong passwords in series, hours that are unusual for the account, one account at two addresses at once."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field

from bongsu.audit.kinds import TrailKind
from bongsu.audit.review.finding import Finding, FindingKind, Tally
from bongsu.audit.review.row import ReviewRow, Sessions, SignInBody, seoul_hour
from bongsu.audit.review.settings import ReviewSettings

_HOURS = 24
# an hour with fewer than one in fifty of the account's sign-ins around it is not one of its hours
_SELDOM = 0.02


@dataclass(slots=True)
class _Series:
    """Wrong passwords for one account in the last minutes, and those that made a series."""

    recent: deque[tuple[float, int]] = field(default_factory=deque)
    is_on: bool = False
    total: Tally = field(default_factory=Tally)


@dataclass(slots=True)
class _Account:
    """One account's sign-ins by hour, and its last address."""

    hours: list[int] = field(default_factory=lambda: [0] * _HOURS)
    in_month: list[Tally] = field(default_factory=lambda: [Tally() for _ in range(_HOURS)])
    last: tuple[float, str, int] | None = None

    def around(self, hour: int) -> int:
        return sum(self.hours[(hour + step) % _HOURS] for step in (-1, 0, 1))


class SignIns:
    """Counts them as they come; the hours before the month belong to what is usual."""

    kinds = frozenset(
        {
            TrailKind.SIGN_IN,
            TrailKind.SIGN_IN_FAILED,
            TrailKind.SIGN_OUT,
            TrailKind.END_SESSION,
        }
    )

    def __init__(self, settings: ReviewSettings, sessions: Sessions) -> None:
        self._settings = settings
        self._sessions = sessions
        self._accounts: dict[str, _Account] = {}
        self._series: dict[str, _Series] = {}
        self._two_places: dict[str, Tally] = {}

    def take(self, row: ReviewRow) -> None:
        if row.kind == TrailKind.SIGN_IN_FAILED:
            if row.counts:
                self._failed(row)
        elif row.kind == TrailKind.SIGN_IN:
            self._signed_in(row, self._sessions.learn(row))
        elif row.actor in self._accounts:
            self._accounts[row.actor].last = None

    def _failed(self, row: ReviewRow) -> None:
        series = self._series.setdefault(row.actor, _Series())
        series.recent.append((row.at, row.sequence))
        while series.recent[0][0] < row.at - self._settings.failures_within_min * 60:
            series.recent.popleft()
        if len(series.recent) < self._settings.failures_in_series:
            series.is_on = False
        elif series.is_on:
            series.total.add(row.at, row.sequence)
        else:
            series.is_on = True
            for at, sequence in series.recent:
                series.total.add(at, sequence)

    def _signed_in(self, row: ReviewRow, body: SignInBody) -> None:
        account = self._accounts.setdefault(row.actor, _Account())
        hour = seoul_hour(row.at)
        account.hours[hour] += 1
        if row.counts:
            account.in_month[hour].add(row.at, row.sequence)
        if body.source is not None and not self._settings.is_shared(body.role):
            self._at_address(account, row, body.source)

    def _at_address(self, account: _Account, row: ReviewRow, source: str) -> None:
        within = self._settings.two_places_within_min * 60
        if account.last is not None and row.counts:
            at, other, sequence = account.last
            if other != source and row.at - at <= within:
                tally = self._two_places.setdefault(row.actor, Tally())
                tally.add(row.at, sequence, row.sequence)
        account.last = (row.at, source, row.sequence)

    def findings(self) -> Iterator[Finding]:
        for who, series in self._series.items():
            if series.total.count:
                yield series.total.finding(FindingKind.SIGN_IN_SERIES, who=who)
        for who, account in self._accounts.items():
            yield from self._unusual(who, account)
        for who, tally in self._two_places.items():
            yield tally.finding(FindingKind.TWO_PLACES, who=who, by="address")

    def _unusual(self, who: str, account: _Account) -> Iterator[Finding]:
        total = sum(account.hours)
        if total < self._settings.hours_known_from:
            return
        odd = Tally()
        hours = []
        for hour, tally in enumerate(account.in_month):
            if tally.count and account.around(hour) <= max(1, total * _SELDOM):
                odd.add(tally.first_at, *tally.rows, times=tally.count)
                odd.add(tally.last_at, times=0)
                hours.append(hour)
        if odd.count:
            yield odd.finding(FindingKind.UNUSUAL_HOUR, who=who, hours=hours)
