"""The recall-load curve, kept per build: rows of a CSV in `docs/`, and the picture drawn from them."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from bongsu.monitoring.evaluate.curve import Point

CSV_NAME = "monitoring-curve.csv"
SVG_NAME = "monitoring-curve.svg"
_FIGURES = ("share_shown", "recall", "low", "high")
_COUNTS = ("shown", "events", "false_alarms")
_HEAD = ("build", "deployed", "threshold", *_FIGURES, *_COUNTS)
_WIDTH, _HEIGHT = 720, 420
_LEFT, _TOP, _RIGHT, _BOTTOM = 70, 30, 690, 360
_MOST_SHARE = 0.03
_LEAST_RECALL = 0.5
_LATER_BUILDS = 6


@dataclass(frozen=True, slots=True)
class Row:
    """One point of one build's curve. `is_deployed`: at the threshold that rules begin with."""

    build: str
    is_deployed: bool
    point: Point


def keep(folder: Path, build: str, points: Sequence[Point], deployed: float) -> None:
    """This build's rows replace those it had; earlier builds stay."""
    file = folder / CSV_NAME
    rows = read_rows(file.read_text(encoding="utf-8")) if file.exists() else []
    rows = [row for row in rows if row.build != build]
    rows += [Row(build, abs(one.threshold - deployed) < 1e-9, one) for one in points]
    file.write_text(written(rows), encoding="utf-8")
    (folder / SVG_NAME).write_text(drawn(rows), encoding="utf-8")


def read_rows(text: str) -> list[Row]:
    return [
        Row(
            build=one["build"],
            is_deployed=one["deployed"] == "1",
            point=Point(
                threshold=float(one["threshold"]),
                share_shown=float(one["share_shown"]),
                recall=float(one["recall"]),
                low=float(one["low"]),
                high=float(one["high"]),
                shown=int(one["shown"]),
                events=int(one["events"]),
                false_alarms=int(one["false_alarms"]),
            ),
        )
        for one in csv.DictReader(StringIO(text))
    ]


def written(rows: Sequence[Row]) -> str:
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(_HEAD)
    for row in rows:
        one = row.point
        shares = (f"{getattr(one, name):.5f}" for name in _FIGURES)
        counts = (getattr(one, name) for name in _COUNTS)
        writer.writerow([row.build, int(row.is_deployed), f"{one.threshold:g}", *shares, *counts])
    return out.getvalue()


def drawn(rows: Sequence[Row]) -> str:
    """An SVG: the newest build in black with its interval, those before in grey; the promise as a box."""
    builds = list(dict.fromkeys(row.build for row in rows))[-_LATER_BUILDS:]
    parts = [_frame(), *_ticks()]
    for build in builds:
        points = sorted(
            (row for row in rows if row.build == build), key=lambda row: row.point.threshold
        )
        parts.append(_line(points, is_newest=build == builds[-1]))
    if builds:
        parts += _marks([row for row in rows if row.build == builds[-1]])
    title = f"Events shown against camera-time shown, build {builds[-1]}" if builds else "No build"
    parts.append(f'<text x="{_LEFT}" y="18">{title}</text>')
    head = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" '
        'font-family="sans-serif" font-size="12" fill="#333">'
        f'<rect width="{_WIDTH}" height="{_HEIGHT}" fill="#fff"/>'
    )
    return "\n".join([head, *parts, "</svg>", ""])


def _x(share: float) -> float:
    return _LEFT + (_RIGHT - _LEFT) * min(share, _MOST_SHARE) / _MOST_SHARE


def _y(recall: float) -> float:
    inside = (max(recall, _LEAST_RECALL) - _LEAST_RECALL) / (1 - _LEAST_RECALL)
    return _BOTTOM - (_BOTTOM - _TOP) * inside


def _frame() -> str:
    promised = (
        f'<rect x="{_LEFT}" y="{_TOP}" width="{_x(0.02) - _LEFT:.1f}" '
        f'height="{_y(0.95) - _TOP:.1f}" fill="#eef3ee"/>'
        f'<text x="{_LEFT + 6}" y="{_y(0.95) - 6:.1f}" fill="#687">promised: ≥ 95 % at ≤ 2 %</text>'
    )
    axes = f'<path d="M{_LEFT} {_TOP}V{_BOTTOM}H{_RIGHT}" fill="none" stroke="#888"/>'
    names = (
        f'<text x="{(_LEFT + _RIGHT) / 2}" y="{_HEIGHT - 12}" text-anchor="middle">'
        "share of camera-time shown</text>"
        f'<text x="16" y="{(_TOP + _BOTTOM) / 2}" text-anchor="middle" '
        f'transform="rotate(-90 16 {(_TOP + _BOTTOM) / 2})">share of events shown</text>'
    )
    return promised + axes + names


def _ticks() -> list[str]:
    across = [
        f'<text x="{_x(share):.1f}" y="{_BOTTOM + 18}" text-anchor="middle">{share:.1%}</text>'
        for share in (0.0, 0.005, 0.01, 0.015, 0.02, 0.025, 0.03)
    ]
    up = [
        f'<text x="{_LEFT - 8}" y="{_y(recall) + 4:.1f}" text-anchor="end">{recall:.0%}</text>'
        for recall in (0.5, 0.6, 0.7, 0.8, 0.9, 1.0)
    ]
    return across + up


def _line(rows: Sequence[Row], *, is_newest: bool) -> str:
    places = " ".join(f"{_x(row.point.share_shown):.1f},{_y(row.point.recall):.1f}" for row in rows)
    colour, wide = ("#222", 2) if is_newest else ("#bbb", 1)
    return f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="{wide}"/>'


def _marks(rows: Sequence[Row]) -> list[str]:
    marks = []
    for row in rows:
        one = row.point
        x, y = _x(one.share_shown), _y(one.recall)
        radius, fill = (5, "#222") if row.is_deployed else (3, "#fff")
        marks.append(
            f'<path d="M{x:.1f} {_y(one.low):.1f}V{_y(one.high):.1f}" stroke="#999"/>'
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius}" fill="{fill}" stroke="#222"/>'
            f'<text x="{x + 7:.1f}" y="{y + 14:.1f}">{one.threshold:g}</text>'
        )
    return marks
