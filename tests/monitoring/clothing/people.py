"""People of the campus clip, their clothes named by looking at them: our own labels. Two words where both are fair."""

from bongsu.monitoring.clothing.colour import Colour

# (picture of the clip, number in its truth): words above, words below
LABELLED: dict[tuple[int, int], tuple[frozenset[Colour], frozenset[Colour]]] = {
    (0, 9): (frozenset({Colour.BLACK}), frozenset({Colour.BLUE})),
    (0, 15): (frozenset({Colour.BLACK}), frozenset({Colour.BLACK})),
    (0, 19): (frozenset({Colour.BLACK}), frozenset({Colour.BLACK})),
    (40, 11): (frozenset({Colour.NAVY, Colour.RED}), frozenset({Colour.NAVY, Colour.BLACK})),
    (40, 12): (frozenset({Colour.BLACK}), frozenset({Colour.NAVY, Colour.BLUE, Colour.BLACK})),
    (80, 13): (frozenset({Colour.BLACK}), frozenset({Colour.BLUE})),
    (120, 16): (frozenset({Colour.BLUE}), frozenset({Colour.BLUE})),
    (160, 17): (frozenset({Colour.NAVY, Colour.BLACK}), frozenset({Colour.BLUE})),
    (240, 1): (frozenset({Colour.BLACK}), frozenset({Colour.BLACK})),
    (240, 14): (frozenset({Colour.BLACK, Colour.BROWN}), frozenset({Colour.BLACK})),
    (440, 10): (frozenset({Colour.RED}), frozenset({Colour.NAVY, Colour.BLUE})),
    (480, 2): (frozenset({Colour.BLACK, Colour.BROWN}), frozenset({Colour.BLUE})),
    # two people, one before the other
    (520, 4): (frozenset({Colour.RED, Colour.NAVY}), frozenset({Colour.NAVY, Colour.BLACK})),
    (520, 18): (frozenset({Colour.BLACK, Colour.BROWN}), frozenset({Colour.BLACK})),
    (560, 3): (frozenset({Colour.BLACK}), frozenset({Colour.BLACK})),
    (600, 5): (frozenset({Colour.BLACK, Colour.BROWN}), frozenset({Colour.BLUE})),
    (640, 6): (frozenset({Colour.RED}), frozenset({Colour.NAVY, Colour.BLUE})),
    (680, 7): (frozenset({Colour.BLUE}), frozenset({Colour.GREY})),
    (720, 8): (frozenset({Colour.BLACK, Colour.BROWN}), frozenset({Colour.BLACK})),
}
