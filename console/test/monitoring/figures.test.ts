// The load's bars, and what verdicts changed, in figures that claim no more than was measured.
import { describe, expect, it } from "vitest";
import { barsOf, ceilingOf, confirmedOf, overOf } from "../../src/monitoring/load/chart";
import { basisOf, changeOf } from "../../src/monitoring/tunings/tuning";
import type { Workers } from "../../src/monitoring/types";
import {
  clipName,
  detectorOf,
  detectorsOf,
  measuredOf,
} from "../../src/monitoring/workers/detector";
import { COUNTS, FIGURES, load, tuning } from "./made";

const slot = (at: string, shown: number, operator = 1) => ({
  at,
  operator,
  figures: { ...FIGURES, shown },
});

describe("bars", () => {
  it("of twelve hours are ten minutes each", () => {
    const bars = barsOf(load());
    expect(bars).toHaveLength(72);
    expect((bars[1]?.fromMs ?? 0) - (bars[0]?.fromMs ?? 0)).toBe(600_000);
  });

  it("of a month tell of their worst ten minutes, not of a mean", () => {
    const long = load({
      begins: "2026-10-23T18:00:00Z",
      slots: [slot("2026-11-22T10:00:00Z", 1), slot("2026-11-22T10:10:00Z", 12)],
    });
    const bars = barsOf(long);
    expect(bars.length).toBeLessThanOrEqual(76);
    expect(Math.max(...bars.map((one) => one.most))).toBe(12);
  });

  it("take the fullest of several operators, and leave out what lies outside", () => {
    const bars = barsOf(
      load({
        slots: [
          slot("2026-11-22T06:00:00Z", 2, 1),
          slot("2026-11-22T06:00:00Z", 5, 2),
          slot("2026-11-20T06:00:00Z", 99),
        ],
      }),
    );
    expect(bars[0]?.most).toBe(5);
    expect(Math.max(...bars.map((one) => one.most))).toBe(5);
  });

  it("leave room for the line of a flood", () => {
    expect(ceilingOf(barsOf(load()), { flood: 10, manageable: 4 })).toBe(11);
    expect(ceilingOf(barsOf(load()), { flood: 2, manageable: 4 })).toBe(5);
  });

  it("more than is manageable is counted; just as much is not", () => {
    expect(overOf([slot("x", 4), slot("x", 5)], 4)).toBe(1);
  });

  it("nothing answered confirms nothing", () => {
    expect(confirmedOf({ confirmed: null })).toBe("–");
    expect(confirmedOf({ confirmed: 0 })).toBe("0 %");
  });
});

describe("what verdicts changed", () => {
  it("a score: from what to what, with what is expected to be lost", () => {
    expect(changeOf(tuning(), "ko")).toBe("신뢰도 기준 45 % → 58 %");
    expect(basisOf(tuning(), "ko")).toEqual(["오탐 52 % 줄어듦", "정탐 0.4 % 놓칠 수 있음"]);
  });

  it("a place: in numbers of alarms", () => {
    const place = tuning({ what: "place", expected: { cut: 4 }, silenced: 31 });
    expect(basisOf(place, "ko")).toEqual(["오탐 4건 줄어듦", "그 뒤 31건 울리지 않음"]);
  });

  it("hours are a proposal", () => {
    const hours = tuning({ what: "hours", hours: [22, 24], expected: { cut: 9 } });
    expect(changeOf(hours, "ko")).toBe("22:00~00:00을 빼도록 제안");
  });
});

describe("the detector", () => {
  const measured = (clip: string, ap50: number) => ({
    detector: "nanodet-g",
    digest: "d",
    clip,
    input: "373×280",
    precision_of_numbers: "bf16",
    pictures: 71,
    every: 1,
    ap50,
    precision: 0.8,
    recall: 0.8,
    least_score: 0.4,
    mota: null,
    idf1: null,
    cpu_ms: 8,
    build: "0.2.0",
  });
  const worker = (name: string, detector: Record<string, unknown>) => ({
    worker: name,
    cores: 2,
    load: 0.5,
    capacity: 40,
    held: 20,
    late: 0,
    isolated: 0,
    escalated: 0,
    detector,
    costs_ms: {},
    problem: "",
    measured: [measured("TUD-Campus.mp4", 0.81)],
  });
  const workers = (...all: ReturnType<typeof worker>[]): Workers => ({
    workers: all,
    share: 20,
    counts: COUNTS,
    unheld: 0,
    cameras: [],
  });

  it("is the first that a worker names, with its size", () => {
    const all = workers(
      worker("a", {}),
      worker("b", { name: "nanodet-g", width: 416, height: 256 }),
    );
    expect(detectorOf(all)?.size).toBe("416×256");
    expect(detectorOf(workers())).toBeNull();
  });

  it("two that differ are both told", () => {
    const all = workers(
      worker("a", { name: "x" }),
      worker("b", { name: "y" }),
      worker("c", { name: "x" }),
    );
    expect(detectorsOf(all)).toEqual(["x", "y"]);
  });

  it("its figures stand once, whoever tells them, under the clip's name", () => {
    const all = workers(worker("a", { name: "x" }), worker("b", { name: "x" }));
    expect(measuredOf(all)).toHaveLength(1);
    expect(clipName("TUD-Campus.mp4")).toBe("TUD-Campus");
  });
});
