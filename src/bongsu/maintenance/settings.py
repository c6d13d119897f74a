"""What an operator of the node may change about faults. Environment: `BONGSU_MAINTENANCE_<FIELD>`."""

import msgspec


class MaintenanceSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Change them where lines are poor and the list fills with what mends itself."""

    no_picture_after_s: float = 300.0
    """A camera without a picture for so long is a fault; shorter gaps are counted as outages only."""
    same_within_h: float = 6.0
    """What comes back within so long is the same fault."""
    flaps: int = 3
    """A fault that came back so often stays open although the machine sees it gone: a person closes it."""
    dismissed_for_h: float = 24.0
    """So long the machine does not open again what a person found to be none."""
