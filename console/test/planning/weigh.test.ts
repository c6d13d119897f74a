// A slider weighs as the node does, on the map as in the words.
import { describe, expect, it } from "vitest";
import { cellPaint, mixed, shades } from "../../src/planning/map/style";
import { rounded } from "../../src/planning/score/CellPanel";
import {
  bandOf,
  bare,
  expressionOf,
  isMoved,
  linesOf,
  ranked,
  slidersOf,
  stepsOf,
  weighed,
} from "../../src/planning/score/weigh";
import { CONFIG, cell, score } from "./made";

const W = CONFIG.weights;
const plain = (part: string) => ({ ko: part, en: part });
const sum = (values: number[]) => values.reduce((so_far, one) => so_far + one, 0);

/** As much of MapLibre's expressions as the score uses. */
function worked(expression: unknown, properties: Record<string, number>): number {
  if (typeof expression === "number") return expression;
  const [operator, ...rest] = expression as [string, ...unknown[]];
  if (operator === "get") return properties[rest[0] as string] as number;
  const values = rest.map((one) => worked(one, properties));
  return operator === "+" ? sum(values) : values.reduce((product, one) => product * one, 1);
}

const properties = (parts: number[]) =>
  Object.fromEntries(parts.map((value, at) => [`p${at}`, value]));

describe("the score", () => {
  it("is (0.5·W + C + E + L + K + Q) × (1 + what the dong's people add)", () => {
    expect(weighed([10, 3, 2, 3, 1, 2.2, 1.2], W)).toBeCloseTo((5 + 3 + 2 + 3 + 1 + 2.2) * 1.2);
    expect(weighed([10, 3, 2, 3, 1, 2.2, 1.2], { ...W, watch: 0, dark: 2 })).toBeCloseTo(
      (3 + 2 + 6 + 1 + 2.2) * 1.2,
    );
  });

  it("is what the node said, under the weights that the node used", () => {
    for (const one of score(200).scored.cells) expect(weighed(one.parts, W)).toBeCloseTo(one.total);
  });

  it("on the map it is the same as in the list, for any weights", () => {
    const moved = { ...W, watch: 1.3, crime: 0, requests: 2.7 };
    for (const one of score(60).scored.cells) {
      expect(worked(expressionOf("total", moved), properties(one.parts))).toBeCloseTo(
        weighed(one.parts, moved),
      );
    }
    expect(worked(expressionOf("dark", moved), properties([1, 2, 3, 4, 5, 6, 7]))).toBe(4);
  });

  it("falls into bands, the first of which stands above the second", () => {
    expect([15, 13, 12.9].map((one) => bandOf(one, W))).toEqual(["first", "second", null]);
    expect(stepsOf("total", W)).toEqual([3.3, 6.5, 9.8, 13, 15]);
    expect(stepsOf("watch", W)).toEqual([2, 4, 6, 8]);
  });

  it("ranks from the highest; equal cells by their number", () => {
    const cells = [cell(2), cell(1), cell(3, [10, 5, 5, 3, 2, 5, 1])];
    expect(ranked(cells, W).map((one) => one.cell.code)).toEqual([
      "다사000003",
      "다사000001",
      "다사000002",
    ]);
  });
});

describe("its lines", () => {
  const one = cell(1, [8, 3, 1, 2, 0, 0, 1.1]);

  it("add up to the score, whatever the weights", () => {
    for (const now of [W, { ...W, watch: 2, dark: 0 }, { ...W, crime: 3 }]) {
      const points = linesOf(one, W, slidersOf(now), plain).map((line) => line.points);
      expect(sum(points)).toBeCloseTo(weighed(one.parts, now));
    }
  });

  it("have a line for a part that weighed nothing when the node counted", () => {
    const then = { ...W, dark: 0 };
    const quiet = { ...one, reasons: one.reasons.filter((reason) => reason.part !== "dark") };
    const lines = linesOf(quiet, then, slidersOf(W), plain);
    expect(lines.find((line) => line.part === "dark")?.points).toBe(2);
    expect(sum(lines.map((line) => line.points))).toBeCloseTo(weighed(one.parts, W));
  });

  it("do not say their points twice", () => {
    expect(bare({ ko: "어두움(보안등 없음): 3", en: "dark: 2.25" })).toEqual({
      ko: "어두움(보안등 없음)",
      en: "dark",
    });
    expect(bare({ ko: "범죄(추정: 성북서 관할) 3/5등급: 3", en: "x" }).ko).toBe(
      "범죄(추정: 성북서 관할) 3/5등급",
    );
  });

  it("still add up when they are rounded to tenths", () => {
    const points = [1.04, 1.04, 1.04, 4.04];
    const shown = rounded(points, sum(points));
    expect(sum(shown)).toBeCloseTo(7.2);
    expect(shown).toEqual([1, 1, 1, 4.2]);
  });
});

it("weights that went back are moved no more", () => {
  expect(isMoved({ ...W, dark: 2 }, W)).toBe(true);
  expect(isMoved(slidersOf({ ...W, women: 0.5 }), W)).toBe(false);
});

describe("the map's paint", () => {
  const palette = { land: "#101418", accent: "#6ea8d8", way: "#ffffff" } as Parameters<
    typeof cellPaint
  >[0];

  it("rises from the land to the quiet blue", () => {
    expect(mixed("#000000", "#ffffff", 0.5)).toBe("#808080");
    expect(new Set(shades(palette)).size).toBe(6);
    expect(shades(palette).at(-1)).toBe("#6ea8d8");
  });

  it("has rising steps even where the bands are odd", () => {
    for (const weights of [W, { ...W, first_band: 0, second_band: 0 }, { ...W, second_band: 20 }]) {
      const [, , , ...stops] = cellPaint(palette, "total", weights).fill as unknown[];
      const from = stops.filter((one): one is number => typeof one === "number");
      expect(from).toEqual([...new Set(from)].sort((a, b) => a - b));
      expect(from.length).toBeGreaterThan(0);
    }
  });

  it("outlines the bands of the whole score alone", () => {
    expect(JSON.stringify(cellPaint(palette, "total", W).edge)).toContain("15");
    expect(JSON.stringify(cellPaint(palette, "dark", W).edge)).not.toContain("15");
  });
});
