"""When a session is over and how long a name is locked. Pure."""

from datetime import datetime, timedelta

from bongsu.identity.people import Role, Session
from bongsu.identity.settings import IdentitySettings


def ends_at(session: Session, role: Role, settings: IdentitySettings) -> datetime:
    """The moment at which the session is over if nothing is asked any more."""
    at_most = session.started_at + timedelta(hours=settings.session_hours)
    if role.is_own or role.is_wall:
        return at_most
    return min(at_most, session.seen_at + timedelta(minutes=settings.idle_minutes))


def lock_of(failures: int, now: datetime, settings: IdentitySettings) -> datetime | None:
    """Until when a name is locked after so many wrong passwords in a row."""
    too_many = failures - settings.failures_before_lock
    if too_many < 0:
        return None
    # beyond 2^20 the longest lock holds anyway, and no float overflows
    seconds = settings.lock_s * 2 ** min(too_many, 20)
    return now + timedelta(seconds=min(seconds, settings.lock_at_most_s))
