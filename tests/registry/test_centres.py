"""Every control centre of the city by its code: what it answers for, and that no two are taken for each other."""

import pytest

from bongsu.registry.centres import (
    CENTRES,
    HUB,
    CentreKind,
    UnknownCentre,
    centre_of_district,
    profile,
)
from bongsu.registry.districts import BY_MOIS, DISTRICTS


def test_each_district_has_one_centre_and_the_hub_is_the_citys() -> None:
    districts = [one for one in CENTRES.values() if one.kind is CentreKind.DISTRICT]
    assert len(districts) == 25
    assert sorted(one.districts for one in districts) == sorted((one.code,) for one in DISTRICTS)
    assert [one.code for one in CENTRES.values() if one.is_hub] == [HUB]


def test_a_centre_says_who_it_is() -> None:
    seongbuk = profile("SEONGBUK")
    assert (seongbuk.name_ko, seongbuk.name_en) == (
        "성북구 통합관제센터",
        "Seongbuk control centre",
    )
    assert (seongbuk.districts, seongbuk.mois) == (("SB",), ("11290",))
    assert seongbuk.local_host == "seongbuk.localhost"


def test_the_hub_answers_for_the_whole_city_and_is_no_fire_stations_outpost() -> None:
    hub = profile(HUB)
    assert set(hub.mois) == set(BY_MOIS)
    assert (hub.name_ko, hub.name_en) == ("서울시 CCTV 안전센터", "Seoul CCTV safety centre")
    assert hub.local_host == "seoul.localhost"


@pytest.mark.parametrize("what", ["code", "host", "name_ko", "name_en", "local_host"])
def test_no_two_centres_share_a_name(what: str) -> None:
    said = [getattr(one, what) for one in CENTRES.values()]
    assert len(set(said)) == len(said) == 26


@pytest.mark.parametrize("code", sorted(CENTRES))
def test_codes_fit_organisations_files_and_host_names(code: str) -> None:
    one = profile(code)
    assert one.code.isascii()
    assert one.code.isalpha()
    assert one.code.isupper()
    assert one.host == one.code.lower()


@pytest.mark.parametrize("code", ["", "seongbuk", "SEONGBUK ", "BUSAN", "SB", "성북구"])
def test_an_unknown_centre_is_named_with_those_that_are_known(code: str) -> None:
    with pytest.raises(UnknownCentre) as refused:
        profile(code)
    assert refused.value.field == "centre"
    assert "SEONGBUK" in refused.value.detail


def test_a_districts_letters_lead_to_its_centre_and_never_to_the_hub() -> None:
    for district in DISTRICTS:
        found = centre_of_district(district.code)
        assert found.name_ko == f"{district.name_ko} 통합관제센터"
        assert not found.is_hub
