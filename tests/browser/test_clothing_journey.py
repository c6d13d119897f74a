"""A search by clothing colours in the whole node: two people open it, a worker looks, and nothing is left of it."""

import time
from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import expect

from bongsu.incidents.kept_details import call_of
from bongsu.kernel.geometry import Point, distance_m
from bongsu.services.missing.scenes import DESCRIPTION
from bongsu.services.missing.search import PURPOSES
from tests.browser.conftest import OpenScreen
from tests.browser.detector import needs_detector
from tests.browser.screen import Screen
from tests.journeys.client import Call, District, Partner
from tests.journeys.node import Node

pytestmark = [
    # a search, a worker and two browsers on a busy machine
    pytest.mark.timeout(300),
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    needs_detector,
]
# whoever is looked for was seen just now: one ring is in reach
REACH_M = 250.0
# the simulator gives the clips of ../shared in turn, by their names; on this one people walk by day
CLIPS, WALKED = 4, 2
# people must come, be followed over key pictures and be told of; seen by less than one core
SEEN_WITHIN_MS = 90_000
DRAWN = """() => [...document.querySelectorAll('.clothing-list img')]
    .some(one => one.complete && one.naturalWidth > 0)"""


@dataclass
class Sought:
    """A running search of the police."""

    call: Call
    incident_id: str

    @property
    def path(self) -> str:
        return f"/api/missing/searches/{self.incident_id}/clothing"

    @property
    def key_file(self) -> str:
        said = call_of(self.call.partner.name, self.call.number)
        return f"{sha256(said.encode()).hexdigest()[:32]}.key"


def quiet_place(node: Node) -> Point:
    """Where few cameras are in reach, one of them with people before it: the worker is not to look at a hundred."""
    purposes = ", ".join(f"'{one.value}'" for one in PURPOSES)
    asked = f"SELECT camera_id, lat, lon FROM cameras WHERE status = 'in_service' AND purpose IN ({purposes})"
    places = [
        (str(key), Point(float(str(lat)), float(str(lon)))) for key, lat, lon in node.rows(asked)
    ]

    def near(point: Point) -> list[str]:
        return [key for key, at in places if distance_m(point, at) < REACH_M]

    walked = [at for key, at in places if (node.simulated(key)[1] - 1) % CLIPS == WALKED]
    return min(walked[::5], key=lambda at: len(near(at)))


@pytest_asyncio.fixture(loop_scope="session")
async def sought(district: District, shared: Path) -> AsyncIterator[Sought]:
    assert (shared / "clips").is_dir(), "people walk through the clips there"
    police = Partner(district.node, district.session, "police-182", "KNPA.SEOUL")
    call, place = (
        Call(police, f"182-journey-{time.time_ns()}", "MISSING"),
        quiet_place(district.node),
    )
    status, answer = await call.send(
        "NEW",
        incident={"category": "DEMENTIA"},
        location={"lat": place.lat, "lon": place.lon, "accuracy_m": 5.0, "method": "OPERATOR"},
        legal={"basis": "MISSING9", "agreement_id": "SB-2026-MISSING"},
        details={
            "class_confirmed_by": {"rank": "경위", "office": "성북경찰서 여성청소년과"},
            "police_no": "182-2026-0142",
            "description": DESCRIPTION,
            "last_seen_at": datetime.now(UTC).isoformat(),
        },
    )
    assert status == 201, answer
    yield Sought(call, str(answer["incident_id"]))
    await call.send("CLOSE")


async def test_two_people_open_it_a_worker_looks_and_nothing_is_left_of_it(
    screen: OpenScreen, district: District, sought: Sought
) -> None:
    operator = await screen("operator", path="/search")
    await operator.page.get_by_role("button", name="수색에 참여").click()
    await asks(operator, "상의", "black", "검은 점퍼를 입고 나감")
    await operator.says("내가 요청한 것은 다른 사람이 승인합니다")
    await expect(operator.page.get_by_role("button", name="승인", exact=True)).to_have_count(0)
    await nobody_approves_their_own(district, sought)
    lead = await screen("lead", path="/search")
    await approves(lead, "인상착의 확인")
    await operator.says("대에서 검색 중")
    candidates = operator.page.locator(".clothing-list li")
    await candidates.first.wait_for(timeout=SEEN_WITHIN_MS)
    await operator.until(DRAWN)
    sealed = sealed_picture(district.node)
    await judges(operator)
    await operator.page.get_by_role("button", name="검색 끝내기").click()
    await operator.says("검색이 끝났습니다")
    assert (folder_of(district) / sought.key_file).exists()
    for one in (operator, lead):
        # a page learns by a refusal that the search is over
        one.tolerated = (*one.tolerated, "status of 409 (Conflict)")
    await sought.call.send("CLOSE")
    await operator.says("이 수색은 끝났습니다")
    await everything_is_gone(operator, district, sought, sealed)


async def asks(operator: Screen, half: str, colour: str, reason: str) -> None:
    panel = operator.page.locator(".clothing")
    await panel.get_by_label(half).select_option(colour)
    await panel.get_by_label("하의").select_option("")
    await panel.get_by_label("사유").fill(reason)
    await panel.get_by_role("button", name="승인 요청").click()


async def nobody_approves_their_own(district: District, sought: Sought) -> None:
    """Neither by the key, which is not there, nor past it."""
    body = {"approve": True, "reason": "혼자서"}
    answered = await (await district.person("operator")).post(f"{sought.path}/answer", body)
    assert answered == 403


async def approves(lead: Screen, reason: str) -> None:
    await lead.says("옷 색 검색 승인 요청: 검은 점퍼를 입고 나감")
    await lead.page.get_by_label("승인·거절 사유").fill(reason)
    await lead.page.get_by_role("button", name="승인", exact=True).click()
    await expect(lead.page.get_by_label("승인·거절 사유")).to_have_count(0)


async def judges(operator: Screen) -> None:
    """The best one may be who is looked for: it is marked, and stays first. Another is not: it goes."""
    marked = operator.page.locator(".clothing-list li.is-possible")
    await operator.page.get_by_role("button", name="맞음 가능").first.click()
    await expect(marked).to_have_count(1)
    other = operator.page.get_by_role("button", name="아님", exact=True).first
    await other.wait_for(timeout=SEEN_WITHIN_MS)
    line = operator.page.locator(".clothing-list li", has=other).first
    picture = await line.locator("img").get_attribute("src")
    await other.click()
    await expect(operator.page.locator(f'.clothing-list img[src="{picture}"]')).to_have_count(0)
    await expect(marked).to_have_count(1)


def sealed_picture(node: Node) -> bytes:
    rows = node.rows("SELECT picture FROM missing_clothing_seen WHERE picture IS NOT NULL")
    return str(rows[0][0])[:48].encode()


def folder_of(district: District) -> Path:
    return district.node.folder / "keys" / "missing"


async def everything_is_gone(
    operator: Screen, district: District, sought: Sought, sealed: bytes
) -> None:
    """Rows, the words of the order, the key under which it lay, and what a database's files had kept of it."""
    node = district.node
    mine = "SELECT sealed, reason, state FROM missing_clothing_orders WHERE incident_id = ?"
    assert node.rows("SELECT COUNT(*) FROM missing_clothing_seen") == [(0,)]
    assert node.rows(mine, sought.incident_id) == [("", "", "ended")]
    await operator.within(lambda: not (folder_of(district) / sought.key_file).exists())
    await operator.within(
        lambda: all(sealed not in one.read_bytes() for one in node.folder.glob("node.db*"))
    )
    assert (await (await district.person("operator")).get(sought.path))[0] == 409
