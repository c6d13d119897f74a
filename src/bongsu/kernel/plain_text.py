"""Whether a line shows what it says: control letters, turned directions and invisible letters make two names look alike and
a signed text read otherwise than it stands (Unicode TR 36)."""

from itertools import chain

# a name or number as a system says it: no control letters, and none that turn the direction of what follows. `$` alone
# would let a line end follow
ONE_LINE = r"^[^\x00-\x1f\x7f\u202a-\u202e\u2066-\u2069]+$(?!\n)"
# what a person writes down, in lines: neither control letters, which a database or a terminal takes for something else, nor
# turned directions
SOME_LINES = r"^[^\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069]*$(?!\n)"
# letters and marks that print as nothing, though Unicode counts them as printable
_INVISIBLE = frozenset(
    map(
        chr,
        chain(
            (0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0),
            range(0xFE00, 0xFE10),
            range(0xE0100, 0xE01F0),
        ),
    )
)


def is_plain(line: str) -> bool:
    """One line of letters that can be seen, and ordinary spaces between them."""
    return line.isprintable() and _INVISIBLE.isdisjoint(line)
