// The planner's map itself, free of React: shapes and paint in, a press on a site or a cell out.
import { type GeoJSONSource, Map as MapLibre, type MapMouseEvent } from "maplibre-gl";
import { pointsOf } from "../../map/areas";
import type { LonLat } from "../../map/geometry";
import { boundsOf } from "../../map/geometry";
import { scaleOf } from "../../map/sceneMap";
import { paletteOf } from "../../map/style";
import type { Shown } from "../score/weigh";
import type { Weights } from "../types";
import { cellPaint, planStyle } from "./style";
import "../../map/worker";

export interface PlanShapes {
  areas: GeoJSON.FeatureCollection;
  labels: GeoJSON.FeatureCollection;
  cells: GeoJSON.FeatureCollection;
  priority: GeoJSON.FeatureCollection;
  requests: GeoJSON.FeatureCollection;
  candidates: GeoJSON.FeatureCollection;
  sites: GeoJSON.FeatureCollection;
  views: GeoJSON.FeatureCollection;
}

export type Layer =
  | "score"
  | "sites"
  | "candidates"
  | "cameras"
  | "requests"
  | "priority"
  | "dongs";
export const LAYERS: readonly Layer[] = [
  "score",
  "sites",
  "candidates",
  "cameras",
  "requests",
  "priority",
  "dongs",
];
const DRAWN: Record<Layer, readonly string[]> = {
  score: ["cells", "cell-bands"],
  sites: ["views", "reach", "site-chosen", "sites", "site-names"],
  candidates: ["candidates", "chosen-candidate"],
  cameras: ["cameras"],
  requests: ["requests"],
  priority: ["priority", "priority-name"],
  dongs: ["dong", "dong-names"],
};

export interface Picked {
  onSite: (candidate: string) => void;
  onCandidate: (candidate: string) => void;
  onCell: (code: string) => void;
}

const SEOUL: LonLat = [126.99, 37.56];
const NEAR_PX = 8;
const CLOSE = 15.2;

export class PlanMap {
  readonly #map: MapLibre;
  #shapes: Partial<PlanShapes> = {};
  #hidden: ReadonlySet<Layer> = new Set();
  #cell = "";
  #candidate = "";
  #score: { shown: Shown; weights: Weights } | null = null;
  #isFitted = false;

  constructor(
    private readonly container: HTMLElement,
    private readonly picked: Picked,
  ) {
    this.#map = new MapLibre({
      container,
      style: planStyle(paletteOf(container)),
      center: SEOUL,
      zoom: 11,
      minZoom: 9,
      maxZoom: 19,
      attributionControl: false,
      fadeDuration: 0,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.addControl(scaleOf(), "bottom-left");
    this.#map.on("style.load", () => this.#fill());
    this.#map.on("click", (event) => this.#press(event));
  }

  /** After the theme changed. */
  repaint(): void {
    this.#map.setStyle(planStyle(paletteOf(this.container)), { diff: false });
  }

  show(shapes: Partial<PlanShapes>): void {
    this.#shapes = { ...this.#shapes, ...shapes };
    for (const [name, data] of Object.entries(shapes)) this.#source(name)?.setData(data);
    if (shapes.areas && !this.#isFitted) this.whole();
  }

  /** A slider's move: paint alone, no shape is sent again. */
  score(shown: Shown, weights: Weights): void {
    this.#score = { shown, weights };
    this.#paintCells();
  }

  layers(hidden: ReadonlySet<Layer>): void {
    this.#hidden = hidden;
    this.#showLayers();
  }

  choose(cell: string | null): void {
    this.#cell = cell ?? "";
    if (this.#map.getLayer("chosen-cell")) {
      this.#map.setFilter("chosen-cell", ["==", ["get", "code"], this.#cell]);
    }
  }

  chooseCandidate(id: string | null): void {
    this.#candidate = id ?? "";
    if (this.#map.getLayer("chosen-candidate")) {
      this.#map.setFilter("chosen-candidate", ["==", ["get", "id"], this.#candidate]);
    }
  }

  /** As near as a site's cones can be read, never farther than it is now. */
  goTo(at: LonLat): void {
    const isStill = matchMedia("(prefers-reduced-motion: reduce)").matches;
    const zoom = Math.max(this.#map.getZoom(), CLOSE);
    this.#map.easeTo({ center: at, zoom, duration: isStill ? 0 : 300 });
  }

  whole(): void {
    const points = this.#shapes.areas?.features.flatMap((one) => pointsOf(one.geometry)) ?? [];
    const bounds = boundsOf(points);
    if (!bounds) return;
    this.#isFitted = true;
    this.#map.fitBounds(bounds, { padding: 28, duration: 0 });
  }

  zoomBy(steps: number): void {
    this.#map.zoomTo(this.#map.getZoom() + steps, { duration: 0 });
  }

  name(name: string): void {
    this.#map.getCanvas().setAttribute("aria-label", name);
  }

  remove(): void {
    this.#map.remove();
  }

  #fill(): void {
    for (const [name, data] of Object.entries(this.#shapes)) this.#source(name)?.setData(data);
    this.#paintCells();
    this.#showLayers();
    this.choose(this.#cell);
    this.chooseCandidate(this.#candidate);
  }

  #paintCells(): void {
    if (!this.#score || !this.#map.getLayer("cells")) return;
    const paint = cellPaint(paletteOf(this.container), this.#score.shown, this.#score.weights);
    this.#map.setPaintProperty("cells", "fill-color", paint.fill);
    this.#map.setPaintProperty("cell-bands", "line-width", paint.edge);
  }

  #showLayers(): void {
    for (const layer of LAYERS) {
      for (const drawn of DRAWN[layer]) {
        if (!this.#map.getLayer(drawn)) continue;
        const visibility = this.#hidden.has(layer) ? "none" : "visible";
        this.#map.setLayoutProperty(drawn, "visibility", visibility);
      }
    }
  }

  #press(event: MapMouseEvent): void {
    const { x, y } = event.point;
    const near: [[number, number], [number, number]] = [
      [x - NEAR_PX, y - NEAR_PX],
      [x + NEAR_PX, y + NEAR_PX],
    ];
    const [site] = this.#map.queryRenderedFeatures(near, { layers: ["sites"] });
    if (typeof site?.properties.id === "string") {
      this.picked.onSite(site.properties.id);
      return;
    }
    const [candidate] = this.#map.queryRenderedFeatures(near, { layers: ["candidates"] });
    if (typeof candidate?.properties.id === "string") {
      this.picked.onCandidate(candidate.properties.id);
      return;
    }
    const [cell] = this.#map.queryRenderedFeatures([x, y], { layers: ["cells"] });
    if (typeof cell?.properties.code === "string") this.picked.onCell(cell.properties.code);
  }

  #source(id: string): GeoJSONSource | undefined {
    return this.#map.getSource(id) as GeoJSONSource | undefined;
  }
}
