"""How well a track fits the colours that are looked for. Pure; a score orders candidates and asserts nothing."""

from collections.abc import Mapping, Sequence

import numpy as np

from bongsu.monitoring.clothing.clothes import Shares
from bongsu.monitoring.clothing.colour import COLOURS, Colour
from bongsu.services.missing.clothing.order import Wanted

_C = Colour
# what lamps, shadow and cheap cameras make of a colour: how much of a full hit it still is
_NEAR: Mapping[frozenset[Colour], float] = {
    frozenset({_C.BLACK, _C.NAVY}): 0.6,
    frozenset({_C.BLACK, _C.GREY}): 0.4,
    frozenset({_C.BLACK, _C.BROWN}): 0.4,
    frozenset({_C.NAVY, _C.BLUE}): 0.6,
    frozenset({_C.BLUE, _C.GREY}): 0.25,
    frozenset({_C.NAVY, _C.PURPLE}): 0.4,
    frozenset({_C.BLUE, _C.PURPLE}): 0.4,
    frozenset({_C.WHITE, _C.GREY}): 0.45,
    frozenset({_C.WHITE, _C.BEIGE}): 0.5,
    frozenset({_C.BEIGE, _C.BROWN}): 0.45,
    frozenset({_C.BEIGE, _C.GREY}): 0.35,
    frozenset({_C.BEIGE, _C.YELLOW}): 0.35,
    frozenset({_C.BEIGE, _C.PINK}): 0.35,
    frozenset({_C.BROWN, _C.RED}): 0.35,
    frozenset({_C.BROWN, _C.ORANGE}): 0.45,
    frozenset({_C.RED, _C.PINK}): 0.5,
    frozenset({_C.RED, _C.ORANGE}): 0.5,
    frozenset({_C.ORANGE, _C.YELLOW}): 0.5,
    frozenset({_C.PINK, _C.PURPLE}): 0.5,
    frozenset({_C.YELLOW, _C.GREEN}): 0.3,
}
_FULL_AT = 0.6
"""A half that is of one colour by so much is wholly of it: folds, shadow and arms take the rest."""
_UNSEEN = 0.3
"""A half of which nothing is known speaks a little less against than for it."""
LEAST = 0.35
"""Below it a track is no candidate."""


def fits(wanted: Wanted, upper: Shares | None, lower: Shares | None) -> float:
    """0..1 over the halves that are looked for."""
    halves: Sequence[tuple[Colour | None, Shares | None]] = (
        (wanted.upper, upper),
        (wanted.lower, lower),
    )
    found = [_half(colour, shares) for colour, shares in halves if colour is not None]
    return round(float(np.mean(found)), 3) if found else 0.0


def _half(colour: Colour, shares: Shares | None) -> float:
    if shares is None:
        return _UNSEEN
    worth = sum(share * _like(colour, COLOURS[place]) for place, share in enumerate(shares))
    return min(worth / _FULL_AT, 1.0)


def _like(one: Colour, other: Colour) -> float:
    return 1.0 if one is other else _NEAR.get(frozenset({one, other}), 0.0)
