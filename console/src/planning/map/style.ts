// The planner's map: one scale from the land's grey to the quiet blue, lines above it, sites darkest of all. No red: nothing here is an alarm.
import type { ExpressionSpecification, StyleSpecification } from "maplibre-gl";
import { FONT, type Palette, tilesUrl } from "../../map/style";
import { expressionOf, type Shown, stepsOf } from "../score/weigh";
import type { Weights } from "../types";
import { NOTHING } from "./shapes";

export const CANDIDATES_FROM = 12.5;

/** Five steps of the scale and what lies below them. */
const SHARES = [0.06, 0.2, 0.36, 0.54, 0.75, 1];

export function shades(p: Pick<Palette, "land" | "accent">): string[] {
  return SHARES.map((share) => mixed(p.land, p.accent, share));
}

/** Of two `#rrggbb`. */
export function mixed(from: string, to: string, share: number): string {
  const channel = (colour: string, at: number) => Number.parseInt(colour.slice(at, at + 2), 16);
  const parts = [1, 3, 5].map((at) =>
    Math.round(channel(from, at) + (channel(to, at) - channel(from, at)) * share)
      .toString(16)
      .padStart(2, "0"),
  );
  return `#${parts.join("")}`;
}

export interface CellPaint {
  fill: ExpressionSpecification;
  /** The two bands are outlined too: never by shade alone. */
  edge: ExpressionSpecification;
}

export function cellPaint(p: Palette, shown: Shown, weights: Weights): CellPaint {
  const value = expressionOf(shown, weights);
  const colours = shades(p);
  const stops = stepsOf(shown, weights).flatMap((from, at) => [from, colours[at + 1] as string]);
  const isTotal = shown === "total";
  return {
    fill: ["step", value, colours[0] as string, ...rising(stops)] as ExpressionSpecification,
    edge: isTotal
      ? ["case", [">=", value, weights.first_band], 1.6, [">=", value, weights.second_band], 0.8, 0]
      : (["literal", 0] as unknown as ExpressionSpecification),
  };
}

/** MapLibre takes rising stops only; equal ones (a weight of nought, odd bands) fall together. */
function rising(stops: (string | number)[]): (string | number)[] {
  const kept: (string | number)[] = [];
  for (let at = 0; at < stops.length; at += 2) {
    const from = stops[at] as number;
    const before = kept.length ? (kept[kept.length - 2] as number) : Number.NEGATIVE_INFINITY;
    if (from > before) kept.push(from, stops[at + 1] as string);
    else kept[kept.length - 1] = stops[at + 1] as string;
  }
  return kept;
}

const SIDE = (both: unknown, left: unknown, right: unknown) =>
  [
    "match",
    ["get", "side"],
    "left",
    left,
    "right",
    right,
    both,
  ] as unknown as ExpressionSpecification;

export function planStyle(p: Palette): StyleSpecification {
  const empty = { type: "geojson", data: NOTHING } as const;
  return {
    version: 8,
    sources: {
      areas: empty,
      labels: empty,
      cells: empty,
      priority: empty,
      requests: empty,
      candidates: empty,
      sites: empty,
      views: empty,
      district: { type: "vector", tiles: [tilesUrl(0)], minzoom: 11, maxzoom: 16 },
    },
    layers: [
      ...groundLayers(p),
      ...thingLayers(p),
      ...siteLayers(p),
    ] as StyleSpecification["layers"],
  };
}

function groundLayers(p: Palette): unknown[] {
  return [
    { id: "ground", type: "background", paint: { "background-color": p.ground } },
    { id: "land", type: "fill", source: "areas", paint: { "fill-color": p.land } },
    {
      id: "cells",
      type: "fill",
      source: "cells",
      paint: { "fill-color": p.land, "fill-opacity": 0.85 },
    },
    {
      id: "cell-bands",
      type: "line",
      source: "cells",
      paint: { "line-color": p.way, "line-opacity": 0.55, "line-width": 0 },
    },
    {
      id: "dong",
      type: "line",
      source: "areas",
      paint: {
        "line-color": p.way,
        "line-opacity": 0.5,
        "line-width": ["interpolate", ["linear"], ["zoom"], 11, 0.8, 17, 2],
      },
    },
    {
      id: "priority",
      type: "line",
      source: "priority",
      paint: { "line-color": p.way, "line-width": 1.5, "line-dasharray": [3, 2] },
    },
    {
      id: "priority-name",
      type: "symbol",
      source: "priority",
      minzoom: 13.5,
      layout: { "text-field": ["get", "said"], "text-font": [FONT], "text-size": p.textPx },
      paint: { "text-color": p.way, "text-halo-color": p.halo, "text-halo-width": 2 },
    },
  ];
}

function thingLayers(p: Palette): unknown[] {
  return [
    {
      id: "cameras",
      type: "circle",
      source: "district",
      "source-layer": "cameras",
      paint: {
        "circle-color": p.camera,
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 1.1, 14, 2.2, 18, 4.5],
        "circle-stroke-color": p.ground,
        "circle-stroke-width": ["interpolate", ["linear"], ["zoom"], 12, 0, 14, 1],
      },
    },
    candidateLayer(p),
    {
      id: "chosen-candidate",
      type: "circle",
      source: "candidates",
      filter: ["==", ["get", "id"], ""],
      paint: {
        "circle-radius": 9,
        "circle-color": p.accent,
        "circle-opacity": 0.35,
        "circle-stroke-color": p.way,
        "circle-stroke-width": 2,
      },
    },
    {
      id: "requests",
      type: "circle",
      source: "requests",
      paint: {
        "circle-color": ["case", ["get", "police"], p.way, p.ground],
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 2.5, 16, 6],
        "circle-stroke-color": p.way,
        "circle-stroke-width": 1.5,
      },
    },
    {
      id: "chosen-cell",
      type: "line",
      source: "cells",
      filter: ["==", ["get", "code"], ""],
      paint: { "line-color": p.way, "line-width": 3 },
    },
    {
      id: "dong-names",
      type: "symbol",
      source: "labels",
      maxzoom: 16,
      layout: {
        "text-field": ["get", "name"],
        "text-font": [FONT],
        "text-size": p.textPx,
        "text-padding": 6,
      },
      paint: { "text-color": p.way, "text-halo-color": p.halo, "text-halo-width": 1.6 },
    },
  ];
}

/** Some ten thousand: quiet dots, asked-for ones a little larger; none so far out that they become a cloud. */
function candidateLayer(p: Palette): unknown {
  const by = (police: unknown, complaint: unknown, city: unknown, score: unknown) => [
    "match",
    ["get", "origin"],
    "police",
    police,
    "complaint",
    complaint,
    "city_data",
    city,
    score,
  ];
  return {
    id: "candidates",
    type: "circle",
    source: "candidates",
    minzoom: CANDIDATES_FROM,
    paint: {
      "circle-color": by(p.way, p.ground, p.accent, p.camera),
      "circle-opacity": by(0.9, 0.9, 0.8, 0.55),
      "circle-radius": [
        "interpolate",
        ["linear"],
        ["zoom"],
        CANDIDATES_FROM,
        by(2, 2, 1.6, 1.2),
        17,
        by(5, 5, 4.5, 3.5),
      ],
      "circle-stroke-color": p.way,
      "circle-stroke-width": by(0, 1, 0, 0),
    },
  };
}

function siteLayers(p: Palette): unknown[] {
  const isCone = ["==", ["get", "what"], "cone"];
  const isForbidden = ["==", ["get", "mark"], "forbidden"];
  const isForced = ["==", ["get", "mark"], "forced"];
  return [
    {
      id: "views",
      type: "fill",
      source: "views",
      minzoom: 12.5,
      filter: isCone,
      paint: { "fill-color": p.way, "fill-opacity": SIDE(0.28, 0.14, 0.28) },
    },
    {
      id: "reach",
      type: "line",
      source: "views",
      minzoom: 12.5,
      filter: ["!", isCone],
      paint: { "line-color": p.way, "line-width": 1.2, "line-dasharray": [3, 2] },
    },
    {
      id: "site-chosen",
      type: "circle",
      source: "sites",
      filter: ["get", "chosen"],
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 9, 15, 17],
        "circle-color": p.accent,
        "circle-opacity": 0.35,
        "circle-stroke-color": p.way,
        "circle-stroke-width": 2,
      },
    },
    {
      id: "sites",
      type: "circle",
      source: "sites",
      paint: {
        "circle-radius": ["interpolate", ["linear"], ["zoom"], 11, 4, 13, 6.5, 15, 11],
        "circle-color": ["case", isForbidden, p.ground, SIDE(p.way, p.ground, p.accent)],
        "circle-stroke-color": [
          "case",
          isForced,
          p.accent,
          isForbidden,
          p.way,
          ["==", ["get", "side"], "both"],
          p.ground,
          p.way,
        ],
        "circle-stroke-width": ["case", isForced, 4, isForbidden, 2, SIDE(1.5, 2, 1.5)],
      },
    },
    {
      id: "site-names",
      type: "symbol",
      source: "sites",
      minzoom: 13,
      layout: {
        "text-field": ["case", isForbidden, "✕", ["get", "number"]],
        "text-font": [FONT],
        "text-size": ["interpolate", ["linear"], ["zoom"], 13, p.textPx * 0.8, 15, p.textPx],
        "text-allow-overlap": true,
        "text-ignore-placement": true,
      },
      paint: { "text-color": ["case", isForbidden, p.way, p.ground] },
    },
  ];
}
