import { expect, test } from "vitest";
import { destination, type LonLat } from "../../src/map/geometry";
import { isDay } from "../../src/vehicle/daylight";
import { swipeOf } from "../../src/vehicle/swipe";
import { spokenDistance, spokenLine, wayTo, wayWords } from "../../src/vehicle/way";
import { NOW } from "../incident/example";

const SCENE: LonLat = [127.02, 37.6];
const from = (bearingDeg: number, metres: number, headingDeg: number | null) =>
  wayTo(SCENE, {
    at: destination(SCENE, bearingDeg, metres),
    ms: NOW,
    headingDeg,
    speedKmh: 30,
    isOwn: true,
  });

test("the direction is said from where the vehicle heads", () => {
  const south = from(180, 300, 0);
  expect(south && wayWords(south, "ko")).toBe("정면");
  const west = from(270, 300, 45);
  expect(west && wayWords(west, "ko")).toBe("오른쪽 앞");
  expect(west && wayWords(west, "en")).toBe("ahead right");
});

test("without a heading it is said by the compass", () => {
  const way = from(180, 300, null);
  expect(way && wayWords(way, "ko")).toBe("북쪽");
});

test("without a position there is no way", () => {
  expect(wayTo(SCENE, null)).toBeNull();
  expect(wayTo(null, null)).toBeNull();
});

test("spoken distances are round, so that the line is not repeated each second", () => {
  expect([48, 330, 940, 1600].map((metres) => spokenDistance(metres, "ko"))).toEqual([
    "50미터",
    "300미터",
    "700미터",
    "2킬로미터",
  ]);
});

test("the room's instruction is spoken first", () => {
  const line = spokenLine(from(180, 300, 0), 45, "계단으로 접근", "ko");
  expect(line).toBe("계단으로 접근. 이동방향 북동. 현장까지 300미터, 정면.");
});

test("a swipe goes sideways and far enough", () => {
  const start = { x: 200, y: 100 };
  expect(swipeOf(start, { x: 120, y: 110 })).toBe(1);
  expect(swipeOf(start, { x: 280, y: 95 })).toBe(-1);
  expect(swipeOf(start, { x: 170, y: 100 })).toBe(0);
  expect(swipeOf(start, { x: 140, y: 180 })).toBe(0);
});

test("it is day over Seoul between sunrise and sunset", () => {
  expect(isDay(Date.parse("2026-11-21T12:00:00+09:00"))).toBe(true);
  expect(isDay(Date.parse("2026-11-21T06:50:00+09:00"))).toBe(false);
  expect(isDay(Date.parse("2026-11-21T17:40:00+09:00"))).toBe(false);
  expect(isDay(Date.parse("2026-06-21T19:30:00+09:00"))).toBe(true);
  expect(isDay(Date.parse("2026-06-21T00:00:00+09:00"))).toBe(false);
});
