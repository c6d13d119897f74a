"""화면 없음: very dark and without contrast. A night scene in which one lamp burns is not black."""

from bongsu.monitoring.health.ail import Sign
from bongsu.monitoring.health.sight import Sight

_DARK = 42.0
_CONTRAST = 9.0
LIMIT = _DARK


def black(sight: Sight) -> Sign:
    """Figure: the brightest part's luma (the 0.4 % brightest of 960 blocks)."""
    is_black = sight.brightest < _DARK and sight.brightest - sight.darkest < _CONTRAST
    return Sign(is_black, sight.brightest, LIMIT)
