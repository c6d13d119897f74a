// Rules while they are edited: what a kind needs, corners that stay in the picture, hours over midnight, refusals in place.
import { describe, expect, it } from "vitest";
import {
  asKind,
  clockOf,
  faultOf,
  fitting,
  hoursSaid,
  isOvernight,
  isSame,
  isWholeDay,
  minuteOf,
  newRule,
  touches,
} from "../../src/monitoring/rules/draft";
import {
  arrowOf,
  inserted,
  MOST_CORNERS,
  middle,
  nudged,
  placed,
  without,
} from "../../src/monitoring/rules/shape";
import { KINDS, type Point } from "../../src/monitoring/types";
import { rule } from "./made";

const SQUARE: Point[] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
];

describe("corners", () => {
  it("stay in the picture however far they are pushed", () => {
    expect(nudged(SQUARE, 0, [-0.5, 0.2])[0]).toEqual([0, 0.2]);
    expect(placed(SQUARE, 2, [3, -3])[2]).toEqual([1, 0]);
  });

  it("are moved without touching the others or the given list", () => {
    const moved = nudged(SQUARE, 1, [-0.1, 0]);
    expect(moved[1]).toEqual([0.9, 0]);
    expect(moved[0]).toEqual(SQUARE[0]);
    expect(SQUARE[1]).toEqual([1, 0]);
  });

  it("are added half-way on a side, also on the last one", () => {
    expect(inserted(SQUARE, 0)[1]).toEqual([0.5, 0]);
    expect(inserted(SQUARE, 3)[4]).toEqual([0, 0.5]);
    expect(middle(SQUARE, 3)).toEqual([0, 0.5]);
  });

  it("are no more than a rule may have", () => {
    const many: Point[] = Array.from({ length: MOST_CORNERS }, (_, n) => [n / 100, 0]);
    expect(inserted(many, 0)).toHaveLength(MOST_CORNERS);
  });

  it("that leave no zone behind take the zone with them", () => {
    expect(without(SQUARE, 0)).toHaveLength(3);
    expect(without(SQUARE.slice(0, 3), 0)).toEqual([]);
  });

  it("of a line: the arrow points to its right, as the node judges it", () => {
    const [from, to] = arrowOf(
      [
        [0.2, 0.5],
        [0.8, 0.5],
      ],
      1,
      0.1,
    );
    expect(from).toEqual([0.5, 0.5]);
    expect(to[0]).toBeCloseTo(0.5);
    expect(to[1]).toBeCloseTo(0.6);
    // turned round, it points the other way
    const [, back] = arrowOf(
      [
        [0.8, 0.5],
        [0.2, 0.5],
      ],
      1,
      0.1,
    );
    expect(back[1]).toBeCloseTo(0.4);
  });
});

describe("a kind", () => {
  it.each(KINDS)("%s begins with something that fits it", (kind) => {
    const made = newRule(kind, "x");
    expect(made.things.length).toBeGreaterThan(0);
    for (const thing of made.things) expect(fitting(kind)).toContain(thing);
    expect(made.count).toBeGreaterThanOrEqual(kind === "crowd" ? 2 : 1);
  });

  it("keeps the drawing from zone to zone and loses it from zone to line", () => {
    expect(asKind(rule("a"), "loitering").points).toHaveLength(4);
    expect(asKind(rule("a"), "line_crossing").points).toEqual([]);
  });

  it("keeps name, hours and score, and drops things that it cannot speak of", () => {
    const before = rule("a", { things: ["person", "car"], score: 0.6 });
    const after = asKind(before, "vehicle_stopped");
    expect([after.name, after.score, after.things]).toEqual([before.name, 0.6, ["car"]]);
    expect(asKind(rule("a"), "abandoned_candidate").things).toEqual(["bag"]);
  });

  it("never carries both ways over to a wrong way", () => {
    expect(
      asKind(rule("a", { kind: "line_crossing", both_ways: true }), "wrong_way").both_ways,
    ).toBe(false);
  });
});

describe("what is unsaved", () => {
  it("does not depend on the order of things", () => {
    const [a, b] = [rule("a", { things: ["car", "bus"] }), rule("a", { things: ["bus", "car"] })];
    expect(isSame([a], [b])).toBe(true);
    expect(isSame([a], [{ ...b, score: 0.5 }])).toBe(false);
    expect(isSame([a], [])).toBe(false);
  });
});

describe("a refusal", () => {
  it.each([
    ["rules.2.points", 2, "points"],
    ["rules[0].hours.1.days", 0, "hours.1.days"],
    ["rules.1", 1, ""],
  ])("of %s is told at its rule", (field, index, part) => {
    expect(faultOf(field, "x")).toEqual({ index, part, text: "x" });
  });

  it("of the whole is nobody's", () => {
    expect(faultOf("rules", "x").index).toBeNull();
    expect(faultOf(null, "x").index).toBeNull();
  });

  it("touches the field that holds its part", () => {
    const fault = faultOf("rules.0.hours.1.days", "x");
    expect(touches(fault, 0, "hours.1")).toBe(true);
    expect(touches(fault, 0, "hours.10")).toBe(false);
    expect(touches(fault, 1, "hours.1")).toBe(false);
    expect(touches(null, 0, "points")).toBe(false);
  });
});

describe("hours", () => {
  const span = (from: number, to: number) => ({ days: [], from_minute: from, to_minute: to });

  it("are read from and written to the clock", () => {
    expect(minuteOf("22:05")).toBe(1325);
    expect(clockOf(1325)).toBe("22:05");
    expect(clockOf(1440)).toBe("00:00");
  });

  it("that end before they begin run over midnight", () => {
    expect(isOvernight(span(1320, 360))).toBe(true);
    expect(isOvernight(span(360, 1320))).toBe(false);
    expect(isOvernight(span(1320, 1440))).toBe(false);
    expect(isOvernight(span(1320, 0))).toBe(false);
  });

  it("are said with their days, and at all times nothing is said", () => {
    const night = { days: [5, 6], from_minute: 1320, to_minute: 360 };
    expect(hoursSaid([night, span(60, 120)], "월화수목금토일")).toBe(
      "토일 22:00–06:00, 01:00–02:00",
    );
    expect(hoursSaid([span(0, 0)], "MTWTFSS")).toBe("");
    expect(hoursSaid([], "MTWTFSS")).toBe("");
  });

  it("that end where they begin are the whole day", () => {
    expect(isWholeDay(span(0, 0))).toBe(true);
    expect(isWholeDay(span(0, 1440))).toBe(true);
    expect(isOvernight(span(600, 600))).toBe(false);
  });
});
