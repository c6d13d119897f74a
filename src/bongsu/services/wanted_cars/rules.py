"""How a plate is written one way, how old a read may be, and how many there may be. Pure; no plate is in any failure."""

import re
from datetime import datetime, timedelta

from bongsu.incidents.incident import Incident
from bongsu.incidents.message import Call
from bongsu.incidents.service import Addressed
from bongsu.kernel.failures import Failure, Invalid, Kind
from bongsu.kernel.moments import check_moment
from bongsu.sharing.jurisdiction import Jurisdiction

KEPT = timedelta(hours=24)
LISTED = timedelta(days=30)
ONCE_IN = timedelta(seconds=60)
MOST_ENTRIES = 5000
READS_A_SECOND = 200
_OLDEST, _AHEAD = timedelta(minutes=10), timedelta(seconds=60)
# 123가4567, 12가3456, 서울12가3456 (자동차등록번호판 기준)
_PLATE = re.compile(r"([가-힣]{2})?[0-9]{1,3}[가-힣][0-9]{4}")


class TooManyReads(Failure):
    """More than the node takes in a second: the recogniser drops them."""

    kind = Kind.UNAVAILABLE
    code = "too_many_reads"


class ListFull(Failure):
    """The emergency list is longer than one can be."""

    kind = Kind.CONFLICT
    code = "list_full"


def plate_of(said: str) -> str | None:
    """Without blanks and hyphens; None for what is no plate."""
    one = re.sub(r"[\s-]", "", said)
    return one if _PLATE.fullmatch(one) else None


def check_time(at: datetime, now: datetime) -> None:
    """Raises `Invalid`. A car that was there yesterday is not looked for there."""
    check_moment(at, "at")
    if not now - _OLDEST <= at <= now + _AHEAD:
        raise Invalid("A read is told within ten minutes", field="at")


def not_by_call(_call: Call, _before: Incident | None) -> None:
    """No pictures are opened for a plate, by nobody: there is no such call."""
    raise Invalid("Wanted cars have a door of their own; pictures are a 112 call", field="service")


def nobody(_incident: Incident, _who: Jurisdiction) -> Addressed:
    """Never video."""
    return Addressed(None)


class Bound:
    """So many in each second, counted by the second that began last."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._since: datetime | None = None
        self._count = 0

    def take(self, now: datetime) -> None:
        """Raises `TooManyReads`."""
        if self._since is None or not 0 <= (now - self._since).total_seconds() < 1:
            self._since, self._count = now, 0
        self._count += 1
        if self._count > self._most:
            raise TooManyReads("More reads than the node takes in a second")
