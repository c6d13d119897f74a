"""How many invented cameras each district gets so that the city counts 70,000: the thinnest first, up to one level."""

from collections.abc import Mapping

IN_ALL = 70_000
# 성북구·강북구·구로구 as published; what is made in their place where no file lies beside us
AS_PUBLISHED = {"SB": 3_580, "GB": 1_773, "GR": 3_360}


def filled_up(held: Mapping[str, int], count: int) -> dict[str, int]:
    """District → how many more, `count` in all."""
    if not held or count <= 0:
        return {}
    level = _level(sorted(held.values()), count)
    more = {code: max(0, level - number) for code, number in held.items()}
    # what the level rounds away goes to those at the level, in order
    left = count - sum(more.values())
    for code in sorted(code for code in held if held[code] <= level)[:left]:
        more[code] += 1
    return {code: number for code, number in more.items() if number}


def _level(numbers: list[int], count: int) -> int:
    """The highest whole level that `count` reaches."""
    below = 0
    for place, number in enumerate(numbers):
        if place * number - below > count:
            return (count + below) // place
        below += number
    return (count + below) // len(numbers)
