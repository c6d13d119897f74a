// The map of the city: dongs as thin lines, districts as stronger ones, cameras as neutral marks; only a call has a colour.
import type { StyleSpecification } from "maplibre-gl";
import { FONT, type Palette, tilesUrl } from "../map/style";

const NOTHING: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };
const count = ["coalesce", ["get", "count"], 1];

export function cityStyle(p: Palette): StyleSpecification {
  return {
    version: 8,
    sources: {
      areas: { type: "geojson", data: NOTHING },
      outlines: { type: "geojson", data: NOTHING },
      names: { type: "geojson", data: NOTHING },
      calls: { type: "geojson", data: NOTHING },
      district: { type: "vector", tiles: [tilesUrl(0)], minzoom: 8, maxzoom: 16 },
    },
    layers: [
      { id: "ground", type: "background", paint: { "background-color": p.ground } },
      { id: "land", type: "fill", source: "outlines", paint: { "fill-color": p.land } },
      {
        id: "dong",
        type: "line",
        source: "areas",
        paint: {
          "line-color": p.line,
          "line-opacity": ["interpolate", ["linear"], ["zoom"], 10, 0.45, 13, 0.9],
          "line-width": ["interpolate", ["linear"], ["zoom"], 10, 0.4, 14, 1],
        },
      },
      {
        id: "cameras",
        type: "circle",
        source: "district",
        "source-layer": "cameras",
        paint: {
          "circle-color": p.camera,
          "circle-radius": [
            "interpolate",
            ["linear"],
            ["zoom"],
            10,
            ["interpolate", ["linear"], count, 1, 0.7, 40, 2.2, 200, 3.2],
            16,
            ["interpolate", ["linear"], count, 1, 3, 40, 7],
          ],
          "circle-opacity": 0.8,
        },
      },
      {
        id: "gu",
        type: "line",
        source: "outlines",
        paint: {
          "line-color": p.camera,
          "line-width": ["interpolate", ["linear"], ["zoom"], 9, 1, 13, 2.5],
        },
      },
      {
        id: "chosen",
        type: "line",
        source: "outlines",
        filter: ["==", ["get", "district"], ""],
        paint: { "line-color": p.accent, "line-width": 3 },
      },
      {
        id: "call-ring",
        type: "circle",
        source: "calls",
        paint: { "circle-radius": 16, "circle-color": p.alarm, "circle-opacity": 0.2 },
      },
      {
        id: "call",
        type: "circle",
        source: "calls",
        paint: {
          "circle-radius": 6,
          "circle-color": p.alarm,
          "circle-stroke-color": p.ground,
          "circle-stroke-width": 1.5,
        },
      },
      {
        id: "names",
        type: "symbol",
        source: "names",
        layout: {
          "text-field": ["get", "name"],
          "text-font": [FONT],
          "text-size": p.textPx * 1.1,
          "text-padding": 0,
          "text-variable-anchor": ["center", "top", "bottom", "left", "right"],
          "text-radial-offset": 0.5,
        },
        paint: { "text-color": p.way, "text-halo-color": p.halo, "text-halo-width": 1.8 },
      },
    ] as StyleSpecification["layers"],
  };
}
