"""Windows of Seoul time, as an agreement writes them: `22:00-06:00` passes midnight, `24:00` ends a day."""

import re
from datetime import UTC, datetime, timedelta

from bongsu.kernel.clock import SEOUL

_WINDOW = re.compile(r"([01]\d|2[0-3]):([0-5]\d)-(?:([01]\d|2[0-3]):([0-5]\d)|(24):(00))")


def read_window(text: str) -> tuple[int, int] | None:
    """Minutes of the day; None when it is no window or an empty one."""
    found = _WINDOW.fullmatch(text)
    if found is None:
        return None
    numbers = [int(part) for part in found.groups() if part is not None]
    start, end = numbers[0] * 60 + numbers[1], numbers[2] * 60 + numbers[3]
    return None if start == end else (start, end)


def is_within(windows: tuple[str, ...], now: datetime) -> bool:
    """Whether `now` lies in one of them; no windows = always, a window that cannot be read = never."""
    if not windows:
        return True
    local = now.astimezone(SEOUL)
    minute = local.hour * 60 + local.minute
    read = (read_window(text) for text in windows)
    return any(_holds(window, minute) for window in read if window is not None)


def _holds(window: tuple[int, int], minute: int) -> bool:
    start, end = window
    if start < end:
        return start <= minute < end
    return minute >= start or minute < end


def next_edge(windows: tuple[str, ...], now: datetime) -> datetime | None:
    """The first moment after `now` at which one of them begins or ends; None where none can be read."""
    midnight = now.astimezone(SEOUL).replace(hour=0, minute=0, second=0, microsecond=0)
    minutes = {minute for text in windows for minute in read_window(text) or ()}
    edges = (midnight + timedelta(days=day, minutes=minute) for day in (0, 1) for minute in minutes)
    return min((edge.astimezone(UTC) for edge in edges if edge > now), default=None)
