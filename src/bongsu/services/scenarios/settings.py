"""Where the demo's own door is. Set by `bongsu demo` for the node that it starts, by nobody else."""

import msgspec


class ScenarioSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Environment: `BONGSU_SCENARIOS_<FIELD>`."""

    door: str = ""
    """`http://127.0.0.1:port` of the demo's door; empty = there is no scenario panel, its routes do not exist."""
    key: str = ""
    """What the demo's door asks for; new at each start."""
