"""Small bitmap letters for the text that a camera burns into its picture."""

import numpy as np

from bongsu.simulate.scenes.canvas import Canvas, Colour

_ROWS = 7
# Five columns a glyph, the lowest bit on top.
_COLUMNS = (
    "0=3E5149453E 1=00427F4000 2=4261514946 3=2141454B31 4=1814127F10 5=2745454539 "
    "6=3C4A494930 7=0171090503 8=3649494936 9=064949291E A=7E1111117E B=7F49494936 "
    "C=3E41414122 D=7F4141221C E=7F49494941 F=7F09090901 G=3E4149497A H=7F0808087F "
    "I=00417F4100 J=2040413F01 K=7F08142241 L=7F40404040 M=7F020C027F N=7F0408107F "
    "O=3E4141413E P=7F09090906 Q=3E4151215E R=7F09192946 S=4649494931 T=01017F0101 "
    "U=3F4040403F V=1F2040201F W=3F4038403F X=6314081463 Y=0708700807 Z=6151494543 "
    "-=0808080808 :=0036360000 .=0060600000 /=2010080402"
)
_GLYPHS = {pair[0]: bytes.fromhex(pair[2:]) for pair in _COLUMNS.split(" ")}


def text_mask(text: str, scale: int) -> np.ndarray[tuple[int, int], np.dtype[np.bool_]]:
    """True where the letters are; unknown letters are blanks."""
    columns = b"".join(_GLYPHS.get(letter, b"\0" * 5) + b"\0" for letter in text)
    bits = (np.frombuffer(columns, np.uint8)[None, :] >> np.arange(_ROWS)[:, None]) & 1
    return bits.astype(bool).repeat(scale, axis=0).repeat(scale, axis=1)


def write(canvas: Canvas, at: tuple[int, int], text: str, scale: int, colour: Colour) -> None:
    """Letters with a dark edge, so that they can be read on any ground."""
    mask = text_mask(text, scale)
    x, y = at
    edge = max(1, scale // 2)
    canvas.stamp(x + edge, y + edge, mask, (16, 16, 16))
    canvas.stamp(x, y, mask, colour)


def width_of(text: str, scale: int) -> int:
    return 6 * scale * len(text)
