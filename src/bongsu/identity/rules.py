"""When a session is over or locks, and how long a name is locked. Pure."""

from datetime import datetime, timedelta

from bongsu.identity.people import Role, Session
from bongsu.identity.settings import IdentitySettings


def ends_at(session: Session, role: Role, settings: IdentitySettings) -> datetime:
    """The moment at which the session is over if nothing is asked any more."""
    at_most = session.started_at + timedelta(hours=settings.session_hours)
    if role.is_own or role.is_wall:
        return at_most
    return min(at_most, session.seen_at + timedelta(minutes=settings.idle_minutes))


def locks_at(session: Session, role: Role, settings: IdentitySettings) -> datetime | None:
    """When a session locks if nobody touches anything; walls never do, a vehicle's when its device is no longer proven."""
    if role.is_vehicle:
        return session.proven_until
    if role.is_wall:
        return None
    touched_at = session.active_at or session.started_at
    return touched_at + timedelta(minutes=settings.idle_lock_minutes)


def is_locked(session: Session, role: Role, settings: IdentitySettings, now: datetime) -> bool:
    """Once locked it stays so until it is unlocked, whatever the clock says later."""
    if session.locked_at is not None:
        return True
    due = locks_at(session, role, settings)
    return due is not None and now >= due


def needs_second_factor(role: Role, settings: IdentitySettings) -> bool:
    """Of outside organisations, all; a vehicle's second factor is its device."""
    return settings.second_factor_outside and not role.is_own and not role.is_vehicle


def needs_device(role: Role, settings: IdentitySettings) -> bool:
    """A vehicle signs in with an enrolled device's key beside its password."""
    return settings.device_key_vehicles and role.is_vehicle


def must_choose_password(
    role: Role, first_way: str, *, was_made: bool, settings: IdentitySettings
) -> bool:
    """A person who signs in with a password that somebody else knows; walls and vehicles have nobody to choose one."""
    is_person = not role.is_wall and not role.is_vehicle
    asked = settings.first_password_must_change and was_made and is_person
    return asked and first_way == "password"


def lock_of(failures: int, now: datetime, settings: IdentitySettings) -> datetime | None:
    """Until when a name is locked after so many wrong passwords in a row."""
    too_many = failures - settings.failures_before_lock
    if too_many < 0:
        return None
    # beyond 2^20 the longest lock holds anyway, and no float overflows
    seconds = settings.lock_s * 2 ** min(too_many, 20)
    return now + timedelta(seconds=min(seconds, settings.lock_at_most_s))
