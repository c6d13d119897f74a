import { describe, expect, it } from "vitest";
import { labelsOf } from "../../src/map/areas";
import {
  bearing,
  boundsOf,
  circle,
  cone,
  destination,
  type LonLat,
  metresBetween,
} from "../../src/map/geometry";
import { extentOf, greyed, sceneOf, shapesOf } from "../../src/map/scene";
import { opacityOf, paletteOf, styleOf } from "../../src/map/style";
import { incident, tile } from "../feed/made";

const SCENE: LonLat = [127.02, 37.6];

describe("geometry", () => {
  it.each([0, 45, 90, 180, 315])("goes %i degrees and finds the way back", (degrees) => {
    const there = destination(SCENE, degrees, 500);
    expect(bearing(SCENE, there)).toBeCloseTo(degrees, 1);
    expect(metresBetween(SCENE, there)).toBeCloseTo(500, 0);
  });

  it("closes its rings", () => {
    const round = circle(SCENE, 50);
    expect(round[0]).toEqual(round.at(-1));
    const view = cone(SCENE, 90, 60, 50);
    expect([view[0], view.at(-1)]).toEqual([SCENE, SCENE]);
  });

  it("has no bounds of nothing", () => {
    expect(boundsOf([])).toBeNull();
  });
});

const pointOf = (label: GeoJSON.Feature | undefined) =>
  label?.geometry.type === "Point" ? label.geometry.coordinates : [];

const kindsOf = (more: Parameters<typeof incident>[1]) =>
  shapesOf(sceneOf(incident("a", more), "현장", null)).features.map((one) => one.properties?.what);

describe("a scene", () => {
  it("draws a cone for a known bearing, a ring for a pan-tilt camera, dashes for an unknown one", () => {
    const tiles = [tile(1), tile(2, { kind: "ptz" }), tile(3, { bearing_deg: null })];
    expect(kindsOf({ tiles }).slice(0, 3)).toEqual(["cone", "ring", "unknown"]);
  });

  it("draws no view of a dead camera", () => {
    expect(kindsOf({ tiles: [tile(1, { state: "dead" })] })).not.toContain("cone");
  });

  it("draws the search radius, the error of the position and the way of each unit that is placed", () => {
    const unit = { unit_id: "순31", kind: "PATROL_CAR", heading_deg: null, eta_s: 60, at: null };
    const responders = [
      { ...unit, lat: 37.601, lon: 127.021 },
      { ...unit, unit_id: "순32", lat: null, lon: null },
    ];
    expect(kindsOf({ tiles: [], responders })).toEqual([
      "radius",
      "radius-name",
      "accuracy",
      "way",
    ]);
  });

  it("a flood on the way is drawn once, however many lines tell of it", () => {
    const ring = [
      [127, 37.6],
      [127.01, 37.6],
      [127.01, 37.61],
    ];
    const fact = { label_ko: "현장", label_en: "Scene", value_ko: "침수", value_en: "flood" };
    const facts = ["a", "b"].map((one) => ({
      ...fact,
      label_ko: one,
      urgent: true,
      rings: [ring],
    }));
    const kinds = kindsOf({ tiles: [], facts: facts as never });
    expect(kinds.filter((one) => one === "hazard")).toHaveLength(1);
  });

  it("an area has no circle around its middle", () => {
    const ring = [
      [127, 37.6],
      [127.01, 37.6],
      [127.01, 37.61],
      [127, 37.6],
    ];
    const area = { type: "Polygon" as const, coordinates: [ring] };
    const kinds = kindsOf({ tiles: [], area: area as never });
    expect(kinds).toContain("area");
    expect(kinds).not.toContain("radius");
  });

  it("without a place draws only cameras", () => {
    expect(kindsOf({ place: null, tiles: [tile(1)] })).toEqual(["cone"]);
  });

  it("shows a unit that is near, and is not shrunk by one far away", () => {
    const extent = (metres: number) => {
      const [lon, lat] = destination(SCENE, 90, metres);
      const unit = {
        unit_id: "순31",
        kind: "",
        lat,
        lon,
        heading_deg: null,
        eta_s: null,
        at: null,
      };
      return extentOf(sceneOf(incident("a", { tiles: [], responders: [unit] }), "", null));
    };
    expect(extent(600)?.[1][0]).toBeCloseTo(destination(SCENE, 90, 600)[0], 6);
    expect(extent(5000)?.[1][0]).toBeCloseTo(destination(SCENE, 90, 160)[0], 6);
  });

  it("says how far cameras were looked for", () => {
    const { features } = shapesOf(sceneOf(incident("a"), "", null));
    const name = features.find((one) => one.properties?.what === "radius-name");
    expect(name?.properties?.text).toBe("300 m");
  });
});

describe("the base map", () => {
  const square: LonLat[] = [
    [127, 37],
    [127.2, 37],
    [127.2, 37.2],
    [127, 37],
  ];
  const area = (properties: object): GeoJSON.FeatureCollection => ({
    type: "FeatureCollection",
    features: [
      { type: "Feature", properties, geometry: { type: "Polygon", coordinates: [square] } },
    ],
  });

  it("labels a dong once, at its middle, with its cameras where they are told", () => {
    const [label] = labelsOf(
      area({ name: "길음1동", cameras: 1336 }),
      "ko",
      (n) => `카메라 ${n}대`,
    ).features;
    expect(label?.properties).toEqual({ name: "길음1동", counted: "길음1동\n카메라 1,336대" });
    expect(pointOf(label)[0]).toBeCloseTo(127.1);
  });

  it("takes the middle that the node names, in either shape", () => {
    for (const centre of [[127.05, 37.05], { lon: 127.05, lat: 37.05 }]) {
      const [label] = labelsOf(area({ name: "길음1동", centre }), "ko", String).features;
      expect(pointOf(label)).toEqual([127.05, 37.05]);
    }
  });

  it("asks nobody but the node for anything", () => {
    const style = styleOf(paletteOf(document.body), 0);
    const addresses = JSON.stringify(style).match(/\w+:\/\/[^"]+/g) ?? [];
    expect(addresses.every((one) => one.startsWith(location.origin))).toBe(true);
    expect(style.glyphs).toBeUndefined();
    expect(style.sprite).toBeUndefined();
  });
});

it("cameras of a centre out of reach stay as grey marks and lose their cones", () => {
  const scene = sceneOf(
    incident("a", { tiles: [tile(1), tile(2, { owner: "GANGBUK" })] }),
    "",
    null,
  );
  const grey = greyed(scene, ["GANGBUK"]);
  expect(grey?.cameras.map((one) => Boolean(one.isStale))).toEqual([false, true]);
  const cones = (of: typeof scene) =>
    shapesOf(of).features.filter((one) => one.properties?.what === "cone").length;
  expect([cones(scene), cones(grey as typeof scene)]).toEqual([2, 1]);
  expect(greyed(scene, [])).toBe(scene);
  expect(JSON.stringify(opacityOf(["GANGBUK"]))).toContain("GANGBUK");
});

describe("an area", () => {
  const ring = [
    [127, 37.5],
    [127.1, 37.5],
    [127.1, 37.6],
    [127, 37.5],
  ] as [number, number][];
  const area = { type: "Polygon" as const, coordinates: [ring] };

  it("is drawn and must be on the screen, also without a point", () => {
    expect(kindsOf({ tiles: [], place: null, area })).toEqual(["area"]);
    const scene = sceneOf(incident("a", { tiles: [], place: null, area }), "", null);
    expect(extentOf(scene)).toEqual([
      [127, 37.5],
      [127.1, 37.6],
    ]);
  });

  it("being drawn, it is closed by itself and leaves the map where it is", () => {
    const scene = {
      ...sceneOf(incident("a", { tiles: [], place: null }), "", null),
      isDraft: true,
    };
    const open = { ...scene, area: ring.slice(0, 3) };
    expect(shapesOf(open).features[0]?.geometry).toMatchObject({ coordinates: [ring] });
    expect(shapesOf({ ...scene, area: ring.slice(0, 2) }).features[0]?.geometry.type).toBe(
      "LineString",
    );
    expect(shapesOf({ ...scene, area: ring.slice(0, 1) }).features).toEqual([]);
    expect(extentOf(open)).toBeNull();
  });
});
