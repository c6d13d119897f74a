"""What may become of a request: pure. Which two are one wish, what may be merged, and how a chosen plan moves it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from bongsu.kernel.geometry import Point, distance_m
from bongsu.kernel.plain_text import is_plain
from bongsu.planning.failures import Faulty
from bongsu.planning.requests.failures import NotMergeable, NotNow
from bongsu.planning.requests.refusals import (
    A_SITE_ANSWERS,
    ANSWER_THE_OTHER,
    ANSWERED_SO,
    APART,
    CLOSED,
    INTO_MERGED,
    ITSELF,
    MERGED,
    NOT_NEW,
    not_plain,
    too_far,
    too_long,
)
from bongsu.planning.requests.request import CameraRequest
from bongsu.planning.requests.words import OPEN_STATES, RequestState

SAME_PLACE_M = 30.0
# a person looking at both may see one wish where a pin was set in the next alley
MERGE_WITHIN_M = 100.0
SAME_WISH = timedelta(days=365)
AGAIN_WITHIN = timedelta(minutes=10)
MOST_LINES = 12
_MAY_JOIN = frozenset({RequestState.RECEIVED, RequestState.UNDER_REVIEW, RequestState.CONSIDERED})


def checked_lines(text: str, field: str) -> str:
    """Plain lines as they are kept. Raises `Faulty` for letters that nobody sees."""
    lines = [" ".join(line.split(" ")).rstrip() for line in text.strip().splitlines()]
    if len(lines) > MOST_LINES:
        raise Faulty(too_long(field, MOST_LINES), field=field)
    if not all(is_plain(line) for line in lines):
        raise Faulty(not_plain(field), field=field)
    return "\n".join(lines)


def checked_line(text: str, field: str) -> str:
    """One plain line. Raises `Faulty`."""
    line = " ".join(text.split())
    if not is_plain(line):
        raise Faulty(not_plain(field), field=field)
    return line


def distance_between(one: CameraRequest, other: CameraRequest) -> float:
    return distance_m(Point(one.lat, one.lon), Point(other.lat, other.lon))


def is_same_wish(one: CameraRequest, other: CameraRequest) -> bool:
    """Within 30 m, for the same reason, within a year, of one origin: proposed, never merged by itself."""
    return (
        one.origin is other.origin
        and one.reason is other.reason
        and abs(one.received_at - other.received_at) <= SAME_WISH
        and distance_between(one, other) <= SAME_PLACE_M
    )


def proposals(requests: Iterable[CameraRequest]) -> list[tuple[CameraRequest, CameraRequest]]:
    """(older, newer) pairs of open heads that look like one wish; each newer one once, with the oldest it fits."""
    heads = sorted(
        (one for one in requests if one.merged_into is None and one.state in OPEN_STATES),
        key=lambda one: (one.received_at, one.request_id),
    )
    # a grid of a little more than 30 m: looking at the nine cells around finds every pair without trying all
    cells: dict[tuple[int, int], list[CameraRequest]] = {}
    pairs = []
    for one in heads:
        row, column = int(one.lat / 0.0003), int(one.lon / 0.0004)
        near = (
            other
            for r in (row - 1, row, row + 1)
            for c in (column - 1, column, column + 1)
            for other in cells.get((r, c), ())
        )
        fitting = [other for other in near if is_same_wish(other, one)]
        if fitting and one.state in _MAY_JOIN:
            pairs.append((min(fitting, key=lambda other: other.received_at), one))
        cells.setdefault((row, column), []).append(one)
    return pairs


def check_merge(head: CameraRequest, other: CameraRequest) -> None:
    """Raises `NotMergeable`."""
    if head.request_id == other.request_id:
        raise NotMergeable(ITSELF, field="into")
    if head.merged_into is not None:
        raise NotMergeable(INTO_MERGED, field="into")
    if other.merged_into is not None:
        raise NotMergeable(MERGED)
    if head.origin is not other.origin:
        raise NotMergeable(APART, field="into")
    if head.state not in OPEN_STATES or other.state not in _MAY_JOIN:
        raise NotMergeable(CLOSED)
    if distance_between(head, other) > MERGE_WITHIN_M:
        raise NotMergeable(too_far(MERGE_WITHIN_M), field="into")


def check_review(request: CameraRequest) -> None:
    """Raises `NotNow`."""
    if request.state is not RequestState.RECEIVED:
        raise NotNow(NOT_NEW)


def check_answer(request: CameraRequest, becomes: RequestState) -> None:
    """A rejected one may be considered after all; one that is in a plan is answered by its site. Raises `NotNow`."""
    if request.merged_into is not None:
        raise NotNow(ANSWER_THE_OTHER)
    if request.state in {RequestState.IN_PLAN, RequestState.INSTALLED}:
        raise NotNow(A_SITE_ANSWERS)
    if request.state is becomes:
        raise NotNow(ANSWERED_SO)


MOVES: dict[RequestState, frozenset[RequestState]] = {
    RequestState.IN_PLAN: frozenset({*_MAY_JOIN, RequestState.REJECTED}),
    RequestState.CONSIDERED: frozenset({RequestState.IN_PLAN}),
    RequestState.UNDER_REVIEW: frozenset({RequestState.IN_PLAN}),
    RequestState.INSTALLED: frozenset({RequestState.IN_PLAN}),
}
"""By a plan: into which state from which. Whatever stands elsewhere stays as it is."""


def counted(head: CameraRequest, parts: Sequence[CameraRequest]) -> int:
    """How many wishes stand behind it."""
    return head.count + sum(one.count for one in parts)


def is_again(kept: CameraRequest, now: datetime) -> bool:
    """A double press, or the same letter sent again while nobody has looked at the first."""
    return kept.state is RequestState.RECEIVED and now - kept.received_at <= AGAIN_WITHIN
