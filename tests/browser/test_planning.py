"""A plan as people meet it: the planner scores and draws, the head chooses, a resident asks, and nobody else looks in."""

import re
from decimal import Decimal

import pytest
from playwright.async_api import Locator, Page, expect

from tests.browser.conftest import OpenScreen
from tests.browser.screen import WITHIN_MS
from tests.journeys.client import District

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
PHONE = (390, 844)
SITES = 5
# a child process of its own computes, and shares the machine with all that runs beside it
COMPUTED_MS = 3 * WITHIN_MS
# without a session the page learns so
REFUSED = ("401 (Unauthorized)",)
REASON = "2026-11-20 심의 결과(문서 7-1)"


async def adds_up(why: Locator) -> None:
    """The lines, as they stand there, come to the sum below them."""
    lines = await why.locator("tbody .figure").all_inner_texts()
    total = await why.locator("tfoot .figure").inner_text()
    assert len(lines) > 1
    assert sum(map(Decimal, lines)) == Decimal(total)


async def computed(page: Page, text: str) -> None:
    await page.get_by_text(text).wait_for(timeout=COMPUTED_MS)


async def test_a_planner_scores_and_draws_and_the_head_chooses(screen: OpenScreen) -> None:
    planner = await screen("planner", path="/planning")
    page = planner.page
    await page.get_by_role("button", name=re.compile("점수 (다시 )?계산")).click()
    await computed(page, "점수를 계산했습니다.")
    first = page.get_by_role("table", name="격자 (점수 순)").locator("tbody tr").first
    score = await first.locator("td").last.inner_text()
    await first.get_by_role("button").click()
    cell = page.locator(".plan-chosen")
    await expect(cell.locator(".plan-figure b")).to_have_text(score.split()[-1])
    await adds_up(cell.locator(".plan-why"))
    assert await planner.accessible() == []

    await page.get_by_role("tab", name="조건").click()
    await page.get_by_label("계획 이름").fill("여정 계획")
    await page.get_by_label("개소 최대").fill(str(SITES))
    await page.get_by_role("button", name=re.compile("^그리기|새 계획으로 그리기")).last.click()
    await computed(page, "계획을 그렸습니다.")
    await expect(page.locator(".plan-gap b")).to_have_text(re.compile("^증명된 최"))
    sites = page.get_by_role("table", name="개소 (효과 순)").locator("tbody tr")
    await expect(sites).to_have_count(SITES)
    await sites.first.get_by_role("button").click()
    site = page.get_by_role("region", name="1번 개소")
    await expect(site).to_contain_text(re.compile(r"이곳이 빠지면 계획의 효과가 \d+\.\d % 줄어"))
    await adds_up(site.locator(".plan-why"))
    assert await planner.accessible() == []
    await expect(page.get_by_role("button", name="이 판으로 확정")).to_have_count(0)

    head = await screen("head", path="/planning")
    await head.page.get_by_role("tab", name="계획", exact=True).click()
    await head.page.get_by_role("button", name="이 판으로 확정").click()
    asked = head.page.get_by_role("dialog")
    await expect(asked).to_contain_text(f"여정 계획 1판 · {SITES}개소")
    await asked.get_by_label("사유").fill(REASON)
    await asked.get_by_role("button", name="이 판으로 확정").click()
    await head.says(f"확정: {REASON}")
    await head.page.get_by_role("button", name="설치 현황").click()
    under_way = head.page.get_by_role("table", name="설치 현황").locator("tbody tr")
    await expect(under_way).to_have_count(SITES)
    await expect(under_way.first).to_contain_text("선정")
    await head.says("여정 계획 · 1판")
    assert await head.accessible() == []


async def test_a_resident_asks_by_phone_and_the_planner_sees_it(screen: OpenScreen) -> None:
    phone = await screen(None, path="/request-camera", size=PHONE)
    phone.tolerated += REFUSED
    form = phone.page
    await form.locator(".place-dong").first.wait_for()
    await form.get_by_role("button", name="보내기").click()
    await expect(form.get_by_role("alert")).to_be_visible()
    await form.get_by_label("동 고르기").select_option(label="동선동")
    await form.get_by_role("application").click()
    await phone.says("동선동에 표시했습니다.")
    await form.get_by_label("어두운 골목").check()
    await form.get_by_role("button", name="보내기").click()
    receipt = await form.locator(".wish-number b").inner_text()
    # letters follow the number, so that nobody tries the neighbours' numbers
    number = receipt.rpartition("-")[0]
    assert number
    assert await phone.accessible() == []

    planner = await screen("planner", path="/requests")
    row = planner.page.locator("tbody tr", has_text=number)
    await expect(row).to_contain_text("어두운 골목", timeout=WITHIN_MS)
    await expect(row).to_contain_text("공개 양식")
    await expect(row).to_contain_text("동선동")


@pytest.mark.parametrize("name", ["seongbuk-room", "operator"])
async def test_who_watches_never_sees_where_nobody_does(
    screen: OpenScreen, district: District, name: str
) -> None:
    shown = await screen(name, path="/planning")
    await shown.says("이 계정으로 볼 수 없는 화면입니다")
    assert not [url for url in shown.asked if "/api/planning" in url]
    person = await district.person(name)
    for door in ("score", "plans", "sites"):
        assert (await person.get(f"/api/planning/{door}"))[0] == 403, door
