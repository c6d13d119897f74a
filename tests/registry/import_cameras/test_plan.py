"""Two editions compared: which site is which, without a database."""

from dataclasses import replace
from datetime import date
from typing import Any

from bongsu.registry.areas import Areas
from bongsu.registry.import_cameras.plan import Plan, make_plan
from bongsu.registry.import_cameras.read import RawFile, RawRow
from bongsu.registry.import_cameras.records import Edition, short_name, site_facts
from bongsu.registry.import_cameras.registered import Pair, RegisteredSite
from bongsu.registry.import_cameras.run import series_of
from bongsu.registry.import_cameras.sites import FoundSite
from bongsu.registry.import_cameras.survey import survey
from bongsu.registry.settings import RegistrySettings
from tests.registry.conftest import NAMES, place, row

NOWHERE = Areas([], {}, "none")
EDITION = Edition("성북", "성북_2020.csv", date(2020, 3, 31))


def found(*rows: str) -> list[FoundSite]:
    numbered = tuple(
        RawRow(number, tuple(text.split(","))) for number, text in enumerate(rows, start=1)
    )
    raw = RawFile("a.csv", "0" * 64, "utf-8", tuple(NAMES), numbered)
    return list(survey(raw, NOWHERE, RegistrySettings()).sites)


def registered(*rows: str, **facts: Any) -> list[RegisteredSite]:
    return [
        RegisteredSite(
            {
                "site_id": f"SB-{index:04d}",
                "removed_on": None,
                **site_facts(site, EDITION, NOWHERE),
                **facts,
            },
            (),
        )
        for index, site in enumerate(found(*rows), start=1)
    ]


def plan(new: list[FoundSite], old: list[RegisteredSite], *, refreshed: bool = False) -> Plan:
    def is_refreshed(_pair: Pair) -> bool:
        return refreshed

    return make_plan(new, old, "성북", is_refreshed)


def test_an_empty_register_gets_everything() -> None:
    assert len(plan(found(row(), row(**place(3))), []).add) == 2


def test_what_is_said_again_is_the_same() -> None:
    same = plan(found(row()), registered(row()))
    assert (len(same.same), same.add, same.change, same.remove) == (1, [], [], [])
    assert len(plan(found(row()), registered(row()), refreshed=True).refresh) == 1


def test_equal_rows_are_told_apart_by_their_order() -> None:
    twice = plan(found(row(), row()), registered(row(), row()))
    assert [pair.registered.site_id for pair in twice.same] == ["SB-0001", "SB-0002"]


def test_a_new_edition_date_alone_is_no_change() -> None:
    later = plan(found(row(데이터기준일자="2021-01-01")), registered(row()))
    assert len(later.same) == 1


def test_a_corrected_address_is_the_same_site() -> None:
    corrected = plan(found(row(소재지도로명주소="서울특별시 성북구 보문로 170")), registered(row()))
    assert [pair.registered.site_id for pair in corrected.change] == ["SB-0001"]
    assert not corrected.add
    assert not corrected.remove


def test_two_that_could_both_be_it_are_not_guessed() -> None:
    moved = [row(위도="37.6001"), row(위도="37.6002")]
    unclear = plan(found(*moved), registered(row(위도="37.5991"), row(위도="37.5992")))
    assert (len(unclear.add), len(unclear.remove), unclear.change) == (2, 2, [])


def test_sites_of_another_series_are_never_removed() -> None:
    others = registered(row(**place(7)), series="어린이보호")
    assert plan(found(row()), others).remove == []


def test_a_site_of_another_series_at_the_same_place_is_the_same_site() -> None:
    assert plan(found(row()), registered(row(), series="어린이보호")).add == []


def test_few_removals_are_believed_and_many_are_doubted() -> None:
    some = registered(*(row(**place(index)) for index in range(30)))
    doubted = Plan(remove=some)
    assert doubted.removes_too_much(40, 0.5)
    assert not doubted.removes_too_much(100, 0.5)
    assert not Plan(remove=some[:19]).removes_too_much(19, 0.5)


def test_editions_of_a_file_share_a_series() -> None:
    assert series_of("서울특별시_성북구_CCTV_20200330.csv") == "서울특별시_성북구_CCTV"
    assert series_of("서울특별시_성북구_CCTV_2021-03-31.csv") == "서울특별시_성북구_CCTV"
    assert series_of("서울특별시_구로구_CCTV_20200330.csv") != "서울특별시_성북구_CCTV"


def test_a_place_is_called_by_its_short_address() -> None:
    (site,) = found(row(소재지도로명주소="서울특별시 성북구 정릉로10길 92 (정릉동)"))
    assert short_name(site) == "정릉로10길 92"
    bare = replace(site, rows=(replace(site.first, address_road=None, address_jibun=None),))
    assert short_name(bare) == "성북구 37.58912, 127.01821"
