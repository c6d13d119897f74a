"""인상착의 in closed words: nothing that names anybody fits into it, and an unknown field is refused by its name."""

from typing import Annotated, Literal

import msgspec
from msgspec import Meta

from bongsu.kernel.failures import Invalid

Colour = Literal[
    "black",
    "white",
    "grey",
    "red",
    "orange",
    "yellow",
    "green",
    "blue",
    "navy",
    "purple",
    "pink",
    "brown",
    "beige",
    "patterned",
    "unknown",
]
Centimetres = Annotated[int, Meta(ge=40, le=220)]


class Wire(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part of what is said."""


class Height(Wire, frozen=True):
    """키, from and to."""

    least_cm: Centimetres
    most_cm: Centimetres


class Upper(Wire, frozen=True):
    """상의."""

    kind: Literal["shirt", "t_shirt", "jumper", "coat", "padded", "vest", "uniform", "unknown"]
    colour: Colour


class Lower(Wire, frozen=True):
    """하의."""

    kind: Literal["trousers", "jeans", "shorts", "skirt", "training", "uniform", "unknown"]
    colour: Colour


class Shoes(Wire, frozen=True):
    """신발."""

    kind: Literal["trainers", "leather", "slippers", "sandals", "boots", "barefoot", "unknown"]
    colour: Colour


class Bag(Wire, frozen=True):
    """가방."""

    kind: Literal["none", "backpack", "shoulder", "handbag", "shopping", "trolley"]
    colour: Colour = "unknown"


class Description(Wire, frozen=True):
    """인상착의: what an operator looks for. No age, no gait, no face."""

    height: Height | None = None
    build: Literal["slim", "medium", "large", "unknown"] = "unknown"
    hair: Literal["short", "long", "tied", "bald", "hat", "unknown"] = "unknown"
    hair_colour: Colour = "unknown"
    upper: Upper | None = None
    lower: Lower | None = None
    shoes: Shoes | None = None
    bag: Bag | None = None
    walking_aid: Literal["none", "cane", "walker", "wheelchair", "unknown"] = "unknown"


def check_description(said: Description, field: str = "description") -> None:
    """Raises `Invalid` with the field."""
    height = said.height
    if height is not None and height.least_cm > height.most_cm:
        raise Invalid("The least height is not above the most", field=f"{field}.height.least_cm")
