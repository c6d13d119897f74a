"""`/api/services`: every linked service as it says of itself, and each folder that was left out with its reason."""

from dataclasses import replace
from typing import Any  # Any: JSON

import pytest
from litestar.datastructures import State

from bongsu.incidents.service import LinkedService
from bongsu.services.folder import Loaded, ServiceFolder, Services
from bongsu.services.manifest import QUALITY, LegalBasis, Manifest, Quality, Rule
from bongsu.sharing.jurisdiction import Outside
from tests.web.house import House

PATH = "/api/services"


async def told(house: House, who: str = "OPERATOR") -> dict[str, Any]:
    answer = await house.ask(who, PATH)
    assert answer.status_code == 200, answer.text
    view: dict[str, Any] = answer.json()
    return view


async def test_every_folder_is_listed_once_with_its_codes(house: House) -> None:
    services: Services = house.state["services"]
    view = await told(house)
    codes = [code["code"] for one in view["services"] for code in one["codes"]]
    assert len(view["services"]) == len(services.loaded) > 10
    assert sorted(codes) == sorted(services.linked)
    assert view["left_out"] == []


async def test_each_says_its_law_its_personal_data_and_how_far_it_is(house: House) -> None:
    for one in (await told(house))["services"]:
        assert one["legal_basis"], one["name_en"]
        assert list(one["quality"]) == list(QUALITY)
        for held in one["personal_data"]:
            assert held["kept"]
            assert held["destroyed_ko"]


async def test_names_come_in_both_languages(house: House) -> None:
    for one in (await told(house))["services"]:
        assert one["name_ko"] != one["name_en"]
        assert one["partner_ko"] != one["partner_en"]
        assert all(code["name_ko"] != code["name_en"] for code in one["codes"])


async def test_what_a_code_says_of_itself_is_told_as_it_is(house: House) -> None:
    linked = house.state["services"].linked
    for one in (await told(house))["services"]:
        for code in one["codes"]:
            service = linked[code["code"]]
            assert code["room_kind"] == service.room_kind.value
            assert (code["discreet"], code["drills"]) == (service.discreet, service.drills)


async def test_what_was_left_out_is_named_with_its_reason_by_name(house: House) -> None:
    services: Services = house.state["services"]
    why = {"z.service": "NoRetention: …", "a.service": "ImportError: gone"}
    house.app.state = State(dict(house.state) | {"services": replace(services, left_out=why)})
    assert (await told(house))["left_out"] == [
        {"name": "a.service", "why": "ImportError: gone"},
        {"name": "z.service", "why": "NoRetention: …"},
    ]


@pytest.mark.parametrize("who", ["POLICE_ROOM", "FIRE_CAR", "MOJ_CENTRE", "RESIDENT", "seoul-112"])
async def test_nobody_outside_reads_it(house: House, who: str) -> None:
    assert (await house.ask(who, PATH)).status_code in (401, 403)


def made_up(quality: dict[Rule, Quality]) -> Loaded:
    """A folder of somebody else, with one code."""
    manifest = Manifest(
        ["BEEHIVE"],
        "벌집 제거",
        "Bees",
        "양봉협회",
        "Beekeepers",
        ["multi"],
        [LegalBasis("BEE1", "양봉법 제1조", "Bee act")],
        holds_no_personal_data=True,
        quality=quality,
    )
    linked = LinkedService(
        "BEEHIVE", "BEES", "벌집", "Bee", {}, frozenset(), lambda _shares: Outside(), drills=False
    )
    return Loaded("bees.service", manifest, ServiceFolder((linked,)))


async def test_a_folder_of_somebody_else_is_told_by_its_own_words(house: House) -> None:
    bees = made_up({"panel": Quality("exempt", "no room"), "simulator": Quality("done", "t.py")})
    house.app.state = State(dict(house.state) | {"services": Services((bees,))})
    (one,) = (await told(house, "AUDITOR"))["services"]
    assert (one["name_ko"], one["partner_en"], one["purposes"]) == (
        "벌집 제거",
        "Beekeepers",
        ["multi"],
    )
    assert one["legal_basis"] == [{"code": "BEE1", "law_ko": "양봉법 제1조", "law_en": "Bee act"}]
    assert one["personal_data"] == []
    assert [code["drills"] for code in one["codes"]] == [False]
    assert one["quality"]["panel"] == {"state": "exempt", "by": "no room"}
    assert one["quality"]["simulator"] == {"state": "done", "by": "t.py"}
    assert one["quality"]["drill"] == {"state": "open", "by": ""}
