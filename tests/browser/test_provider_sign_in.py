"""Sign-in at a certified OpenID Connect provider, clicked through in a browser; and what the page says when it fails."""

from collections.abc import AsyncIterator, Iterator
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.browser.test_second_factor import sign_in
from tests.identity.test_oidc import CLIENT, PACKAGE, SECRET, certified_provider
from tests.journeys.node import Node, running_node
from tests.ports import free_port

pytestmark = [
    pytest.mark.browser,
    pytest.mark.asyncio(loop_scope="session"),
    pytest.mark.skipif(not PACKAGE.is_dir(), reason="NO OIDC PROVIDER: console packages missing"),
]
WITHIN_MS = 30_000
PROVIDER = free_port()
ISSUER = f"http://localhost:{PROVIDER}"


@pytest.fixture(scope="module")
def federated(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Node]:
    """A node that offers the provider's sign-in; outside organisations need a second factor."""
    secret: Path = tmp_path_factory.mktemp("oidc") / "secret"
    secret.write_text(SECRET)
    given = {
        "BONGSU_IDENTITY_OIDC_ISSUER": ISSUER,
        "BONGSU_IDENTITY_OIDC_CLIENT_ID": CLIENT,
        "BONGSU_IDENTITY_OIDC_CLIENT_SECRET_FILE": str(secret),
        "BONGSU_IDENTITY_OIDC_NAME": "시험 기관",
    }
    yield from running_node(("--drawn", "--second-factors"), lambda _: given)


@pytest_asyncio.fixture(loop_scope="session", scope="module")
async def provider(federated: Node) -> AsyncIterator[str]:
    back = f"{federated.origin}/api/oidc/callback"
    running: AbstractAsyncContextManager[str] = certified_provider(back, PROVIDER)
    async with running as issuer:
        yield issuer


@pytest_asyncio.fixture(loop_scope="session")
async def page(browser: Browser, federated: Node) -> AsyncIterator[Page]:
    context = await browser.new_context(locale="ko-KR", base_url=federated.origin)
    context.set_default_timeout(WITHIN_MS)
    page = await context.new_page()
    yield page
    await context.close()


async def link(browser: Browser, node: Node, person: str, subject: str) -> None:
    """As the head of the centre does it, on the page of people."""
    context = await browser.new_context(locale="ko-KR", base_url=node.origin)
    head = await context.new_page()
    await head.goto("/people")
    await sign_in(head, node, "head")
    await head.get_by_role("searchbox").fill(person)
    await head.get_by_role("button", name="계정 변경").first.click()
    dialog = head.get_by_role("dialog")
    await dialog.get_by_label("통합 로그인 연결").check()
    await dialog.get_by_label("통합 로그인의 사용자 식별값").fill(subject)
    await dialog.get_by_label("사유").fill("기관 통합 로그인 도입")
    await dialog.get_by_role("button", name="적용").click()
    await dialog.wait_for(state="detached")
    await context.close()


async def go_through(page: Page, subject: str) -> None:
    """Login and consent at the provider's own pages."""
    await page.goto("/")
    await page.get_by_role("link", name="시험 기관").click()
    await page.locator("input[name=login]").fill(subject)
    await page.locator("input[name=password]").fill("x")
    await page.get_by_role("button", name="Sign-in").click()
    await page.get_by_role("button", name="Continue").click()


async def test_a_linked_person_comes_in_and_goes_on_by_the_provider(
    browser: Browser, page: Page, federated: Node, provider: str
) -> None:
    await link(browser, federated, "operator", "desk-mfa")
    await go_through(page, "desk-mfa")
    await page.wait_for_url("**/watch")
    await page.locator(".watch").wait_for()


async def test_a_room_that_the_provider_asked_for_one_factor_only_is_led_to_the_second(
    browser: Browser, page: Page, federated: Node, provider: str
) -> None:
    await link(browser, federated, "seongbuk-room", "plain-room")
    await go_through(page, "plain-room")
    await page.get_by_text("2차 인증 등록").wait_for()
    assert "pending" not in page.url, "a reload tries no token again"
    await page.get_by_role("button", name="인증 앱").click()
    await page.locator(".secret b").wait_for()


async def test_a_stranger_is_told_whom_to_ask(page: Page, provider: str) -> None:
    await go_through(page, "a stranger")
    await page.wait_for_url("**/sign-in?failed=oidc_unknown")
    await expect(page.get_by_role("alert")).to_contain_text("연결된 봉수 계정이 없습니다")


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("oidc_unreachable", "응답하지 않습니다"),
        ("oidc_refused", "마치지 못했습니다"),
        ("no_key_file", "키 파일"),
        ("of-tomorrow", "마치지 못했습니다"),
    ],
)
async def test_every_way_of_failing_has_its_sentence(page: Page, code: str, said: str) -> None:
    await page.goto(f"/sign-in?failed={code}")
    await expect(page.get_by_role("alert")).to_contain_text(said)
    assert await page.get_by_label("아이디").is_visible(), "the password still works"
