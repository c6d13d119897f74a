"""The inner loops of the search, compiled: one choice of sites kept up to date, its ruin, greedy rebuild and climb, and
the annealed walk made of these. Written so that it gives the same numbers when it is not compiled."""

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from bongsu.planning.mclp.jit import fast
from bongsu.planning.mclp.problem import Floats, Ints

Whole = NDArray[np.int32]
Marks = NDArray[np.bool_]


class Net(NamedTuple):
    """The problem: who covers whom both ways. `near`: squared chord within which a change is felt. `beside[c]`: candidates
    that share demand with c; `bits[c]`: a bit for each demand that c covers; both empty where they would be too large."""

    start: Whole
    demand: Whole
    by_start: Whole
    by: Whole
    weight: Floats
    place: Floats
    near: float
    beside_start: Whole
    beside: Whole
    bits: NDArray[np.uint8]


class Choice(NamedTuple):
    """`times[d]`: chosen sites that cover demand d; `gain[c]`: what candidate c would add; `chosen[slot]`: the sites."""

    times: Whole
    gain: Floats
    inside: Marks
    chosen: Whole


class Desk(NamedTuple):
    """Room to work in. `asked[slot]`: a swap may help here; `extra` is zero between calls."""

    asked: Marks
    touched: Whole
    extra: Floats
    apart: Floats
    slots: Whole


@fast
def draw(chance: Ints) -> float:
    """In [0, 1), by xorshift (Marsaglia 2003) on 32 bits."""
    x = chance[0]
    x ^= (x << 13) & 0xFFFFFFFF
    x ^= x >> 17
    x ^= (x << 5) & 0xFFFFFFFF
    chance[0] = x
    return float(x / 4294967296.0)


@fast
def add(net: Net, choice: Choice, site: int) -> float:
    """What it adds."""
    won = 0.0
    for k in range(net.start[site], net.start[site + 1]):
        d = net.demand[k]
        if choice.times[d] == 0:
            won += net.weight[d]
            for j in range(net.by_start[d], net.by_start[d + 1]):
                choice.gain[net.by[j]] -= net.weight[d]
        choice.times[d] += 1
    choice.inside[site] = True
    return won


@fast
def remove(net: Net, choice: Choice, site: int) -> float:
    """What is lost."""
    lost = 0.0
    for k in range(net.start[site], net.start[site + 1]):
        d = net.demand[k]
        choice.times[d] -= 1
        if choice.times[d] == 0:
            lost += net.weight[d]
            for j in range(net.by_start[d], net.by_start[d + 1]):
                choice.gain[net.by[j]] += net.weight[d]
    choice.inside[site] = False
    return lost


@fast
def dearest(choice: Choice, blink: float, chance: Ints) -> int:
    """The candidate with most to add; each better one is overlooked with so much chance (Christiaens and Vanden Berghe
    2020)."""
    best, at = -1.0, -1
    for c in range(len(choice.gain)):
        better = choice.gain[c] > best and not choice.inside[c]
        if better and (at < 0 or blink == 0.0 or draw(chance) >= blink):
            best, at = choice.gain[c], c
    return at


@fast
def middle(gain: Floats, chance: Ints) -> int:
    """A candidate to ruin around: anywhere, or where much is uncovered."""
    if draw(chance) < 0.5:
        return int(draw(chance) * len(gain))
    total = 0.0
    for c in range(len(gain)):
        total += gain[c]
    left = draw(chance) * total
    for c in range(len(gain)):
        left -= gain[c]
        if left < 0.0:
            return c
    return int(draw(chance) * len(gain))


@fast
def apart2(place: Floats, one: int, other: int) -> float:
    x = place[one, 0] - place[other, 0]
    y = place[one, 1] - place[other, 1]
    z = place[one, 2] - place[other, 2]
    return float(x * x + y * y + z * z)


@fast
def nearest(net: Net, choice: Choice, desk: Desk, at: int, many: int) -> None:
    """Into `desk.slots` the slots of the sites nearest to a candidate."""
    for slot in range(len(choice.chosen)):
        desk.apart[slot] = apart2(net.place, choice.chosen[slot], at)
    for m in range(many):
        best = 0
        for slot in range(len(choice.chosen)):
            if desk.apart[slot] < desk.apart[best]:
                best = slot
        desk.slots[m] = best
        desk.apart[best] = np.inf


@fast
def ask_near(net: Net, choice: Choice, desk: Desk, at: int) -> None:
    for slot in range(len(choice.chosen)):
        if apart2(net.place, choice.chosen[slot], at) <= net.near:
            desk.asked[slot] = True


@fast
def spread(net: Net, choice: Choice, desk: Desk, site: int) -> int:
    """What each candidate would add more if this site went, into `desk.extra`; how many such candidates."""
    many = 0
    for k in range(net.start[site], net.start[site + 1]):
        d = net.demand[k]
        if choice.times[d] != 1:
            continue
        for j in range(net.by_start[d], net.by_start[d + 1]):
            c = net.by[j]
            if desk.extra[c] == 0.0:
                desk.touched[many] = c
                many += 1
            desk.extra[c] += net.weight[d]
    return many


@fast
def better(net: Net, choice: Choice, desk: Desk, site: int, top: int) -> int:
    """The candidate worth most among those worth more than this site, or -1. `top`: the dearest as things stand."""
    many = spread(net, choice, desk, site)
    # its own extra is what it holds alone; no two choices differ by less than one person
    best, at = desk.extra[site] + 0.5, -1
    if top >= 0 and choice.gain[top] > best:
        best, at = choice.gain[top], top
    for m in range(many):
        c = desk.touched[m]
        value = choice.gain[c] + desk.extra[c]
        desk.extra[c] = 0.0
        if value > best and not choice.inside[c]:
            best, at = value, c
    return at


@fast
def better_beside(net: Net, choice: Choice, desk: Desk, site: int, top: int) -> int:
    """The same by asking each candidate beside it what it would not cover, until that is more than it adds."""
    held, many = 0.0, 0
    for k in range(net.start[site], net.start[site + 1]):
        if choice.times[net.demand[k]] == 1:
            held += net.weight[net.demand[k]]
            desk.touched[many] = net.demand[k]
            many += 1
    best, at = 0.5, -1
    if top >= 0 and choice.gain[top] - held > best:
        best, at = choice.gain[top] - held, top
    for k in range(net.beside_start[site], net.beside_start[site + 1]):
        c = net.beside[k]
        left = choice.gain[c]
        m = 0
        while left > best and m < many:
            d = desk.touched[m]
            if not (net.bits[c, d >> 3] >> (d & 7)) & 1:
                left -= net.weight[d]
            m += 1
        if left > best and not choice.inside[c]:
            best, at = left, c
    return at


@fast
def in_place_of(net: Net, choice: Choice, desk: Desk, site: int, top: int) -> int:
    if len(net.bits):
        return better_beside(net, choice, desk, site, top)
    return better(net, choice, desk, site, top)


@fast
def put(net: Net, choice: Choice, desk: Desk, slot: int, site: int) -> float:
    won = add(net, choice, site)
    choice.chosen[slot] = site
    ask_near(net, choice, desk, site)
    return won


@fast
def climb(net: Net, choice: Choice, desk: Desk, chance: Ints) -> float:
    """Swaps at the slots asked, and around each swap, until none helps; what was won."""
    won, moved = 0.0, True
    top = dearest(choice, 0.0, chance)
    while moved:
        moved = False
        for slot in range(len(choice.chosen)):
            if not desk.asked[slot]:
                continue
            desk.asked[slot] = False
            site = choice.chosen[slot]
            other = in_place_of(net, choice, desk, site, top)
            if other < 0:
                continue
            ask_near(net, choice, desk, site)
            # in this order nothing is done where both cover
            won += put(net, choice, desk, slot, other)
            won -= remove(net, choice, site)
            top = dearest(choice, 0.0, chance)
            moved = True
    return won


@fast
def step(net: Net, choice: Choice, desk: Desk, most: int, blink: float, chance: Ints) -> float:
    """Up to `most` sites around a place go and come anew; the change."""
    sites = len(choice.chosen)
    many = 1 + int(draw(chance) * min(most, sites))
    wide = min(many + 2, sites)
    nearest(net, choice, desk, middle(choice.gain, chance), wide)
    change = 0.0
    for m in range(many):
        pick = m + int(draw(chance) * (wide - m))
        slot = desk.slots[pick]
        desk.slots[pick] = desk.slots[m]
        desk.slots[m] = slot
        ask_near(net, choice, desk, choice.chosen[slot])
        change -= remove(net, choice, choice.chosen[slot])
    for m in range(many):
        site = dearest(choice, blink, chance)
        change += put(net, choice, desk, desk.slots[m], site)
    return change + climb(net, choice, desk, chance)


@fast
def same(to: Choice, of: Choice) -> None:
    to.times[:] = of.times
    to.gain[:] = of.gain
    to.inside[:] = of.inside
    to.chosen[:] = of.chosen


@fast
def walk(
    net: Net,
    here: Choice,
    tried: Choice,
    best: Whole,
    desk: Desk,
    worth: tuple[float, float],
    heat: float,
    steps: int,
    most: int,
    blink: float,
    chance: Ints,
) -> tuple[float, float]:
    """So many steps at one heat: a step down is kept with the chance of annealing. `worth`: of `here` and of `best`."""
    now, top = worth
    for _ in range(steps):
        change = step(net, tried, desk, most, blink, chance)
        if change >= heat * math.log(draw(chance) + 1e-300):
            now += change
            same(here, tried)
            if now > top + 0.5:
                top = now
                best[:] = here.chosen
        else:
            same(tried, here)
    return now, top
