// The quiet base: dong lines, alleys traced by faint lights, neutral camera marks. Colours come from the page's tokens.
import type { ExpressionSpecification, StyleSpecification } from "maplibre-gl";

export interface Palette {
  ground: string;
  land: string;
  line: string;
  light: string;
  lit: string;
  camera: string;
  text: string;
  halo: string;
  accent: string;
  alarm: string;
  warn: string;
  way: string;
  textPx: number;
}

export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element);
  const token = (name: string) => style.getPropertyValue(name).trim() || "#888888";
  return {
    ground: token("--surface-0"),
    land: token("--land"),
    line: token("--district"),
    light: token("--map-light"),
    lit: token("--map-lit"),
    camera: token("--camera"),
    text: token("--ink-2"),
    halo: token("--surface-0"),
    accent: token("--accent"),
    alarm: token("--alarm"),
    warn: token("--warn"),
    way: token("--ink-1"),
    textPx: 0.75 * (Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16),
  };
}

export const FONT = "Pretendard Variable";
const NOTHING: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
const what = (name: string) => ["==", ["get", "what"], name] as ["==", unknown, string];

/** Marks of these owners are faint: what is known of them may be old. */
export function opacityOf(stale: readonly string[], usual = 1): ExpressionSpecification {
  const owner: ExpressionSpecification = ["to-string", ["get", "owner"]];
  return ["case", ["in", owner, ["literal", [...stale]]], 0.3 * usual, usual];
}

export function tilesUrl(version: number): string {
  return `${location.origin}/api/map/tiles/{z}/{x}/{y}?v=${version}`;
}

function baseLayers(p: Palette): StyleSpecification["layers"] {
  return [
    { id: "ground", type: "background", paint: { "background-color": p.ground } },
    { id: "land", type: "fill", source: "areas", paint: { "fill-color": p.land } },
    {
      id: "dong",
      type: "line",
      source: "areas",
      paint: {
        "line-color": p.line,
        "line-width": ["interpolate", ["linear"], ["zoom"], 12, 1, 17, 2],
      },
    },
    // Each light's ground, about 25 m across: side by side they trace the alley where no street is drawn.
    {
      id: "lit",
      type: "circle",
      source: "district",
      "source-layer": "lights",
      minzoom: 13.5,
      paint: {
        "circle-color": p.lit,
        "circle-radius": ["interpolate", ["exponential", 2], ["zoom"], 13, 3, 19, 192],
        "circle-blur": 1,
        "circle-opacity": ["interpolate", ["linear"], ["zoom"], 13.5, 0, 15, 0.5],
      },
    },
    {
      id: "lights",
      type: "circle",
      source: "district",
      "source-layer": "lights",
      minzoom: 13.5,
      paint: {
        "circle-color": p.light,
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 13.5, 0.6, 15, 1.6, 18, 3.2],
        "circle-opacity": ["interpolate", ["linear"], ["zoom"], 13.5, 0, 14.5, 0.6, 16, 1],
      },
    },
  ];
}

function markLayers(p: Palette): StyleSpecification["layers"] {
  return [
    {
      id: "cameras",
      type: "circle",
      source: "district",
      "source-layer": "cameras",
      filter: ["!=", ["get", "state"], "dead"],
      paint: {
        "circle-color": p.camera,
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 12, 1.6, 15, 2.8, 18, 4.5],
        "circle-stroke-color": p.ground,
        "circle-stroke-width": 1,
      },
    },
    {
      id: "cameras-dead",
      type: "symbol",
      source: "district",
      "source-layer": "cameras",
      filter: ["==", ["get", "state"], "dead"],
      layout: { "icon-image": "cross", "icon-allow-overlap": true, "icon-size": 0.5 },
    },
    {
      id: "dong-names",
      type: "symbol",
      source: "labels",
      layout: {
        "text-field": ["step", ["zoom"], ["get", "counted"], 15, ["get", "name"]],
        "text-font": [FONT],
        "text-size": p.textPx,
        "text-max-width": 20,
        "text-padding": 8,
      },
      paint: { "text-color": p.text, "text-halo-color": p.halo, "text-halo-width": 1.5 },
    },
  ];
}

function sceneLayers(p: Palette): StyleSpecification["layers"] {
  return [
    {
      id: "hazard",
      type: "fill",
      source: "scene",
      filter: what("hazard"),
      paint: { "fill-color": p.warn, "fill-opacity": 0.14 },
    },
    {
      id: "hazard-edge",
      type: "line",
      source: "scene",
      filter: what("hazard"),
      paint: { "line-color": p.warn, "line-width": 1.5, "line-dasharray": [4, 2] },
    },
    {
      id: "area",
      type: "fill",
      source: "scene",
      filter: what("area"),
      paint: { "fill-color": p.alarm, "fill-opacity": 0.08 },
    },
    {
      id: "area-edge",
      type: "line",
      source: "scene",
      filter: what("area"),
      paint: { "line-color": p.alarm, "line-width": 1.5 },
    },
    {
      id: "accuracy",
      type: "fill",
      source: "scene",
      filter: what("accuracy"),
      paint: { "fill-color": p.alarm, "fill-opacity": 0.12 },
    },
    {
      id: "radius",
      type: "line",
      source: "scene",
      filter: what("radius"),
      paint: { "line-color": p.alarm, "line-opacity": 0.6, "line-dasharray": [3, 4] },
    },
    {
      id: "radius-name",
      type: "symbol",
      source: "scene",
      filter: what("radius-name"),
      layout: {
        "text-field": ["get", "text"],
        "text-font": [FONT],
        "text-size": p.textPx,
        "text-allow-overlap": true,
      },
      paint: { "text-color": p.text, "text-halo-color": p.halo, "text-halo-width": 2 },
    },
    {
      id: "views",
      type: "fill",
      source: "scene",
      filter: ["in", ["get", "what"], ["literal", ["cone", "ring"]]],
      paint: {
        "fill-color": p.accent,
        "fill-opacity": ["case", ["==", ["get", "chosen"], true], 0.3, 0.14],
      },
    },
    {
      id: "view-edges",
      type: "line",
      source: "scene",
      filter: ["in", ["get", "what"], ["literal", ["cone", "ring"]]],
      paint: { "line-color": p.accent, "line-opacity": 0.6, "line-width": 1 },
    },
    {
      id: "views-unknown",
      type: "line",
      source: "scene",
      filter: what("unknown"),
      paint: { "line-color": p.accent, "line-width": 1, "line-dasharray": [2, 3] },
    },
    {
      id: "way",
      type: "line",
      source: "scene",
      filter: what("way"),
      layout: { "line-cap": "round" },
      paint: { "line-color": p.way, "line-width": 2.5, "line-dasharray": [0.1, 2] },
    },
  ] as StyleSpecification["layers"];
}

/** No `glyphs`: labels are drawn from the page's own font, so nothing is fetched from outside. */
export function styleOf(p: Palette, version: number): StyleSpecification {
  return {
    version: 8,
    sources: {
      areas: { type: "geojson", data: NOTHING },
      labels: { type: "geojson", data: NOTHING },
      district: { type: "vector", tiles: [tilesUrl(version)], minzoom: 11, maxzoom: 16 },
      scene: { type: "geojson", data: NOTHING },
    },
    layers: [
      ...baseLayers(p),
      ...sceneLayers(p).slice(0, 10),
      ...markLayers(p),
      ...sceneLayers(p).slice(10),
    ],
  };
}
