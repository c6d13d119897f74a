"""Second factors, devices and the lock in a real browser, against a node that asks for all of them."""

from collections.abc import AsyncIterator, Iterator

import pyotp
import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.strict import strict_node
from tests.journeys.node import Node

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]
WITHIN_MS = 30_000
LOCKED_WITHIN_MS = 90_000


@pytest.fixture(scope="module")
def strict() -> Iterator[Node]:
    yield from strict_node()


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, strict: Node) -> AsyncIterator[Page]:
    context = await browser.new_context(
        locale="ko-KR", base_url=strict.origin, viewport={"width": 1920, "height": 1080}
    )
    context.set_default_timeout(WITHIN_MS)
    page = await context.new_page()
    await page.goto("/")
    yield page
    await context.close()


async def sign_in(page: Page, node: Node, name: str) -> None:
    await page.get_by_label("아이디").fill(name)
    await page.get_by_label("비밀번호", exact=True).fill(node.passwords[name])
    await page.get_by_role("button", name="로그인", exact=True).click()


async def keep_codes(page: Page) -> list[str]:
    await page.locator(".recovery").wait_for()
    codes = await page.locator(".recovery li").all_inner_texts()
    await page.get_by_label("안전한 곳에 보관했습니다").check()
    await page.get_by_role("button", name="계속").click()
    return codes


async def test_a_room_sets_up_an_app_and_comes_back_by_a_recovery_code(
    page: Page, strict: Node
) -> None:
    await sign_in(page, strict, "seongbuk-room")
    await page.get_by_role("button", name="인증 앱").click()
    secret = (await page.locator(".secret b").inner_text()).replace(" ", "")
    await page.get_by_label("6자리 코드").fill(pyotp.TOTP(secret).now())
    await page.get_by_role("button", name="등록", exact=True).click()
    codes = await keep_codes(page)
    assert len(set(codes)) == 10
    await page.wait_for_url("**/room")
    await page.get_by_role("button", name="로그아웃").click()
    await sign_in(page, strict, "seongbuk-room")
    await page.get_by_label("6자리 코드").fill("000000")
    await page.get_by_role("button", name="확인", exact=True).click()
    await expect(page.get_by_role("alert")).to_contain_text("코드가 맞지 않거나")
    await page.get_by_role("button", name="복구 코드 사용").click()
    await page.get_by_role("textbox", name="복구 코드").fill(codes[0])
    await page.get_by_role("button", name="확인", exact=True).click()
    await page.wait_for_url("**/room")


async def test_a_room_sets_up_a_passkey_and_signs_in_with_it(page: Page, strict: Node) -> None:
    session = await page.context.new_cdp_session(page)
    await session.send("WebAuthn.enable")
    key = {"protocol": "ctap2", "transport": "internal", "hasResidentKey": True}
    verified = {"hasUserVerification": True, "isUserVerified": True}
    options = {"options": key | verified | {"automaticPresenceSimulation": True}}
    await session.send("WebAuthn.addVirtualAuthenticator", options)
    await sign_in(page, strict, "fire-room")
    await page.get_by_role("button", name="패스키").click()
    await page.get_by_role("button", name="등록", exact=True).click()
    await keep_codes(page)
    await page.wait_for_url("**/room")
    await page.get_by_role("button", name="로그아웃").click()
    await sign_in(page, strict, "fire-room")
    await page.get_by_role("button", name="패스키로 확인").click()
    await page.wait_for_url("**/room")


async def test_an_untouched_seat_is_covered_and_opens_by_the_password(
    page: Page, strict: Node
) -> None:
    await sign_in(page, strict, "operator")
    await page.wait_for_url("**/watch")
    await page.get_by_text("화면이 잠겼습니다").wait_for(timeout=LOCKED_WITHIN_MS)
    assert await page.locator(".shell, video, canvas").count() == 0, "nothing lies behind"
    await page.get_by_label("비밀번호").fill("not the password")
    await page.get_by_role("button", name="잠금 해제").click()
    await expect(page.get_by_role("alert")).to_contain_text("비밀번호가 맞지 않습니다")
    await page.get_by_label("비밀번호").fill(strict.passwords["operator"])
    await page.get_by_role("button", name="잠금 해제").click()
    await page.locator(".watch").wait_for()


async def test_a_tablet_is_enrolled_signs_in_and_is_shut_out_when_removed(
    browser: Browser, page: Page, strict: Node
) -> None:
    lead = await (
        await browser.new_context(
            locale="ko-KR", base_url=strict.origin, viewport={"width": 1920, "height": 1080}
        )
    ).new_page()
    await lead.goto("/people")
    await sign_in(lead, strict, "lead")
    row = lead.get_by_role("region", name="순31")
    await row.get_by_role("button", name="등록 코드 만들기").click()
    code = await lead.locator(".big-code").inner_text()
    await sign_in(page, strict, "car31")
    await page.get_by_role("button", name="단말 등록").click()
    await page.get_by_label("차량 아이디").fill("car31")
    await page.get_by_label("등록 코드").fill(code)
    await page.get_by_label("단말 이름").fill("앞좌석")
    await page.get_by_role("button", name="이 단말 등록").click()
    await page.get_by_role("button", name="로그인으로").click()
    await sign_in(page, strict, "car31")
    await page.wait_for_url("**/vehicle")
    await page.get_by_text("출동 대기").first.wait_for()
    await lead.get_by_role("button", name="닫기").click()
    await row.get_by_role("button", name="등록 해제").click()
    await lead.get_by_label("사유").fill("분실")
    await lead.get_by_role("dialog").get_by_role("button", name="등록 해제").click()
    await page.get_by_label("아이디").wait_for()
    await lead.context.close()
