"""An imported layer: what kind, whose data, as of when, how many rows; and the rows as values of the plan's inputs."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

import msgspec
from msgspec import Meta

from bongsu.planning.inputs.values import CrimeArea, LeftOut, Place, PriorityArea

# a district's streets, or a city-wide standard file, as text
LARGEST_TEXT = 16_000_000
Text = Annotated[str, Meta(max_length=LARGEST_TEXT)]
# no control characters: it is printed under maps, and PostgreSQL keeps no NUL
_ONE_LINE = "^[^\\x00-\\x1f\\x7f]*\\Z"
Said = Annotated[str, Meta(max_length=300, pattern=_ONE_LINE)]


class LayerKind(StrEnum):
    """What a layer says; the words are those of `config.Files`. Cameras, lights and buildings are the registry's."""

    CHILD_ZONES = "child_zones"
    BELLS = "bells"
    SHOPS = "shops"
    """유흥·숙박·금융."""
    POLES = "poles"
    POPULATION = "population"
    """People by dong, and shares: women, 65 and over, detached houses."""
    JURISDICTION = "jurisdiction"
    CRIME = "crime"
    """Five crimes by police station area."""
    CITY_PRIORITY = "city_priority"
    STREETS = "streets"


class NewLayer(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A layer as it is brought: one of `csv` and `geojson`, as text. A later one of the same code takes its place."""

    code: Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9_-]{0,39}$")]
    kind: LayerKind
    title: Annotated[str, Meta(min_length=1, max_length=120, pattern=_ONE_LINE)]
    source: Annotated[str, Meta(min_length=1, max_length=300, pattern=_ONE_LINE)]
    """Who publishes it: printed under every map."""
    licence: Said = ""
    as_of: date | None = None
    csv: Text | None = None
    geojson: Text | None = None


class DongFigures(msgspec.Struct, frozen=True, kw_only=True):
    """What a layer says of one dong; None where it says nothing."""

    code: str
    population: int | None = None
    women_share: float | None = None
    detached_share: float | None = None
    aged_share: float | None = None
    station: str | None = None


Line = tuple[tuple[float, float], ...]
LayerRow = Place | PriorityArea | CrimeArea | DongFigures | Line


class LayerView(msgspec.Struct, frozen=True, kw_only=True):
    """A layer in use. `rows`: those that concern the district; `left_out`: the others, by reason."""

    code: str
    kind: LayerKind
    title: str
    source: str
    licence: str
    as_of: date | None
    rows: int
    imported_at: datetime
    imported_by: str
    left_out: tuple[LeftOut, ...]
    editions: int = 1
    """How often a layer of this code was imported; former ones are kept, but out of use."""


class LayerTaken(msgspec.Struct, frozen=True):
    """`unchanged`: the very same content stands there already."""

    layer: LayerView
    unchanged: bool
