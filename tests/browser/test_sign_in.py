"""The sign-in page: who may come in, and what is said to who may not."""

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenScreen

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
# the browser itself says so of each 401 answer
REFUSED = ("401 (Unauthorized)",)


async def test_a_wrong_password_is_said_in_words(screen: OpenScreen) -> None:
    shown = await screen(None)
    shown.tolerated += REFUSED
    page = shown.page
    await page.get_by_label("아이디").fill("operator")
    await page.get_by_label("비밀번호", exact=True).fill("not the password")
    await page.get_by_role("button", name="로그인", exact=True).click()
    await shown.says("아이디 또는 비밀번호가 맞지 않습니다.")
    await page.get_by_role("button", name="English").click()
    await shown.says("Sign in")
    await expect(page.locator("html")).to_have_attribute("lang", "en")


async def test_signing_in_by_keyboard_alone_leads_to_the_roles_own_page(
    screen: OpenScreen,
) -> None:
    shown = await screen(None)
    shown.tolerated += REFUSED
    keyboard = shown.page.keyboard
    await expect(shown.page.get_by_label("아이디")).to_be_focused()
    await keyboard.type("seongbuk-room")
    await keyboard.press("Tab")
    await keyboard.type(shown.district.node.passwords["seongbuk-room"])
    await keyboard.press("Enter")
    await shown.page.wait_for_url("**/room")
    await shown.says("현재 상황 없음")
    shown.healthy()
    await shown.page.get_by_role("button", name="로그아웃").click()
    await shown.says("로그인")
    # leaving the page breaks off the map's requests, of which its library complains
    shown.complaints.clear()
    cookies = await shown.context.cookies()
    assert [one["name"] for one in cookies if one["value"]] == []


async def test_a_page_of_another_role_is_not_shown(screen: OpenScreen) -> None:
    shown = await screen("car31", path="/watch")
    await shown.says("이 계정으로 볼 수 없는 화면입니다")
    await shown.page.get_by_role("button", name="내 화면으로").click()
    await shown.page.wait_for_url("**/vehicle")
