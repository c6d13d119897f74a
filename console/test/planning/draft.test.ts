// The conditions while they are edited.
import { describe, expect, it } from "vitest";
import {
  at,
  cellOf,
  fieldsOf,
  fromPresent,
  isCrossed,
  isSame,
  placeIn,
  purse,
  put,
  stillFaulty,
  toggled,
  wrongAt,
} from "../../src/planning/config/draft";
import { CONFIG } from "./made";

describe("a value by its place", () => {
  it("is found and changed, and nothing else is", () => {
    const changed = put(CONFIG, "funds.1.won", 7);
    expect(at(changed, "funds.1.won")).toBe(7);
    expect(at(CONFIG, "funds.1.won")).toBe(510_000_000);
    expect(changed.limits).toBe(CONFIG.limits);
    expect(at(put(CONFIG, "limits.per_dong_min.1129", 2), "limits.per_dong_min.1129")).toBe(2);
    expect(at(CONFIG, "no.such.place")).toBeUndefined();
  });

  it("is the same in another order", () => {
    expect(isSame({ a: 1, b: [{ c: 2, d: 3 }] }, { b: [{ d: 3, c: 2 }], a: 1 })).toBe(true);
    expect(isSame({ a: [1, 2] }, { a: [2, 1] })).toBe(false);
  });
});

describe("what the node refused", () => {
  it.each([
    ["config.funds[1].won", ["funds.1.won"]],
    ["$.config.limits.sites_max", ["limits.sites_max"]],
    ["quotas.police, purse.0", ["quotas.police", "funds.0"]],
    ["limits.per_dong_min.정릉1동, spacing", ["limits.sites_per_dong_min", "limits.spacing_m"]],
    ["limits.ptz, forced.3, forbidden", ["limits.ptz_max", "forced", "forbidden"]],
    ["mixes[2].colour", ["mixes"]],
    ["solve.time_limit_s", ["solve.time_limit_s"]],
    ["limits", ["limits.sites_max"]],
    ["candidates", []],
    ["config", []],
    ["", []],
  ])("%s belongs to the form's %j", (said, fields) => expect(fieldsOf(said)).toEqual(fields));

  it("is wrong no more once the value is another", () => {
    const faults = { "limits.spacing_m": "no", name: "no" };
    const now = put(CONFIG, "limits.spacing_m", 25);
    expect(stillFaulty(faults, CONFIG, now)).toEqual({ name: "no" });
    expect(stillFaulty(faults, null, now)).toEqual(faults);
  });
});

describe("a number out of its range", () => {
  it.each([
    ["limits.sites_max", null, null],
    ["limits.sites_min", null, "empty"],
    ["limits.sites_min", 2.5, "whole"],
    ["limits.spacing_m", 2.5, null],
    ["limits.spacing_m", 1_001, "range"],
    ["prices.smart_pole", 0, "range"],
    ["funds.0.won", 0, null],
    ["mixes.0.ptz", 9, "range"],
    ["quotas.police", 1.2, "range"],
    ["weights.dark", 101, "range"],
    ["weights.bell_within_m", 0, "range"],
    ["solve.gap", Number.NaN, "number"],
  ])("%s = %s is %s", (path, value, wrong) => expect(wrongAt(path, value)).toBe(wrong));

  it("a most below its least is seen before it is sent", () => {
    const crossed = put(put(CONFIG, "limits.sites_min", 60), "limits.sites_max", 54);
    expect(isCrossed(crossed, "limits.sites_max")).toBe(true);
    expect(isCrossed(CONFIG, "limits.sites_max")).toBe(false);
    expect(isCrossed(crossed, "limits.sites_min")).toBe(false);
  });
});

it("the purses of 2024 add up", () => {
  expect(purse(CONFIG)).toBe(1_220_000_000);
});

describe("a site that must be in or out", () => {
  it("is one or the other, and a second press frees it", () => {
    const forced = toggled(CONFIG, "forced", "U1");
    expect(forced.forced).toEqual(["U1"]);
    const out = toggled(forced, "forbidden", "U1");
    expect([out.forced, out.forbidden]).toEqual([[], ["U1"]]);
    expect(toggled(out, "forbidden", "U1").forbidden).toEqual([]);
  });

  it("any cell may be named, by its middle on the national grid", () => {
    expect(placeIn("다사538520")).toBe("H다사53855205");
    expect(cellOf("H다사53855205")).toBe("다사538520");
    expect([placeIn("x"), cellOf("U다사53855205")]).toEqual([null, null]);
  });

  it("the next drawing begins at the present plan without what was thrown out", () => {
    const edited = { ...CONFIG, forced: ["U9"], forbidden: ["U2"], by_hand: ["old"] };
    expect(fromPresent(edited, ["U1", "U2", "U3"]).by_hand).toEqual(["U1", "U3", "U9"]);
  });
});
