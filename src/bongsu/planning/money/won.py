"""Won as people write it: `12억 2,000만 원`. Money is an integer everywhere; only a screen rounds, and says so."""

_EOK, _MAN = 100_000_000, 10_000
_JO = 10_000 * _EOK


def won_ko(won: int) -> str:
    """To the won: 억 and 만 with thousands marked, zero groups left out, a minus in front of all."""
    sign, rest = ("-" if won < 0 else ""), abs(won)
    groups = ((rest // _JO, "조"), (rest % _JO // _EOK, "억"), (rest % _EOK // _MAN, "만"))
    words = [f"{count:,}{unit}" for count, unit in groups if count]
    if rest % _MAN or not words:
        words.append(f"{rest % _MAN:,}")
        return f"{sign}{' '.join(words)}원"
    return f"{sign}{' '.join(words)} 원"


def won_en(won: int) -> str:
    """`1,220,000,000 won`, as the console says it."""
    return f"{won:,} won"


def per(won: int, count: int) -> int | None:
    """Unit cost to the won, half upwards; None of nothing."""
    return None if count <= 0 else (2 * won + count) // (2 * count)
