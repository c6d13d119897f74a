"""The curve is kept build by build, and drawn."""

from pathlib import Path
from xml.etree import ElementTree

from bongsu.bench.monitoring.book import CSV_NAME, SVG_NAME, Row, drawn, keep, read_rows, written
from bongsu.monitoring.evaluate.curve import Point


def a_point(threshold: float, recall: float = 0.9, share: float = 0.01) -> Point:
    return Point(
        threshold, share, recall, round(recall - 0.05, 3), round(recall + 0.04, 3), 90, 100, 7
    )


def test_what_is_written_is_read_again() -> None:
    rows = [Row("1.0+a", False, a_point(0.3)), Row("1.0+a", True, a_point(0.45))]  # noqa: FBT003
    assert read_rows(written(rows)) == rows


def test_a_build_replaces_its_own_rows_and_no_other(tmp_path: Path) -> None:
    keep(tmp_path, "a", [a_point(0.3), a_point(0.45)], deployed=0.45)
    keep(tmp_path, "b", [a_point(0.45)], deployed=0.45)
    keep(tmp_path, "a", [a_point(0.6)], deployed=0.45)
    rows = read_rows((tmp_path / CSV_NAME).read_text())
    assert [(row.build, row.point.threshold) for row in rows] == [("b", 0.45), ("a", 0.6)]
    assert [row.is_deployed for row in rows] == [True, False]


def test_the_picture_is_whole_and_marks_the_newest_build(tmp_path: Path) -> None:
    keep(tmp_path, "older", [a_point(0.45, 0.8)], deployed=0.45)
    keep(tmp_path, "newer", [a_point(0.3), a_point(0.45)], deployed=0.45)
    root = ElementTree.parse(tmp_path / SVG_NAME).getroot()
    marks = root.findall("{http://www.w3.org/2000/svg}circle")
    lines = root.findall("{http://www.w3.org/2000/svg}polyline")
    assert (len(marks), len(lines)) == (2, 2)
    assert "newer" in (tmp_path / SVG_NAME).read_text()


def test_points_beyond_the_picture_stand_at_its_edge() -> None:
    far = Row("a", True, a_point(0.1, recall=0.2, share=0.4))  # noqa: FBT003
    for mark in ElementTree.fromstring(drawn([far])).iter("{http://www.w3.org/2000/svg}circle"):
        assert float(mark.attrib["cx"]) <= 690
        assert float(mark.attrib["cy"]) <= 360


def test_without_a_build_there_is_still_a_picture() -> None:
    assert ElementTree.fromstring(drawn([])).tag.endswith("svg")
