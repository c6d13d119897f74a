"""협약 in the browser: a draft's preview and problems follow what is typed; a suspension darkens a room's tiles at once."""

import json
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import expect

from tests.browser.conftest import OpenScreen
from tests.browser.screen import Screen
from tests.browser.test_access import OPPOSITE, is_accessible_in
from tests.journeys.client import District
from tests.journeys.places import GIREUM1

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
ID = "SB-2023-08"
REASON = "목적 외 이용이 의심됨"


async def open_agreement(screen: OpenScreen, **options: object) -> Screen:
    head = await screen("head", path="/agreements", **options)
    await head.page.locator(".agreement-list button").first.click()
    await head.page.locator(".agreement-text h2").wait_for()
    return head


@pytest_asyncio.fixture(loop_scope="session")
async def in_force_again(district: District) -> AsyncIterator[None]:
    """The node is shared by all journeys: whatever happens here, its agreement is in force afterwards."""
    yield
    head = await district.person("head")
    _, body = await head.get("/api/agreements")
    if any(one["state"] == "suspended" for one in json.loads(body)):
        assert await head.post(f"/api/agreements/{ID}/resume", {"reason": "시험 끝"}) == 204


async def test_the_head_suspends_an_agreement_and_the_rooms_tiles_go_dark_with_the_reason(
    screen: OpenScreen, district: District, in_force_again: None
) -> None:
    room = await screen("seongbuk-room", path="/room")
    await room.says("현재 상황 없음")
    await district.police.call("ROBBERY", "C0", GIREUM1, units=("순31",))
    await room.playing(5)
    head = await open_agreement(screen)
    await head.page.get_by_role("button", name="제공 정지").click()
    await head.says("바로 끊기고, 새로 제공되지 않습니다")
    await head.page.get_by_label("정지 사유").fill(REASON)
    await head.page.locator(".suspend button.danger").click()
    await room.playing(1)
    await head.page.locator(".suspend button.danger[data-armed]").click()
    await room.nothing_shown()
    await room.says("협약이 정지되었습니다")
    assert await room.pictures() == 0
    await expect(head.page.locator(".suspended-now")).to_contain_text(REASON)
    await expect(head.page.locator(".agreement-list .tag").first).to_have_text("제공 정지")


async def test_a_suspension_without_a_reason_or_a_second_press_does_nothing(
    screen: OpenScreen, in_force_again: None
) -> None:
    head = await open_agreement(screen)
    await head.page.get_by_role("button", name="제공 정지").click()
    await head.page.locator(".suspend button.danger").click()
    await head.says("사유를 적어 주십시오")
    await head.page.get_by_label("정지 사유").fill(REASON)
    await head.page.locator(".suspend button.danger").click()
    await head.page.get_by_role("button", name="취소").click()
    await expect(head.page.locator(".agreement-list .tag").first).to_have_text("시행 중")


async def test_a_drafts_preview_and_problems_follow_what_is_typed(screen: OpenScreen) -> None:
    head = await open_agreement(screen, size=(1920, 1080))
    await head.page.get_by_role("button", name="고치기").click()
    await head.says("고칠 점 없음")
    title, preview = (
        head.page.get_by_label("협약명", exact=True),
        head.page.locator(".agreement-text"),
    )
    await title.fill("시험 삼아 고친 협약")
    await expect(preview.locator("h2")).to_have_text("시험 삼아 고친 협약")
    radius = head.page.locator('[data-path="clauses[0].radius_m"] input')
    await radius.fill("250")
    await expect(preview).to_contain_text("반경 250 m")
    await radius.fill("99999")
    await head.says("고칠 점 1건")
    await expect(radius).to_have_attribute("aria-invalid", "true")
    save = head.page.get_by_role("button", name="새 판 초안으로 저장")
    await expect(save).to_be_disabled()
    await radius.fill("250")
    await head.says("고칠 점 없음")
    await expect(save).to_be_enabled()
    await save.click()
    await head.says("초안을 저장했습니다")
    await expect(head.page.locator(".agreement-one > header")).to_contain_text("초안")
    await head.page.get_by_role("tab", name="판·서명").click()
    await head.says("300 → 250")


async def test_who_may_only_read_finds_no_button_that_changes_anything(screen: OpenScreen) -> None:
    auditor = await screen("auditor", path="/agreements")
    await auditor.page.locator(".agreement-list button").first.click()
    await auditor.page.locator(".agreement-text h2").wait_for()
    for name in ("고치기", "제공 정지", "관제센터 서명"):
        assert await auditor.page.get_by_role("button", name=name).count() == 0


async def test_the_agreements_page_is_accessible(screen: OpenScreen) -> None:
    head = await open_agreement(screen, size=(1920, 1080))
    await is_accessible_in(head, OPPOSITE, "the text")
    await head.page.locator(".agreement-one .actions button").first.click()
    await head.page.locator(".editor .clause-form").first.wait_for()
    await is_accessible_in(head, OPPOSITE, "the form")
    await head.page.locator(".save-bar button").nth(1).click()
    for at in (1, 2):
        await head.page.get_by_role("tab").nth(at).click()
        await is_accessible_in(head, OPPOSITE, f"tab {at}")
