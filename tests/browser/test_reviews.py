"""Who examines: a name is opened by two people on two screens, a row is proved in the browser, a month is signed."""

import re
import sqlite3
from pathlib import Path

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenScreen
from tests.journeys.client import District

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
MONTH = "2020-01"


def a_month_with_one_finding(folder: Path) -> None:
    """As the node makes it on the first of the next month, which no test waits for."""
    moment = "2020-01-09T14:00:00.000000Z"
    with sqlite3.connect(folder / "node.db", timeout=10) as connection:
        if connection.execute("SELECT 1 FROM log_reviews WHERE month = ?", (MONTH,)).fetchone():
            return
        connection.execute(
            "INSERT INTO log_reviews VALUES (?, ?, 1, 1, 1, '', NULL, NULL, NULL, NULL)",
            (MONTH, moment),
        )
        finding = ("fnd_journey", MONTH, "night_looks", "warn", "per_x", moment, moment)
        connection.execute(
            "INSERT INTO log_findings (finding_id, month, number, kind, severity, who, first_at, "
            'last_at, count, "rows", facts, explanation) '
            "VALUES (?, ?, 1, ?, ?, ?, ?, ?, 1, '[1]', '{\"nights\":1}', '')",
            finding,
        )


async def test_an_auditor_asks_the_cpo_agrees_and_the_name_appears(screen: OpenScreen) -> None:
    auditor = await screen("auditor", path="/trail")
    await auditor.says("까지 서명됨")
    await auditor.page.locator(".trail-who button").first.click()
    await auditor.page.get_by_label("사유", exact=True).fill("심야 조회 경위 확인")
    await auditor.page.get_by_role("button", name="요청", exact=True).click()
    await auditor.says("동의 대기")
    assert await auditor.page.locator(".trail-who b").count() == 0
    cpo = await screen("cpo", path="/trail")
    await cpo.page.get_by_role("button", name=re.compile("열람에 동의")).click()
    await cpo.page.get_by_role("button", name="한 번 더 누르면 동의").click()
    await expect(auditor.page.locator(".names-people b")).to_have_count(1)
    await expect(auditor.page.locator(".trail-who b").first).to_be_visible()
    assert await cpo.page.locator(".trail-who b").count() == 0
    assert await auditor.accessible() == []


async def test_a_row_is_proved_in_the_browser(screen: OpenScreen) -> None:
    auditor = await screen("auditor", path="/trail")
    await auditor.says("까지 서명됨")
    await auditor.page.get_by_role("button", name=re.compile(r"\d+번 기록 증명")).nth(5).click()
    await auditor.says("확인됨: 서명된 이력에 그대로 있음")


async def test_the_cpo_explains_and_signs_a_month(screen: OpenScreen, district: District) -> None:
    a_month_with_one_finding(district.node.folder)
    cpo = await screen("cpo", path="/reviews")
    await cpo.page.get_by_role("button", name=MONTH).click()
    await cpo.says("심야 조회(상황 없음)")
    await expect(cpo.page.get_by_role("button", name="서명", exact=True)).to_be_disabled()
    await cpo.page.get_by_label("설명됨").check()
    await cpo.page.get_by_label("설명·조치 내용").fill("순찰 지시에 따른 조회")
    await cpo.page.get_by_role("button", name="저장").first.click()
    await cpo.says("순찰 지시에 따른 조회")
    assert await cpo.accessible() == []
    await cpo.page.get_by_role("button", name="서명", exact=True).click()
    await cpo.page.get_by_role("button", name="한 번 더 누르면 서명").click()
    await cpo.says("서명한 내용의 해시")
    await expect(cpo.page.get_by_label("설명됨")).to_have_count(0)
