"""Reads a layer's text into rows, as the command line reads the same file. CPU work: call it in a thread."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial

from bongsu.planning.inputs.lines import read_streets
from bongsu.planning.inputs.outline import Outline
from bongsu.planning.inputs.people import read_crime, with_people, with_stations
from bongsu.planning.inputs.places import BELLS, CHILD_ZONES, POLES, SHOPS, read_places
from bongsu.planning.inputs.priority import read_priority
from bongsu.planning.inputs.sift import Sift
from bongsu.planning.inputs.values import Dong, LeftOut
from bongsu.planning.layers.failures import LayerRefused
from bongsu.planning.layers.layer import DongFigures, LayerKind, LayerRow, NewLayer
from bongsu.planning.words import Told

Reads = Callable[[str, bytes, Sift, Outline], Sequence[LayerRow]]
_OWN = frozenset({LayerKind.SHOPS, LayerKind.POLES, LayerKind.CITY_PRIORITY})
# what is drawn on a map comes as shapes, figures and points as tables; the city's areas either way
_AS_CSV = frozenset(LayerKind) - {LayerKind.STREETS}
_AS_GEOJSON = frozenset({LayerKind.STREETS, LayerKind.CITY_PRIORITY})


def read_layer(new: NewLayer, outline: Outline) -> tuple[tuple[LayerRow, ...], tuple[LeftOut, ...]]:
    """Rows and what was left out. Raises `PlanRefused` naming rows and fields."""
    content = _content(new)
    sift = Sift(new.kind.value, new.code, is_own=new.kind in _OWN)
    rows = tuple(_READS[new.kind](new.code, content, sift, outline))
    left_out = sift.close()
    if not rows:
        raise _nothing_here(new, left_out)
    return rows, left_out


def _content(new: NewLayer) -> bytes:
    if (new.csv is None) == (new.geojson is None):
        raise LayerRefused(
            Told("csv와 geojson 가운데 하나만 보내야 합니다.", "one of csv and geojson is needed"),
            field="csv",
        )
    form, allowed = ("csv", _AS_CSV) if new.csv is not None else ("geojson", _AS_GEOJSON)
    if new.kind not in allowed:
        other = "geojson" if form == "csv" else "csv"
        raise LayerRefused(
            Told(
                f"{new.kind.value}: 이 자료는 {other}로 받습니다.",
                f"{new.kind.value}: this kind is taken as {other}",
            ),
            field=form,
        )
    try:
        return (new.csv or new.geojson or "").encode()
    except UnicodeEncodeError as cause:
        broken = Told("깨진 글자가 들어 있습니다.", "there is half a letter in it")
        raise LayerRefused(broken, field=form) from cause


def _points(name: str, content: bytes, sift: Sift, outline: Outline) -> Sequence[LayerRow]:
    layers = {one.name: one for one in (CHILD_ZONES, BELLS, SHOPS, POLES)}
    return read_places(name, content, sift, layer=layers[sift.layer], outline=outline)


def _figures(
    read: Callable[..., tuple[Dong, ...]],
    name: str,
    content: bytes,
    sift: Sift,
    outline: Outline,
) -> Sequence[LayerRow]:
    """What the file says, beside dongs of which nothing is known."""
    blank = tuple(Dong(dong.code, dong.name, dong.polygons) for dong in outline.dongs)
    said = read(name, content, sift, dongs=blank)
    return [_figures_of(dong) for dong, bare in zip(said, blank, strict=True) if dong != bare]


def _figures_of(dong: Dong) -> DongFigures:
    return DongFigures(
        code=dong.code,
        population=dong.population,
        women_share=dong.women_share,
        detached_share=dong.detached_share,
        aged_share=dong.aged_share,
        station=dong.station or None,
    )


def _crime(name: str, content: bytes, sift: Sift, outline: Outline) -> Sequence[LayerRow]:
    """Stations are matched when a plan is drawn: the jurisdiction may come after the crimes."""
    return read_crime(name, content, sift, dongs=())


def _areas(name: str, content: bytes, sift: Sift, outline: Outline) -> Sequence[LayerRow]:
    return read_priority(name, content, sift, outline=outline)


def _streets(name: str, content: bytes, sift: Sift, outline: Outline) -> Sequence[LayerRow]:
    return read_streets(name, content, sift, outline=outline)


_READS: Mapping[LayerKind, Reads] = {
    LayerKind.CHILD_ZONES: _points,
    LayerKind.BELLS: _points,
    LayerKind.SHOPS: _points,
    LayerKind.POLES: _points,
    LayerKind.POPULATION: partial(_figures, with_people),
    LayerKind.JURISDICTION: partial(_figures, with_stations),
    LayerKind.CRIME: _crime,
    LayerKind.CITY_PRIORITY: _areas,
    LayerKind.STREETS: _streets,
}


def _nothing_here(new: NewLayer, left_out: Sequence[LeftOut]) -> LayerRefused:
    reasons = [one.told for one in left_out]
    return LayerRefused(
        Told(
            f"{new.code}: 이 자치구에 쓸 수 있는 행이 하나도 없습니다.",
            f"{new.code}: no row of it is of use for the district",
        ),
        *reasons,
        field="csv" if new.csv is not None else "geojson",
    )
