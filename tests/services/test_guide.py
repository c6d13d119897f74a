"""docs/guide/new-service.md, followed as it stands: the files it shows are a working service."""

import json
import re
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any  # Any: JSON

import httpx
import pytest

from bongsu.identity.people import LinkSystem
from bongsu.incidents.expire import do_what_is_due
from bongsu.services import plugins
from bongsu.services.plugins import find_services
from bongsu.services.shared.scenes import Spot, Stage
from bongsu.sharing.book import AgreementBook
from bongsu.sharing.document import read_agreement
from bongsu.sharing.examples import run_examples
from bongsu.sharing.simulated_signatures import sign_for_everybody
from tests.services.linked_house import System, add
from tests.web.house import House, Template, open_house

GUIDE = Path(__file__).parents[2] / "docs" / "guide" / "new-service.md"
_FILE = re.compile(r"^```\w+ file=(\S+)\n(.*?)^```", re.MULTILINE | re.DOTALL)
FILES = dict(_FILE.findall(GUIDE.read_text("utf-8")))
FIRST: dict[str, Any] = json.loads(FILES["first.json"])
AGREEMENT = read_agreement(FILES["gas.toml"].encode())
NAME = "gas_leak.service"


class Entry:
    """As an installed package's entry point says it."""

    value = NAME


@pytest.fixture(autouse=True)
def followed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Every file of the page lies where it says, and the package is installed."""
    for name, text in FILES.items():
        file = tmp_path / "own" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
    monkeypatch.syspath_prepend(str(tmp_path / "own"))
    monkeypatch.setattr(plugins, "entry_points", lambda group: [Entry()] if group else [])
    yield
    for module in [one for one in sys.modules if one.partition(".")[0] == "gas_leak"]:
        del sys.modules[module]


@pytest.fixture
async def house(template: Template, tmp_path: Path, followed: None) -> House:
    """The centre with the service, its agreement signed by everybody, and its system added."""
    opened = await open_house(template, tmp_path, find_services())
    await sign_for_everybody(opened.database, opened.clock, AGREEMENT)
    book: AgreementBook = opened.state["agreements"]
    async with opened.database.read() as connection:
        await book.load(connection)
    gas = System("gas", "GAS.SEOUL", LinkSystem.OTHER, ("GAS_LEAK",))
    await add(opened.identity, opened.template, gas)
    return opened


async def send(house: House, **more: object) -> httpx.Response:
    body = {**FIRST, **more}
    return await house.ask("gas", "/link/v1/incidents", body, from_console=False)


def test_it_is_found_beside_ours() -> None:
    found = find_services()
    assert NAME not in found.left_out
    assert found.linked["GAS_LEAK"].name_en == "City gas leak"


def test_the_agreement_answers_its_own_examples() -> None:
    assert all(one.passed for one in run_examples(AGREEMENT))


async def test_a_leak_is_granted_and_the_fire_room_reads_the_measurement(house: House) -> None:
    answer = await send(house)
    assert answer.status_code == 201, answer.text
    told = answer.json()
    assert (told["status"], told["clause"]) == ("GRANTED", "2.1")
    assert told["cameras"] == [], "they are the fire room's, not the company's"
    [view] = (await house.ask("FIRE_ROOM", "/api/incidents")).json()
    assert (view["room_kind"], view["service_name_ko"]) == ("fire", "도시가스 누출")
    [fact] = view["facts"]
    assert (fact["label_ko"], fact["value_ko"], fact["urgent"]) == ("폭발하한 대비", "40 %", True)
    assert view["tiles"]


async def test_a_smell_is_refused_by_what_is_agreed(house: House) -> None:
    told = (await send(house, incident={"category": "SMELL"}, details=None)).json()
    assert (told["status"], told["reason_code"]) == ("REJECTED", "category_not_listed")


@pytest.mark.parametrize(
    ("more", "field"),
    [
        ({"details": None}, "details.lel_percent"),
        ({"details": {"lel_percent": 400}}, "details.lel_percent"),
        ({"details": {"lel_percent": 4, "caller": "홍길동"}}, "details"),
        ({"incident": {"category": "LEAK", "summary_ko": "홍길동 댁"}}, "incident.summary_ko"),
        ({"service": "GAS"}, "service"),
        ({"caller": "홍길동"}, "caller"),
    ],
)
async def test_what_does_not_belong_is_refused_by_its_field(
    house: House, more: dict[str, object], field: str
) -> None:
    answer = await send(house, **more)
    assert answer.status_code in {400, 403}
    assert field in (answer.json().get("field") or answer.text)


async def test_a_partner_that_falls_silent_has_ended_it_and_the_place_is_forgotten(
    house: House,
) -> None:
    await send(house)
    house.clock.advance(1800)
    await do_what_is_due(house.desk)
    listed = await house.ask("FIRE_ROOM", "/api/incidents")
    [view] = listed.json()
    assert view["ended"]["reason"] == "partner_silent"
    assert (view["place"], view["facts"]) == (None, [])


def test_its_scenes_are_messages_of_its_own() -> None:
    stage = Stage(now=datetime(2026, 11, 21, 3, tzinfo=UTC), spot=Spot(37.608, 127.02))
    for scene in find_services(names=[NAME]).scenes:
        said = scene.play(stage)
        assert said
        assert all(isinstance(one.body, dict) and one.body["service"] == "GAS_LEAK" for one in said)
