// The city's map itself, free of React: shapes in, a press on a district out.
import { type GeoJSONSource, Map as MapLibre } from "maplibre-gl";
import type { LonLat } from "../map/geometry";
import { scaleOf } from "../map/sceneMap";
import { opacityOf, paletteOf } from "../map/style";
import { cityStyle } from "./style";
import "../map/worker";

export interface CityShapes {
  areas: GeoJSON.FeatureCollection;
  outlines: GeoJSON.FeatureCollection;
  names: GeoJSON.FeatureCollection;
  calls: GeoJSON.FeatureCollection;
}

const SEOUL: LonLat = [126.99, 37.56];
const PADDING_PX = 28;

export class CityMap {
  readonly #map: MapLibre;
  #shapes: Partial<CityShapes> = {};
  #stale: readonly string[] = [];
  #chosen = "";

  constructor(
    private readonly container: HTMLElement,
    onPick: (district: string) => void,
  ) {
    this.#map = new MapLibre({
      container,
      style: cityStyle(paletteOf(container)),
      center: SEOUL,
      zoom: 10,
      minZoom: 8.5,
      maxZoom: 18,
      attributionControl: false,
      fadeDuration: 0,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.addControl(scaleOf(), "bottom-left");
    this.#map.on("style.load", () => this.#fill());
    this.#map.on("click", "land", (event) => {
      const district: unknown = event.features?.[0]?.properties?.district;
      if (typeof district === "string") onPick(district);
    });
  }

  /** After the theme changed. */
  repaint(): void {
    this.#map.setStyle(cityStyle(paletteOf(this.container)), { diff: false });
  }

  show(shapes: Partial<CityShapes>): void {
    this.#shapes = { ...this.#shapes, ...shapes };
    for (const [name, data] of Object.entries(shapes)) this.#source(name)?.setData(data);
  }

  /** Whose cameras are faint, and which district stands out. */
  mark(stale: readonly string[], chosen: string | null): void {
    this.#stale = stale;
    this.#chosen = chosen ?? "";
    this.#paint();
  }

  goTo(bounds: [LonLat, LonLat], isAtOnce: boolean): void {
    const isStill = isAtOnce || matchMedia("(prefers-reduced-motion: reduce)").matches;
    this.#map.fitBounds(bounds, { padding: PADDING_PX, duration: isStill ? 0 : 400 });
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
    this.#paint();
  }

  #paint(): void {
    if (!this.#map.getLayer("chosen")) return;
    this.#map.setFilter("chosen", ["==", ["get", "district"], this.#chosen]);
    this.#map.setPaintProperty("cameras", "circle-opacity", opacityOf(this.#stale, 0.8));
  }

  #source(id: string): GeoJSONSource | undefined {
    return this.#map.getSource(id) as GeoJSONSource | undefined;
  }
}
