"""Maps as plain shapes in millimetres of paper: outlines of dongs in greys, marks, legend, a scale bar. No background map:
nothing is asked from anybody, and the public edition shows nothing that its table does not say."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from bongsu.planning.grid.korea import metres_of
from bongsu.planning.inputs.outline import polygon_of
from bongsu.planning.inputs.values import Dong
from bongsu.planning.papers.place_labels import place_labels

_SIMPLER_BY_MM = 0.12
_BARS_M = (100, 200, 500, 1_000, 2_000, 5_000)
_PLAIN = 248
# a dong's name keeps so far away from marks and their numbers
_CLEAR_MM = 3.0
# from few to many; black letters are read on the darkest
GREYS = (250, 232, 212, 190, 166)
Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Area:
    """A dong as it is filled, and what is written into it."""

    name: str
    shape: shapely.MultiPolygon


@dataclass(frozen=True)
class Sheet:
    """A district fitted into a box; north is above."""

    areas: tuple[tuple[str, Area], ...]
    west: float
    north: float
    mm_per_m: float
    width_mm: float
    height_mm: float

    def spot(self, x: float, y: float) -> Spot:
        return round((x - self.west) * self.mm_per_m, 2), round((self.north - y) * self.mm_per_m, 2)


def sheet_of(dongs: Sequence[Dong], width_mm: float, most_mm: float) -> Sheet:
    """`most_mm`: the greatest height."""
    areas = tuple((one.code, Area(one.name, _shape(one))) for one in dongs)
    west, south, east, north = shapely.total_bounds([area.shape for _, area in areas]).tolist()
    scale = min(width_mm / (east - west), most_mm / (north - south))
    return Sheet(
        areas,
        west,
        north,
        scale,
        round((east - west) * scale, 2),
        round((north - south) * scale, 2),
    )


def _shape(dong: Dong) -> shapely.MultiPolygon:
    return _surfaces(shapely.union_all([polygon_of(ring) for ring in dong.polygons]))


def _surfaces(shape: BaseGeometry) -> shapely.MultiPolygon:
    """A ring made valid may leave lines behind."""
    parts = shapely.get_parts(shape).tolist()
    return shapely.MultiPolygon([one for one in parts if isinstance(one, shapely.Polygon)])


@dataclass(frozen=True, slots=True)
class Legend:
    """Steps of grey: the least value of each but the first, and how values are written."""

    title: str
    steps: tuple[float, ...]
    written: Callable[[float], str]
    words: tuple[str, ...] = ()
    """For counts, where "less than" would be clumsy."""

    def grey(self, value: float) -> int:
        return GREYS[int(np.searchsorted(self.steps, value, side="right"))]

    def rows(self) -> list[list[object]]:
        return [
            [grey, text] for grey, text in zip(GREYS, self.words or self._ranges(), strict=False)
        ]

    def _ranges(self) -> list[str]:
        words = [f"{self.written(self.steps[0])} 미만"]
        words += [
            f"{self.written(low)} – {self.written(high)} 미만"
            for low, high in zip(self.steps, self.steps[1:], strict=False)
        ]
        words.append(f"{self.written(self.steps[-1])} 이상")
        return words


def shaded(
    sheet: Sheet, title: str, values: Mapping[str, float], legend: Legend, alt: str
) -> dict[str, object]:
    """Each dong in the grey of its value, with name and value."""
    areas = [
        _area(
            sheet,
            area,
            legend.grey(values.get(code, 0.0)),
            [area.name, legend.written(values.get(code, 0.0))],
        )
        for code, area in sheet.areas
    ]
    return {**_frame(sheet, title, alt), "areas": areas, "legend": legend.rows()}


def marked(
    sheet: Sheet, title: str, places: Sequence[tuple[float, float, bool]], alt: str
) -> dict[str, object]:
    """Numbered places (lat, lon, with a PTZ) on plain outlines."""
    x, y = metres_of(np.array([one[0] for one in places]), np.array([one[1] for one in places]))
    spots = [sheet.spot(*at) for at in zip(x.tolist(), y.tolist(), strict=True)]
    labels = place_labels(spots, [str(n) for n in range(1, len(spots) + 1)])
    marks = [
        {"at": spot, "filled": one[2], "label": str(n), "label_at": label}
        for n, (spot, one, label) in enumerate(zip(spots, places, labels, strict=True), start=1)
    ]
    around = shapely.union_all(
        shapely.buffer(shapely.points(x, y), _CLEAR_MM / sheet.mm_per_m)
    ).simplify(1.0)
    areas = [
        {
            **_area(sheet, area, _PLAIN, [area.name]),
            "label_at": _middle(sheet, _free(area.shape, around)),
        }
        for _, area in sheet.areas
    ]
    return {**_frame(sheet, title, alt), "areas": areas, "marks": marks}


def _frame(sheet: Sheet, title: str, alt: str) -> dict[str, object]:
    bar_m = max(
        (one for one in _BARS_M if one * sheet.mm_per_m <= sheet.width_mm / 3), default=_BARS_M[0]
    )
    words = f"{bar_m // 1_000} km" if bar_m >= 1_000 else f"{bar_m} m"
    return {
        "title": title,
        "alt": alt,
        "width": sheet.width_mm,
        "height": sheet.height_mm,
        "bar": [round(bar_m * sheet.mm_per_m, 2), words],
        "marks": [],
        "legend": [],
    }


def _area(sheet: Sheet, area: Area, grey: int, label: list[str]) -> dict[str, object]:
    shape = _surfaces(shapely.simplify(area.shape, _SIMPLER_BY_MM / sheet.mm_per_m))
    rings = [
        [sheet.spot(*corner) for corner in shapely.get_coordinates(one.exterior).tolist()]
        for one in shape.geoms
    ]
    return {"rings": rings, "grey": grey, "label": label, "label_at": _middle(sheet, area.shape)}


def _free(shape: shapely.MultiPolygon, taken: BaseGeometry) -> shapely.MultiPolygon:
    left = _surfaces(shapely.difference(shape, taken))
    return shape if left.is_empty else left


def _middle(sheet: Sheet, shape: shapely.MultiPolygon) -> Spot:
    """Of the largest circle within it: a letter there is farthest from any border."""
    x, y = shapely.get_coordinates(shapely.maximum_inscribed_circle(shape, 5.0))[0].tolist()
    return sheet.spot(x, y)
