// Versions side by side, gaps in words, shapes on the map.
import { describe, expect, it } from "vitest";
import {
  cellShapes,
  isInside,
  numbered,
  requestShapes,
  requestsIn,
  sided,
  siteShapes,
} from "../../src/planning/map/shapes";
import {
  byGain,
  changedConditions,
  compared,
  figuresOf,
  gapText,
  percent,
} from "../../src/planning/plan/compare";
import type { Asked } from "../../src/planning/types";
import { CONFIG, cell, site, version } from "./made";

const [one, two] = [version(1), version(2, 54, { forced: ["U55"] })];

describe("two versions", () => {
  it("have sites in common and sites of their own", () => {
    const sides = compared(one.plan, two.plan);
    expect(sides.both.length).toBe(53);
    expect(sides.left.map((each) => each.candidate_id)).toEqual(["U1"]);
    expect(sides.right.map((each) => each.candidate_id)).toEqual(["U55"]);
    expect(sides.changed.size).toBe(0);
  });

  it("name a site that is built otherwise", () => {
    const other = { ...one.plan, sites: [site(1, { mount: "smart_pole" }), site(2)] };
    expect([...compared(one.plan, other).changed]).toEqual(["U1"]);
  });

  it("name the conditions that differ", () => {
    expect(changedConditions(one, two)).toEqual(["forced"]);
  });

  it("have figures: cameras by kind, money, and the dong that has least", () => {
    expect(figuresOf(one.plan)).toMatchObject({
      sites: 54,
      ptz: 54,
      fixed: 54,
      won: 54 * 16_800_000,
      before: 0.262,
      after: 0.413,
      least: 0.2,
    });
  });
});

describe("figures in words", () => {
  it("a proven gap is only ever rounded up", () => {
    expect([0.0008, 0.000841, 0.0009, 0].map(gapText)).toEqual([
      "0.08 %",
      "0.09 %",
      "0.09 %",
      "0.00 %",
    ]);
  });

  it("a little is not nothing", () => {
    expect([0.413, 0, 0.0002].map((share) => percent(share))).toEqual([
      "41.3 %",
      "0.0 %",
      "< 0.1 %",
    ]);
  });

  it("the list stands by gain", () => {
    expect(byGain([site(3), site(1), site(2)]).map((each) => each.candidate_id)).toEqual([
      "U1",
      "U2",
      "U3",
    ]);
  });
});

describe("shapes", () => {
  it("a cell is closed and carries its parts", () => {
    const [shape] = cellShapes([cell(0)]).features;
    const ring = (shape as GeoJSON.Feature<GeoJSON.Polygon>).geometry.coordinates[0] ?? [];
    expect(ring[0]).toEqual(ring.at(-1));
    expect(shape?.properties).toMatchObject({ code: "다사000000", p0: 5, p6: 1 });
  });

  it("a PTZ reaches around, a fixed camera looks one way", () => {
    const shown = siteShapes(numbered([site(1)], ["U1"], []), "U1");
    expect(shown.views.features.map((each) => each.properties?.what)).toEqual(["reach", "cone"]);
    expect(shown.sites.features[0]?.properties).toMatchObject({
      number: "1",
      mark: "forced",
      chosen: true,
    });
  });

  it("each site of two versions is on its side", () => {
    const sides = sided(compared(one.plan, two.plan)).map((each) => each.side);
    expect(sides.filter((side) => side !== "both")).toEqual(["left", "right"]);
  });

  it("a merged request is not shown twice, and each lies in its cell", () => {
    const asked = (more: object) =>
      ({
        request_id: "r",
        origin: "police",
        lat: 37.5805,
        lon: 127.0005,
        is_merged: false,
        ...more,
      }) as Asked;
    const requests = [asked({}), asked({ is_merged: true }), asked({ lon: 127.02 })];
    expect(requestShapes(requests).features.length).toBe(2);
    expect(requestsIn(requests, cell(0))).toEqual([requests[0]]);
    expect(isInside(cell(0).ring, 126.9, 37.58)).toBe(false);
  });

  it("keeps nothing that was forbidden unmarked", () => {
    expect(numbered([site(1), site(2)], [], ["U2"]).map((each) => each.mark)).toEqual([
      "",
      "forbidden",
    ]);
    expect(CONFIG.forbidden).toEqual([]);
  });
});
