"""The public edition tells nothing that a burglar could use: proven over random plans, and form by form."""

import asyncio
import re
from collections import Counter
from dataclasses import asdict, replace
from io import BytesIO
from typing import Any  # Any: JSON

import msgspec
import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from bongsu.planning.config import Fund, Limits
from bongsu.planning.papers import public
from bongsu.planning.papers.desk import Edition, Form, made
from bongsu.planning.papers.facts import PaperFacts
from bongsu.planning.papers.geojson import public_geojson
from bongsu.planning.papers.published import Published, published
from bongsu.planning.papers.words import ANNOUNCED
from bongsu.planning.words import FundKind, Mount, Origin, SiteState
from tests.planning.papers.made import CONFIG, DONGS, SIDE_M, Hidden, Said, facts_of

_IN_DONG = st.floats(50.0, SIDE_M - 50.0, allow_nan=False)
_SCORE = st.floats(0.0, 60.0, allow_nan=False)
# what the public may know of a site: cameras, money, origin, and its state with its dong once it is announced
_KNOWN = st.builds(
    Said,
    ptz=st.integers(0, 2),
    fixed=st.integers(0, 3),
    won=st.integers(0, 60_000_000),
    fund=st.sampled_from(["구비", "특교세"]),
    origin=st.sampled_from(list(Origin)),
    state=st.sampled_from(list(SiteState)),
    dong=st.integers(0, 1),
)
_HIDDEN = st.builds(
    Hidden,
    objective=st.floats(1.0, 900.0),
    candidates=st.integers(1, 9_000),
    shares=st.tuples(st.floats(0.0, 0.9), st.floats(0.0, 0.9)),
    warnings=st.lists(st.sampled_from(["다사530521 격자는 비어 있음", "U다사53015210 제외"])).map(
        tuple
    ),
    limits=st.builds(Limits, sites_per_dong_min=st.integers(0, 3)),
    made_by=st.sampled_from(["per_01a", "per_01b"]),
)


@st.composite
def other(draw: st.DrawFn, said: Said) -> Said:
    """The same to the public, all else otherwise."""
    return replace(
        said,
        dong=said.dong if said.state in ANNOUNCED else draw(st.integers(0, 1)),
        mount=draw(st.sampled_from(list(Mount))),
        east_m=draw(_IN_DONG),
        north_m=draw(_IN_DONG),
        bearing_deg=draw(st.floats(0.0, 359.0)),
        score=draw(_SCORE),
        gain=draw(_SCORE),
        why=draw(st.sampled_from(["어두움: 3", "민원 2건: 2.2"])),
        requests=draw(st.sampled_from([(), ("req_1",), ("req_1", "req_2")])),
    )


@st.composite
def twins(draw: st.DrawFn) -> tuple[PaperFacts, PaperFacts]:
    said = draw(st.lists(_KNOWN, max_size=5))
    return tuple(  # type: ignore[return-value]  # two of them
        facts_of([draw(other(one)) for one in said], hidden=draw(_HIDDEN)) for _ in range(2)
    )


@given(twins())
@settings(max_examples=60, deadline=None)
def test_nothing_of_a_place_a_score_or_an_unannounced_dong_changes_any_public_form(
    both: tuple[PaperFacts, PaperFacts],
) -> None:
    one, another = (published(facts) for facts in both)
    assert one == another
    assert public.document_of(one) == public.document_of(another)


@given(twins())
@settings(max_examples=6, deadline=None)
def test_the_public_files_are_the_same_bytes_whatever_is_hidden(
    both: tuple[PaperFacts, PaperFacts],
) -> None:
    for form in Form:
        one, another = (file_of(facts, form) for facts in both)
        assert one == another


def file_of(facts: PaperFacts, form: Form) -> bytes:
    return asyncio.run(made(facts, Edition.PUBLIC, form))


def words_of(form: Form, file: bytes) -> str:
    """All that a reader finds in it."""
    if form is Form.PDF:
        reader = PdfReader(BytesIO(file))
        return "\n".join([*(page.extract_text() for page in reader.pages), str(reader.metadata)])
    if form is Form.XLSX:
        book = openpyxl.load_workbook(BytesIO(file))
        cells = [cell.value for sheet in book for row in sheet.iter_rows() for cell in row]
        return "\n".join([*book.sheetnames, *(str(one) for one in cells if one is not None)])
    return file.decode()


FULL = [
    Said(state=SiteState.HEARING, dong=0, east_m=1_111.0, north_m=333.0, requests=("req_9",)),
    Said(state=SiteState.BUDGETED, dong=1, east_m=222.0, north_m=1_444.0, fixed=3),
    Said(state=SiteState.FIELD_SURVEY, dong=1, east_m=888.0, north_m=555.0, score=17.83),
    Said(state=SiteState.REJECTED, dong=0, east_m=99.0, north_m=99.0),
]


@pytest.mark.parametrize("form", list(Form))
def test_no_id_code_bearing_score_or_reason_is_found_in_a_public_file(form: Form) -> None:
    facts = facts_of(FULL, hidden=Hidden(warnings=("다사530521 격자는 비어 있음",)))
    text = words_of(form, file_of(facts, form))
    for site in facts.sites:
        for secret in (site.candidate_id, site.candidate_id[1:], site.cell, "req_9"):
            assert secret not in text
        assert f"{site.score:.2f}" not in text
        assert f"{site.score:.1f}점" not in text
        assert not {f"{one.bearing_deg:.0f}°" for one in site.headings} & set(text.split())
        assert site.why[0].told.ko not in text
    for secret in ("다사530521", "plan_01secret", "per_01planner", "abab", "137", "7,831", "7831"):
        assert secret not in text


@pytest.mark.parametrize("form", [Form.PDF, Form.XLSX])
def test_no_coordinate_stands_in_a_public_text(form: Form) -> None:
    """Three decimals of a degree are a hundred metres."""
    text = words_of(form, file_of(facts_of(FULL), form))
    assert not re.search(r"\b(3[3-9]|12[4-9]|13[0-2])\.\d{2,}", text)


def test_the_public_map_has_outlines_of_dongs_with_counts_and_nothing_else() -> None:
    shape: Any = msgspec.json.decode(file_of(facts_of(FULL), Form.GEOJSON))
    assert [one["id"] for one in shape["features"]] == [dong.code for dong in DONGS]
    for feature, dong in zip(shape["features"], DONGS, strict=True):
        rings = [[list(at) for at in ring] for ring in dong.polygons]
        assert feature["geometry"]["coordinates"] == [[ring] for ring in rings]
        assert set(feature["properties"]) == {
            "dong_code",
            "dong_name",
            "population",
            "announced_sites",
            "announced_cameras",
        }
    assert [one["properties"]["announced_sites"] for one in shape["features"]] == [1, 1]


@given(st.lists(_KNOWN, max_size=8))
@settings(max_examples=40, deadline=None)
def test_a_dong_counts_its_announced_sites_and_no_other(said: list[Said]) -> None:
    told = published(facts_of(said))
    announced = Counter(DONGS[one.dong].code for one in said if one.state in ANNOUNCED)
    assert {one.code: one.sites for one in told.dongs} == {
        dong.code: announced[dong.code] for dong in DONGS
    }


def test_a_version_that_nobody_has_chosen_tells_of_no_dong() -> None:
    told = published(facts_of(FULL, is_chosen=False))
    assert {one.sites for one in told.dongs} == {0}
    assert (told.progress_percent, told.waiting, told.sites) == (None, 0, 4)


BY_DONG = ("dongs", "outlines", "purses", "origins", "sources")


def by_dong(told: Published) -> dict[str, object]:
    said = asdict(told)
    return {name: said[name] for name in BY_DONG}


@pytest.mark.parametrize("state", [SiteState.SCORED, SiteState.FIELD_SURVEY, SiteState.REJECTED])
def test_two_editions_beside_each_other_tell_nothing_by_dong_before_the_notice(
    state: SiteState,
) -> None:
    before = [*FULL[:2], Said(state=SiteState.PROPOSED, dong=1)]
    after = [*FULL[:2], Said(state=state, dong=0, mount=Mount.SMART_POLE)]
    assert by_dong(published(facts_of(before))) == by_dong(published(facts_of(after)))


def test_a_purse_for_some_dongs_tells_no_money_by_purse() -> None:
    """What is left of such a purse would say whether its dongs have a site."""
    mine = Fund(code="나동 특조금", kind=FundKind.SPECIAL_ADJUSTMENT, won=1, dongs=("나동",))
    config = msgspec.structs.replace(CONFIG, funds=(*CONFIG.funds, mine))
    told = published(facts_of(FULL, config=config))
    assert {one.used for one in told.purses} == {None}
    assert told.won == sum(one.won for one in FULL)
    text = words_of(Form.XLSX, file_of(facts_of(FULL, config=config), Form.XLSX))
    assert "나동 특조금" not in text


def test_shares_are_whole_percent_so_that_one_site_more_is_not_read_from_them() -> None:
    told = published(facts_of(FULL))
    assert (told.before_percent, told.after_percent) == (10, 12)


def test_without_outlines_there_are_no_features_and_the_tables_stay() -> None:
    told = replace(published(facts_of(FULL)), outlines=())
    assert public_geojson(told)["features"] == []
    assert len(told.dongs) == 2
