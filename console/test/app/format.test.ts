import { describe, expect, it } from "vitest";
import {
  ago,
  arrow,
  compassPoint,
  count,
  delay,
  distance,
  duration,
  seoulTime,
  timeLeft,
  toMs,
} from "../../src/app/format";

const AT = Date.parse("2026-11-21T05:03:27Z");

describe("times", () => {
  it("are Seoul's, with seconds, wherever the browser stands", () => {
    expect(seoulTime("2026-11-21T05:03:27Z")).toBe("14:03:27");
    expect(seoulTime("2026-11-21T15:00:00Z")).toBe("00:00:00");
  });

  it("name the day when it is not today's in Seoul", () => {
    expect(seoulTime("2026-11-20T05:03:27Z", AT)).toBe("2026-11-20 14:03:27");
    expect(seoulTime("2026-11-20T15:30:00Z", AT)).toBe("00:30:00");
  });

  it("that are missing or nonsense are a dash", () => {
    expect(seoulTime(null)).toBe("–");
    expect(seoulTime("soon")).toBe("–");
    expect(toMs(undefined)).toBeNull();
  });
});

describe("time left", () => {
  it.each([
    [29 * 60_000 + 38_000, "29:38"],
    [3_723_000, "1:02:03"],
    [400, "00:01"],
    [0, "00:00"],
    [-5_000, "00:00"],
  ])("%i ms is %s", (ms, text) => {
    expect(timeLeft(AT + ms, AT)).toBe(text);
  });
});

describe("lengths of time", () => {
  it.each([
    [22, "22초", "22 s"],
    [130, "2분 10초", "2 min 10 s"],
    [120, "2분", "2 min"],
    [3900, "1시간 5분", "1 h 5 min"],
    [-3, "0초", "0 s"],
  ])("%i seconds", (seconds, ko, en) => {
    expect(duration(seconds, "ko")).toBe(ko);
    expect(duration(seconds, "en")).toBe(en);
  });

  it("ago is said in each language's order", () => {
    expect(ago(AT - 22_000, AT, "ko")).toBe("22초 전");
    expect(ago(AT - 22_000, AT, "en")).toBe("22 s ago");
    expect(ago(null, AT, "ko")).toBe("");
  });
});

it("distances are metres up to a kilometre", () => {
  expect(distance(38.4)).toBe("38 m");
  expect(distance(1234)).toBe("1.2 km");
  expect(distance(null)).toBe("");
});

it("delays have one decimal until ten seconds", () => {
  expect(delay(187, "ko")).toBe("0.2초");
  expect(delay(12_400, "en")).toBe("12 s");
  expect(delay(-80, "ko")).toBe("0.0초");
});

it("counts have thousands separated", () => {
  expect(count(3580)).toBe("3,580");
});

it("directions go round the compass, also below zero and past a turn", () => {
  expect([0, 45, 90, 180, 315, 359, -90, 405].map(arrow)).toEqual([
    "↑",
    "↗",
    "→",
    "↓",
    "↖",
    "↑",
    "←",
    "↗",
  ]);
  expect(arrow(null)).toBe("");
  expect(compassPoint(45, "ko")).toBe("북동");
  expect(compassPoint(225, "en")).toBe("south-west");
});
