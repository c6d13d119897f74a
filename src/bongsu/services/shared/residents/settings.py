"""What a centre may change about residents' alarms."""

import msgspec


class ResidentSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Environment: `BONGSU_RESIDENTS_<FIELD>`."""

    cancel_s: float = 10.0
    """So long after the press it may be taken back on the phone; the existing app's own window is 10 s."""
    cancel_way_s: float = 1.0
    """So much longer is waited for a cancel that is on its way; more delays every alarm."""
    stale_after_s: float = 86_400.0
    """A press older than this is refused: nobody is there any more."""
    late_after_s: float = 60.0
    """A press that took longer than this to arrive is marked late for the operator."""
    silent_after_s: float = 120.0
    """A phone in an alarm that says nothing for so long is called silent."""
    silent_again_after_s: float = 600.0
    """After so long the panel asks for a hand-over to the police."""
    keep_hours: float = 24.0
    """Positions and the link to a device are destroyed so long after the end (location law)."""
    register_days: float = 365.0
    """A device that nobody registers anew for so long is taken out, its place with it."""
    off_route_m: float = 100.0
    """Further than this from the planned way counts as a deviation; wider where streets are few."""
    off_route_s: float = 60.0
    """A deviation must last so long: positions jump between tall houses."""
    stop_m: float = 30.0
    """Who stays within so many metres stands still."""
    stop_s: float = 300.0
    """Standing still for longer than this is an alarm."""
    home_m: float = 60.0
    """So close to the end of the way nobody counts as standing still."""
    late_share: float = 0.2
    """Later than the planned time by this share of it is an alarm."""
    trip_silent_s: float = 180.0
    """A trip that says nothing for so long is an alarm."""
    trip_hours: float = 6.0
    """The hard end of a trip that nobody ends."""
    beat_missed_s: float = 43_200.0
    """A home device that says nothing for so long is to be called."""
    call_within_s: float = 1_800.0
    """The call's outcome is told within so long; no word is no answer."""
