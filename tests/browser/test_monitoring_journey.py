"""Selective monitoring through the whole node: real pictures, a real worker with the real detector, a real browser."""

import os
import signal
from pathlib import Path

import msgspec
import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenScreen
from tests.browser.detector import needs_detector
from tests.browser.screen import Screen
from tests.journeys.client import District

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session"), needs_detector]
# people must walk through the clip for as long as the demo's rules ask, seen by less than one core
RAISED_WITHIN_MS = 120_000
TAKEN_UP_WITHIN_MS = 60_000
CLIP = """() => { const one = document.querySelector('.mon-fitted video')
    return one !== null && one.error === null && one.duration > 0 && one.videoWidth > 0
        && one.currentTime > 0 }"""


async def take_up(operator: Screen) -> None:
    """An alarm that the worker raised is on the stage: the one put before this operator, or one that waits."""
    row = operator.page.locator(".mon-row").first
    await row.wait_for(timeout=RAISED_WITHIN_MS)
    await row.click()
    await operator.page.locator(".mon-verdicts").wait_for()


async def test_an_alarm_goes_from_the_camera_to_an_incident_by_keys(
    screen: OpenScreen, district: District, shared: Path
) -> None:
    assert shared.is_dir(), "people walk through the clips there"
    operator = await screen("operator", path="/monitoring")
    await take_up(operator)
    await operator.page.keyboard.press("Enter")
    await operator.playing(1)
    await operator.until(CLIP)
    await operator.decide("Digit1")
    await operator.says("무엇을 하시겠습니까?")
    await operator.decide("Digit6")
    try:
        await operator.says("상황으로 등록했습니다")
        await operator.page.get_by_role("button", name="관제 화면에서 보기").click()
        await operator.playing(1)
        await operator.says("기타")
    finally:
        await close_selected(district)


async def close_selected(district: District) -> None:
    """The district is others' as well."""
    asked = "SELECT incident_id FROM incidents WHERE partner = 'own:monitoring' AND state = 'open'"
    operator = await district.person("operator")
    for (incident_id,) in district.node.rows(asked):
        assert await operator.post(f"/api/incidents/{incident_id}/close") < 300


async def test_a_false_alarm_has_its_reason_and_is_taken_back(
    screen: OpenScreen, shared: Path
) -> None:
    assert shared.is_dir(), "people walk through the clips there"
    operator = await screen("operator", path="/monitoring")
    await take_up(operator)
    await operator.decide("Digit2")
    await operator.says("왜 오탐입니까?")
    await operator.decide("Digit1")
    await operator.says("되돌리기 ")
    await operator.page.keyboard.press("KeyZ")
    await operator.says("판정을 되돌렸습니다")
    await operator.page.locator(".mon-verdicts").wait_for()


async def test_a_worker_that_hangs_and_dies_is_missed_and_its_cameras_are_watched_again(
    screen: OpenScreen, district: District
) -> None:
    operator = await screen("operator", path="/monitoring")
    away = operator.page.get_by_text("분석 워커가 없습니다")
    watched = await cameras_watched(district)
    first = district.node.process_of("analytics")
    os.kill(first, signal.SIGSTOP)
    try:
        await away.wait_for()
    finally:
        os.kill(first, signal.SIGKILL)
    await expect(away).to_have_count(0, timeout=TAKEN_UP_WITHIN_MS)
    assert district.node.process_of("analytics") != first
    await operator.page.goto(f"{district.node.origin}/monitoring/workers")
    holds_all = operator.page.locator("td", has_text=f"{watched} / ").first
    await holds_all.wait_for(timeout=TAKEN_UP_WITHIN_MS)


async def cameras_watched(district: District) -> int:
    status, body = await (await district.person("operator")).get("/api/monitoring/alarms/counts")
    assert status == 200
    return int(msgspec.json.decode(body)["watched"])
