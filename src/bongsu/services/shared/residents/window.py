"""The ten seconds in which an SOS may be taken back (dossier §1.2, §9.5). Pure.

A phone's clock may be wrong and a message may be late, so the time since the press is measured twice: on the phone
(press to sending) and here (press to arrival). The longer of the two counts. So delay shortens the window and never
opens it anew; a wrong clock can at worst bring a false alarm to an operator, never hide a true one."""

from datetime import datetime, timedelta

from bongsu.services.shared.residents.alarm import Press
from bongsu.services.shared.residents.settings import ResidentSettings


def since_press_s(press: Press, received_at: datetime) -> float:
    """A press from the future was made just now."""
    on_the_phone = (press.sent_at - press.pressed_at).total_seconds()
    until_here = (received_at - press.pressed_at).total_seconds()
    return max(0.0, on_the_phone, until_here)


def due_at(press: Press, received_at: datetime, settings: ResidentSettings) -> datetime:
    """From then on it is an alarm; at once where the window is over on arrival."""
    left = settings.cancel_s - since_press_s(press, received_at)
    if left <= 0.0:
        return received_at
    return received_at + timedelta(seconds=left + settings.cancel_way_s)


def takes_back(pressed_at: datetime, cancelled_at: datetime, settings: ResidentSettings) -> bool:
    """By the phone's own clock: a cancel at 9 s does, one at 11 s does not, one from before the press does not either."""
    after_s = (cancelled_at - pressed_at).total_seconds()
    return 0.0 <= after_s <= settings.cancel_s


def is_stale(press: Press, received_at: datetime, settings: ResidentSettings) -> bool:
    return since_press_s(press, received_at) > settings.stale_after_s


def is_late(press: Press, received_at: datetime, settings: ResidentSettings) -> bool:
    return since_press_s(press, received_at) > settings.late_after_s
