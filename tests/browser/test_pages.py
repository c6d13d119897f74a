"""The pages at work: pictures play by themselves, decisions take one key, and nothing stays after the end."""

import re

import pytest
from playwright.async_api import expect

from tests.browser.conftest import OpenScreen
from tests.journeys.client import District
from tests.journeys.places import DONGSEON, GIREUM1, JONGAM

pytestmark = [pytest.mark.browser, pytest.mark.asyncio(loop_scope="session")]


async def test_a_robbery_plays_on_five_tiles_with_no_click_and_is_gone_at_its_close(
    screen: OpenScreen, district: District
) -> None:
    room = await screen("seongbuk-room", path="/room")
    await room.says("현재 상황 없음")
    call, _ = await district.police.call("ROBBERY", "C0", GIREUM1, units=("순31",))
    await room.playing(5)
    await room.says("코드0")
    await room.says("제3조제2항")
    await call.send("CLOSE")
    await room.says("현장종결")
    await room.nothing_shown()
    assert await room.pictures() == 0


async def test_a_refusal_names_its_clause_and_the_centres_telephone(
    screen: OpenScreen, district: District
) -> None:
    room = await screen("seongbuk-room", path="/room")
    await room.says("현재 상황 없음")
    await district.police.call("ASSAULT", "C1", DONGSEON)
    await room.says("영상 제공 불가")
    refused = room.page.locator(".decision")
    await expect(refused).to_contain_text("제3조제2항")
    await expect(refused).to_contain_text("폭행")
    await expect(refused).to_contain_text("02-2241-4562")
    assert await room.pictures() == 0


async def test_the_room_closes_the_scene_by_its_key_pressed_twice(
    screen: OpenScreen, district: District
) -> None:
    room = await screen("seongbuk-room", path="/room")
    await room.says("현재 상황 없음")
    await district.police.call("ROBBERY", "C0", DONGSEON)
    await room.playing(1)
    await room.page.keyboard.press("KeyE")
    await room.says("한 번 더 누르면 종결")
    await room.playing(1)
    await room.page.keyboard.press("KeyE")
    await room.nothing_shown()


async def test_the_room_directs_its_car_by_keyboard(screen: OpenScreen, district: District) -> None:
    room = await screen("seongbuk-room", path="/room")
    car = await screen("car31", path="/vehicle", size=(1024, 768))
    await room.says("현재 상황 없음")
    await car.says("출동 대기")
    await district.police.call("ROBBERY", "C0", GIREUM1, units=("순31",))
    await room.playing(5)
    await room.page.keyboard.press("KeyL")
    await room.page.keyboard.type("후문을 막으십시오")
    await room.page.keyboard.press("Enter")
    await car.says("후문을 막으십시오")
    await room.page.keyboard.press("Escape")
    await room.page.locator("body").click(position={"x": 2, "y": 2})
    await room.page.keyboard.press("Digit3")
    await room.page.keyboard.press("Enter")
    third = room.page.locator(".tile").nth(2)
    await expect(third).to_have_attribute("data-chosen", "true")
    chosen = await third.get_attribute("data-camera")
    await car.page.keyboard.press("KeyP")
    await expect(car.page.locator(f'.tile[data-camera="{chosen}"]')).to_be_visible()
    await car.playing(1)


async def test_a_driver_sees_the_way_and_no_picture_until_a_passenger_watches(
    screen: OpenScreen, district: District
) -> None:
    car = await screen("car31", path="/vehicle", size=(1024, 768))
    await car.says("출동 대기")
    call, _ = await district.police.call("ROBBERY", "C0", GIREUM1, units=("순31",))
    await car.says("운전 중에는 영상을 열지 않습니다")
    assert await car.page.locator("video").count() == 0
    await car.page.get_by_role("button", name=re.compile("동승자가 봅니다")).click()
    await car.playing(1)
    assert await car.page.locator("video").count() == 1
    mark = car.page.locator(".watermark b")
    await expect(mark).to_have_attribute("data-text", re.compile("순31"))
    await car.page.keyboard.press("ArrowRight")
    await car.playing(1)
    await car.page.locator(".cab-mode").click()
    await expect(car.page.locator("video")).to_have_count(0)
    await call.send("CLOSE")
    await car.says("영상 제공이 끝났습니다")


async def test_the_operator_cuts_by_a_key_pressed_twice_and_takes_it_back_by_another(
    screen: OpenScreen, district: District
) -> None:
    room = await screen("seongbuk-room", path="/room")
    operator = await screen("operator", path="/watch")
    await room.says("현재 상황 없음")
    await operator.says("현재 상황 없음")
    await district.police.call("ROBBERY", "C0", DONGSEON)
    await room.playing(1)
    await operator.says("외부 제공 중 1건")
    await operator.says("성북경찰서 112상황실-02")
    await operator.page.keyboard.press("KeyX")
    asked = await operator.says("한 번 더 누르면 중단")
    await room.playing(1)
    await asked.wait_for(state="hidden")
    await operator.page.keyboard.press("KeyX")
    await asked.wait_for()
    await operator.page.keyboard.press("KeyX")
    await room.says("관제센터가 제공을 중단했습니다")
    await room.nothing_shown()
    await operator.says("되돌리기")
    await operator.page.keyboard.press("KeyZ")
    await room.playing(1)


async def test_the_lead_approves_by_one_key(screen: OpenScreen, district: District) -> None:
    room = await screen("jongam-room", path="/room")
    lead = await screen("lead", path="/watch")
    await lead.says("현재 상황 없음")
    await district.police.call("THEFT", "C2", JONGAM)
    await room.says("관제팀장 승인 대기")
    await lead.says("제공 승인 요청")
    await lead.decide("KeyA")
    await room.playing(1)


async def test_the_operators_key_only_recommends(screen: OpenScreen, district: District) -> None:
    room = await screen("jongam-room", path="/room")
    operator = await screen("operator", path="/watch")
    await operator.says("현재 상황 없음")
    await district.police.call("THEFT", "C2", JONGAM)
    await operator.says("제공 승인 요청")
    await operator.decide("KeyA")
    await operator.says("의견을 전했습니다")
    await room.says("관제팀장 승인 대기")
    assert await room.pictures() == 0


async def test_shortcuts_work_with_hangul_on_and_can_be_switched_off(
    screen: OpenScreen, district: District
) -> None:
    room = await screen("seongbuk-room", path="/room")
    await room.says("현재 상황 없음")
    await district.police.call("ROBBERY", "C0", DONGSEON)
    await room.playing(5)
    typed = "code => dispatchEvent(new KeyboardEvent('keydown', {code, key: 'Process'}))"
    await room.page.evaluate(typed, "KeyW")
    await expect(room.page.get_by_role("button", name=re.compile("5분할"))).to_be_visible()
    await room.page.get_by_role("button", name=re.compile("단축키")).click()
    await room.page.get_by_text("단축키 끄기").click()
    await room.page.keyboard.press("Escape")
    await room.page.evaluate(typed, "KeyW")
    await expect(room.page.get_by_role("button", name=re.compile("5분할"))).to_be_visible()
