"""Whatever stands in the cells: every row ends somewhere, and every camera is counted once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from bongsu.registry.areas import Areas
from bongsu.registry.import_cameras.read import RawFile, RawRow
from bongsu.registry.import_cameras.report import Changes
from bongsu.registry.import_cameras.reported import kept_rows, report_of
from bongsu.registry.import_cameras.survey import survey
from bongsu.registry.settings import RegistrySettings
from tests.registry.conftest import NAMES, row

NOWHERE = Areas([], {}, "none")
_GOOD = row().split(",")
_ODD = st.sampled_from(
    ["", " ", "0", "1", "3", "-1", "nan", "37.58", "127.01", "360", "회전/고정2", "2020-13", "없음",
     "31", "32", "10.0.0.1", "시설물 관리", "서울특별시 구로구", "부산광역시 중구", "\u3000", "９"]
)  # fmt: skip


@st.composite
def _row(draw: st.DrawFn) -> tuple[str, ...]:
    cells = list(_GOOD)
    for index in draw(st.sets(st.integers(0, 12), max_size=5)):
        cells[index] = draw(_ODD | st.text(max_size=12))
    kind = draw(st.integers(0, 9))
    if kind == 0:
        return tuple(cells[: draw(st.integers(0, 13))])
    return (*cells, "more") if kind == 1 else tuple(cells)


@settings(max_examples=150, deadline=None)
@given(st.lists(_row(), max_size=30))
def test_no_row_and_no_camera_is_ever_lost(rows: list[tuple[str, ...]]) -> None:
    numbered = tuple(RawRow(number, cells) for number, cells in enumerate(rows, start=1))
    raw = RawFile("a.csv", "0" * 64, "utf-8", tuple(NAMES), numbered)
    found = survey(raw, NOWHERE, RegistrySettings())
    report = report_of(found, Changes())
    assert report.accounted, report.equation
    ids = {site.key: f"SB-{index}" for index, site in enumerate(found.sites)}
    assert len(ids) == len(found.sites), "keys are unique"
    kept = kept_rows(found, ids)
    assert sorted(one["row_number"] for one in kept) == list(range(1, len(rows) + 1))


@settings(max_examples=50, deadline=None)
@given(st.lists(st.text(max_size=8), max_size=16), st.lists(_row(), max_size=5))
def test_no_header_breaks_the_survey(header: list[str], rows: list[tuple[str, ...]]) -> None:
    numbered = tuple(RawRow(number, cells) for number, cells in enumerate(rows, start=1))
    raw = RawFile("a.csv", "0" * 64, "utf-8", tuple(header), numbered)
    report = report_of(survey(raw, NOWHERE, RegistrySettings()), Changes())
    assert report.accounted
    assert not report.imported
