"""How long a question for names waits, and how long opened names are shown."""

import msgspec


class NamesSettings(msgspec.Struct, frozen=True, kw_only=True):
    """Environment: `BONGSU_NAMES_<FIELD>`."""

    agree_within_min: float = 10.0
    """A question that nobody has agreed to in this time is over; both are meant to be at work at once."""
    settled_days: float = 7.0
    """Whose account somebody else made or changed so recently opens no names: one hand is not to be two roles."""
    shown_min: float = 30.0
    """How long the asker sees the names, in that session only."""
