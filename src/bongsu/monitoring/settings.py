"""What an operator of the node may change about selective monitoring. Environment: `BONGSU_MONITORING_<FIELD>`."""

import msgspec


class MonitoringSettings(msgspec.Struct, frozen=True, kw_only=True):
    """One worker beside a node works with the defaults."""

    worker: str = ""
    """This worker's name; empty = the machine's name and process number."""
    detector: str = ""
    """Name of a detector; empty = the best one installed."""
    device: str = "CPU"
    """Where the network runs, in OpenVINO's words: CPU, GPU, NPU, AUTO."""
    precision: str = ""
    """`bf16`, `f16` or `f32`; empty = what the device does best."""
    cores: float = 0.0
    """Processor cores this worker may use; 0 = all that it may run on, shared by those `bongsu run` starts there."""
    load: float = 0.8
    """Share of those cores that is spent; the rest is left for the other processes of the machine."""
    clothing_cameras: int = 40
    """Cameras that look for colours of clothes at once, the likeliest of each search first: a search reaches hundreds, and
    each one takes its looks from those that are watched. More where the workers have room."""
    longest_interval_s: float = 10.0
    """No camera goes unseen for longer; when the cores do not suffice for it, the page says of how many cameras."""
    escalated_rate: float = 5.0
    """Pictures a second looked at on an escalated camera."""
    escalated_for_s: float = 20.0
    """How long a camera stays escalated after the last reason for it."""
    escalated_share: float = 0.5
    """Share of the cores that is kept for escalated cameras: what begins is confirmed by a second look, and with a quarter
    only one camera in thirty gets one. What key pictures leave of the rest is theirs as well."""
    lease_s: float = 3.0
    """A worker that is silent for so long loses its cameras."""
    clip_before_s: float = 4.0
    clip_after_s: float = 6.0
    """How much of the moment an alarm's clip holds."""
    keep_hours: float = 72.0
    """How long an alarm's clip and picture are kept without a verdict or after 오탐; after 정탐 `keep_real_hours`."""
    keep_real_hours: float = 720.0
    """30 days, as the centre's recordings (표준 개인정보 보호지침 제41조)."""
    per_operator_10min: int = 4
    """Alarms put before one operator in ten minutes: more than about 20 an hour nobody can answer for (EEMUA 191: 1 is
    very likely acceptable, 5 manageable at most over ten minutes)."""
    flood_per_10min: int = 10
    """Arrivals for each operator in ten minutes from which on it is a flood (EEMUA 191)."""
    answer_within_s: float = 600.0
    """An alarm that nobody answered lapses."""
