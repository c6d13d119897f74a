"""The office's edition: sums to the won, every site with its reasons, files that open and act on nothing."""

import asyncio
from io import BytesIO
from typing import Any  # Any: JSON

import msgspec
import openpyxl
import pytest
import shapely
from pypdf import PdfReader

from bongsu.kernel.geometry import Point, bearing_deg, distance_m
from bongsu.planning.papers import internal
from bongsu.planning.papers.desk import Edition, Form, made
from bongsu.planning.papers.facts import PaperFacts
from bongsu.planning.papers.geojson import internal_geojson, view_ring
from bongsu.planning.papers.method import proof_words
from bongsu.planning.papers.words import proven
from bongsu.planning.plans.drawn import Heading
from bongsu.planning.words import Mount, Origin, SiteState
from tests.planning.papers.made import CONFIG, DONGS, Hidden, Said, drawn_of, facts_of

SITES = [
    Said(won=22_300_000, east_m=500.0),
    Said(won=18_300_001, fund="특교세", ptz=0, fixed=3, dong=1, origin=Origin.POLICE, gain=3.0),
    Said(
        won=50_300_000,
        mount=Mount.SMART_POLE,
        dong=1,
        east_m=1_500.0,
        gain=12.0,
        requests=("req_1",),
        state=SiteState.HEARING,
    ),
]


def file_of(facts: PaperFacts, form: Form) -> bytes:
    return asyncio.run(made(facts, Edition.INTERNAL, form))


def pages_of(facts: PaperFacts) -> list[str]:
    return [page.extract_text() for page in PdfReader(BytesIO(file_of(facts, Form.PDF))).pages]


def sheets_of(facts: PaperFacts) -> dict[str, list[tuple[object, ...]]]:
    book = openpyxl.load_workbook(BytesIO(file_of(facts, Form.XLSX)))
    return {sheet.title: list(sheet.iter_rows(values_only=True)) for sheet in book}


def test_the_report_has_cover_contents_and_every_chapter() -> None:
    cover, contents, *rest = pages_of(facts_of(SITES))
    assert "내부용" in cover
    for word in ("2027년 가나구 방범용 CCTV 설치 계획", "가나구 스마트안전과", "제3판 (확정)"):
        assert word in cover
    chapters = (
        "요약",
        "추진 근거와 방법",
        "재원별 계획",
        "동별 계획과 형평",
        "출처별 비율",
        "다른 방법과의 비교",
        "지도",
        "설치 목록",
        "일정과 공정률",
        "주의할 점",
        "부록",
    )
    body = "\n".join(rest)
    for chapter in chapters:
        assert chapter in contents
        assert chapter in body
    assert f"{len(rest) + 2} / {len(rest) + 2}" in rest[-1]


def test_the_money_adds_up_to_the_won_in_the_report() -> None:
    text = "\n".join(pages_of(facts_of(SITES)))
    # 22,300,000 + 18,300,001 + 50,300,000
    assert "90,900,001" in text
    assert "9,090만 1원" in text
    assert f"{710_000_000 - 90_900_001:,}" in text


def test_every_site_is_listed_with_place_cameras_and_reasons() -> None:
    facts = facts_of(SITES)
    text = "\n".join(pages_of(facts))
    for site in facts.sites:
        assert site.candidate_id in text
        assert f"{site.lat:.6f}" in text
    assert "고정형 3" in text
    assert "카메라 없음: 5" in text
    assert "행정예고" in text


def test_sites_are_numbered_by_dong_the_greatest_gain_first_and_alike_in_every_form() -> None:
    facts = facts_of(SITES)
    assert [one.won for one in facts.sites] == [22_300_000, 50_300_000, 18_300_001]
    rows = sheets_of(facts)["설치지점"][1:]
    assert [row[1] for row in rows] == [one.candidate_id for one in facts.sites]
    sites: Any = internal_geojson(facts)["features"]
    assert [one["id"] for one in sites[:3]] == [one.candidate_id for one in facts.sites]
    assert [one["properties"]["number"] for one in sites[:3]] == [1, 2, 3]


def test_the_same_facts_give_the_same_bytes() -> None:
    for form in Form:
        assert file_of(facts_of(SITES), form) == file_of(facts_of(SITES), form)


def test_the_report_is_an_archivable_tagged_document() -> None:
    reader = PdfReader(BytesIO(file_of(facts_of(SITES), Form.PDF)))
    root: Any = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"] == True  # noqa: E712  # pypdf's own boolean
    assert root["/Lang"] == "ko-KR"
    about = root["/Metadata"].get_data()
    assert b"<pdfaid:part>2</pdfaid:part>" in about
    assert reader.outline, "chapters are bookmarks"


def test_the_sheets_hold_numbers_that_add_up() -> None:
    book = sheets_of(facts_of(SITES))
    assert list(book) == ["요약", "설치지점", "재원", "동별", "출처", "자료"]
    head, *rows = book["설치지점"]
    won, district, grant = head.index("금액(원)"), head.index("구비(원)"), head.index("특교세(원)")
    assert sum(int(str(row[won])) for row in rows) == 90_900_001
    assert all(row[won] == int(str(row[district])) + int(str(row[grant])) for row in rows)
    assert book["재원"][-1] == ("합계", None, 710_000_000, 90_900_001, 619_099_999)
    assert book["동별"][-1][2:7] == (30_500, 3, 2, 5, 90_900_001)
    assert ("금액(원)", 90_900_001) in book["요약"]


@pytest.mark.parametrize("hostile", ["=1+1", "+cmd", "-2+3", "@SUM(A1)"])
def test_a_text_that_looks_like_a_formula_stays_a_text(hostile: str) -> None:
    config = msgspec.structs.replace(CONFIG, name=hostile)
    book = openpyxl.load_workbook(BytesIO(file_of(facts_of(SITES, config=config), Form.XLSX)))
    cell = book["요약"]["B2"]
    assert (cell.value, cell.data_type, cell.quotePrefix) == (hostile, "s", True)


def test_a_fixed_cameras_view_is_a_wedge_where_it_looks() -> None:
    site = drawn_of(Said())
    ring = view_ring(site, Heading("fixed", 90.0, 60.0, 50.0))
    here = Point(site.lat, site.lon)
    assert ring[0] == ring[-1]
    bearings = [bearing_deg(here, Point(lat, lon)) for lon, lat in ring[1:-1]]
    assert min(bearings) == pytest.approx(60, abs=0.1)
    assert max(bearings) == pytest.approx(120, abs=0.1)
    assert all(
        distance_m(here, Point(lat, lon)) == pytest.approx(50, abs=0.1) for lon, lat in ring[1:-1]
    )
    assert shapely.LinearRing(ring).is_ccw


def test_a_ptz_reaches_all_around_itself() -> None:
    site = drawn_of(Said())
    ring = view_ring(site, Heading("ptz", 0.0, 60.0, 50.0))
    shape = shapely.Polygon(ring)
    assert shape.is_valid
    assert shape.contains(shapely.Point(site.lon, site.lat))
    assert shapely.LinearRing(ring).is_ccw


def test_geojson_has_a_view_for_every_camera_and_the_state_of_every_site() -> None:
    features: Any = internal_geojson(facts_of(SITES))["features"]
    kinds = [one["properties"]["kind"] for one in features]
    assert (kinds.count("site"), kinds.count("view")) == (3, 7)
    assert [one["properties"]["state"] for one in features[:3]] == ["scored", "hearing", "scored"]


def test_a_plan_under_review_says_so_and_has_no_dates() -> None:
    facts = facts_of(SITES, is_chosen=False)
    document = internal.document_of(facts)
    chapters: Any = document["chapters"]
    assert "일정과 공정률" not in [one["title"] for one in chapters]
    assert "(검토 중)" in str(document["cover"])


def test_without_outlines_or_sites_the_report_is_made_all_the_same() -> None:
    empty = facts_of([], hidden=Hidden(warnings=("어디에도 놓을 곳이 없습니다.",)))
    text = "\n".join(pages_of(empty))
    assert "지도를 싣지 않는다" in text
    assert "어디에도 놓을 곳이 없습니다." in text


def test_a_word_in_markup_stays_a_word() -> None:
    config = msgspec.structs.replace(CONFIG, name='#panic("x") *굵게* $1$ _가_ <b>')
    assert '#panic("x") *굵게* $1$ _가_ <b>' in pages_of(facts_of(SITES, config=config))[0]


def test_dongs_without_a_site_stand_in_the_table_too() -> None:
    table = sheets_of(facts_of(SITES[:1]))["동별"]
    assert [row[1] for row in table[1:3]] == [one.name for one in DONGS]
    assert table[2][3] == 0


@pytest.mark.parametrize(
    ("gap", "text"),
    [(0.0, "0.000 %"), (0.0004, "0.040 %"), (0.000_001, "0.001 %"), (0.01, "1.000 %")],
)
def test_a_proven_gap_is_never_rounded_downwards(gap: float, text: str) -> None:
    assert proven(gap) == text
    assert ("이보다 큰 안이 없음" in proof_words(gap)) == (gap == 0.0)
