// Places on the plane of the map.
import { describe, expect, it } from "vitest";
import {
  around,
  boxOf,
  dongAt,
  middleOf,
  moved,
  placeOf,
  scaleOf,
  spotOf,
  zoomed,
} from "../../src/requests/place";
import { DONGS } from "./made";

const HERE = { lat: 37.605, lon: 127.025 };

describe("a place on the map", () => {
  it("comes back as the place it was", () => {
    expect(placeOf(spotOf(HERE))).toEqual(HERE);
  });

  it("moves by metres", () => {
    const there = moved(HERE, 0, 111.195);
    expect(there.lat).toBeCloseTo(HERE.lat + 0.001, 6);
    expect(there.lon).toBeCloseTo(HERE.lon, 6);
  });

  it("lies in its dong, or in none", () => {
    expect(dongAt(DONGS, HERE)?.name).toBe("길음1동");
    expect(dongAt(DONGS, { lat: 37.605, lon: 127.035 })?.name).toBe("종암동");
    expect(dongAt(DONGS, { lat: 37.5, lon: 127.035 })).toBeNull();
  });

  it("has its dong's name in the dong's middle", () => {
    const middle = placeOf(middleOf(DONGS[0] as (typeof DONGS)[0]));
    expect(middle.lat).toBeCloseTo(37.605, 4);
    expect(middle.lon).toBeCloseTo(127.025, 4);
  });
});

describe("the view", () => {
  it("holds the whole district and a little more", () => {
    const box = boxOf(DONGS);
    const west = spotOf({ lat: 37.6, lon: 127.02 });
    const east = spotOf({ lat: 37.61, lon: 127.04 });
    expect(box.x).toBeLessThan(west.x);
    expect(box.x + box.width).toBeGreaterThan(east.x);
  });

  it("is something even before the dongs are there", () => {
    expect(boxOf([]).width).toBeGreaterThan(0);
  });

  it("zooms about a spot that stays, and never beyond a house or the district", () => {
    const whole = boxOf(DONGS);
    const spot = spotOf(HERE);
    const near = zoomed(around(HERE, 400), 0.5, spot, whole);
    expect(near.x + near.width / 2).toBeCloseTo(spot.x, 5);
    expect(near.width).toBeCloseTo(200, 5);
    expect(zoomed(near, 0.01, spot, whole).width).toBeCloseTo(120, 5);
    expect(zoomed(whole, 100, spot, whole).width).toBeCloseTo(whole.width * 1.5, 3);
  });

  it("has a scale in round metres", () => {
    expect([scaleOf(400), scaleOf(2_500), scaleOf(9_000), scaleOf(10)]).toEqual([
      100, 500, 2000, 20,
    ]);
  });
});
