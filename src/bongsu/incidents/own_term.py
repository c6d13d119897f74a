"""The centre's own look at an incident (자체 관제) lasts one term; before its end its people are asked whether it goes on.
Pure; `go_on.py` does what they answer."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from bongsu.incidents.incident import Incident
from bongsu.incidents.views import OwnViewView
from bongsu.sharing.grants import Grant, State
from bongsu.sharing.rules import Reason

ASK_BEFORE_S = 120.0
# what is asked for longer than a part of the term would be asked all the time
_MOST_OF_A_TERM = 0.25
NOBODY_ANSWERED = (
    "계속 보기를 누른 사람이 없어 확인용 영상이 끝났습니다",
    "Nobody asked to go on: the centre's own view is over",
)
_AGAIN = frozenset({State.EXPIRED, State.CLOSED})


def own_view_of(
    incident: Incident, grants: Sequence[Grant], centre_code: str
) -> OwnViewView | None:
    """None before there was one. Pure."""
    grant = last_own(grants, centre_code)
    if grant is None:
        return None
    over = ("", "") if grant.state is State.ACTIVE else words_of_end(grant)
    return OwnViewView(
        grant_id=grant.grant_id,
        is_running=grant.state is State.ACTIVE,
        ends_at=grant.ends_at,
        asks_from=asks_from(incident, grant),
        over_ko=over[0],
        over_en=over[1],
        may_go_on=may_go_on(incident, grant),
    )


def last_own(grants: Sequence[Grant], centre_code: str) -> Grant | None:
    own = [one for one in grants if one.organisation == centre_code and not one.is_of_peer]
    return own[-1] if own else None


def words_of_end(grant: Grant) -> tuple[str, str]:
    if grant.reason == Reason.EXPIRED:
        return NOBODY_ANSWERED
    return grant.reason_ko, grant.reason_en


def asks_from(incident: Incident, grant: Grant) -> datetime | None:
    if grant.state is not State.ACTIVE or not may_go_on(incident, grant):
        return None
    assert grant.ends_at is not None
    return grant.ends_at - timedelta(seconds=min(ASK_BEFORE_S, grant.ttl_s * _MOST_OF_A_TERM))


def may_go_on(incident: Incident, grant: Grant) -> bool:
    """Not beyond the window that was ordered, nor what somebody has cut."""
    if not incident.is_open or incident.origin is not None:
        return False
    if grant.state is State.ACTIVE:
        window = incident.window
        return window is None or grant.ends_at is None or grant.ends_at < window.ends
    return grant.state in _AGAIN
