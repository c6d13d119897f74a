// The map itself, free of React: one MapLibre map, its base, its scene, and the two ways of pointing at it.
import {
  type GeoJSONSource,
  Map as MapLibre,
  type MapMouseEvent,
  ScaleControl,
  type VectorTileSource,
} from "maplibre-gl";
import { pointsOf } from "./areas";
import { bearing, boundsOf, type LonLat } from "./geometry";
import { rootPx, SceneMarkers } from "./markers";
import { extentOf, type MapScene, shapesOf } from "./scene";
import { FONT, opacityOf, paletteOf, styleOf, tilesUrl } from "./style";
import "./worker";

export interface SceneMapCallbacks {
  onPick: (cameraId: string) => void;
  onMoveScene: (at: LonLat) => void;
  /** While the pointer is held the aim is a preview; released, it is meant. */
  onAim: (bearingDeg: number, isMeant: boolean) => void;
  onPlace: (at: LonLat) => void;
}

export type Mode = "look" | "aim" | "place";
export interface Padding {
  top: number;
  right: number;
  bottom: number;
  left: number;
}

const SEOUL: LonLat = [126.99, 37.56];
const CLOSEST_ZOOM = 17;

function crossImage(colour: string): ImageData {
  const size = 24;
  const canvas = document.createElement("canvas");
  canvas.width = canvas.height = size;
  const pen = canvas.getContext("2d");
  if (!pen) return new ImageData(size, size);
  pen.strokeStyle = colour;
  pen.lineWidth = 3.5;
  pen.lineCap = "round";
  pen.beginPath();
  pen.moveTo(5, 5);
  pen.lineTo(19, 19);
  pen.moveTo(19, 5);
  pen.lineTo(5, 19);
  pen.stroke();
  return pen.getImageData(0, 0, size, size);
}

/** How far is how far, in round metres. */
export function scaleOf(): ScaleControl {
  const scale = new ScaleControl({ maxWidth: 7 * rootPx(), unit: "metric" });
  const add = scale.onAdd.bind(scale);
  scale.onAdd = (map) => {
    const bar = add(map);
    bar.classList.add("map-scale");
    return bar;
  };
  return scale;
}

export class SceneMap {
  readonly #map: MapLibre;
  readonly #markers: SceneMarkers;
  #scene: MapScene | null = null;
  #areas: GeoJSON.FeatureCollection | null = null;
  #labels: GeoJSON.FeatureCollection | null = null;
  #extent: [LonLat, LonLat] | null = null;
  #mode: Mode = "look";
  #aiming = false;
  #fitted = "";
  #isMovedByHand = false;
  #isHeld = false;
  readonly #sizes = new ResizeObserver(() => {
    if (!this.#isHeld) this.#resize();
  });
  #version = 0;
  #stale: readonly string[] = [];
  #padding: Padding = { top: 60, right: 60, bottom: 60, left: 60 };

  constructor(
    private readonly container: HTMLElement,
    private readonly callbacks: SceneMapCallbacks,
  ) {
    this.#map = new MapLibre({
      container,
      style: styleOf(paletteOf(container), 0),
      center: SEOUL,
      zoom: 11,
      maxZoom: 19,
      attributionControl: false,
      trackResize: false,
      fadeDuration: 0,
      dragRotate: false,
      pitchWithRotate: false,
      touchPitch: false,
    });
    this.#map.touchZoomRotate.disableRotation();
    this.#map.addControl(scaleOf(), "bottom-left");
    this.#sizes.observe(container);
    this.#markers = new SceneMarkers(this.#map, callbacks);
    this.#map.on("style.load", () => this.#fill());
    this.#map.on("movestart", (event: { originalEvent?: unknown }) => {
      if (event.originalEvent) this.#isMovedByHand = true;
    });
    // The wall beside the map opens and widens: what was fitted is fitted again, unless somebody moved it.
    this.#map.on("resize", () => {
      if (!this.#isMovedByHand) this.#refit();
    });
    this.#map.on("mousedown", (event) => this.#press(event));
    this.#map.on("touchstart", (event) => this.#press(event as unknown as MapMouseEvent));
    for (const kind of ["mousemove", "touchmove"] as const) {
      this.#map.on(kind, (event: { lngLat: { lng: number; lat: number } }) => {
        if (this.#aiming) this.#aim(event.lngLat, false);
      });
    }
    for (const kind of ["mouseup", "touchend"] as const) {
      this.#map.on(kind, (event: { lngLat: { lng: number; lat: number } }) => {
        if (this.#aiming) this.#aim(event.lngLat, true);
        this.#aiming = false;
      });
    }
  }

  /** After the theme changed: the same map in the page's new colours. */
  repaint(): void {
    this.#map.setStyle(styleOf(paletteOf(this.container), this.#version), { diff: false });
  }

  /** While held the map draws nothing anew, not even for a new size. */
  hold(isHeld: boolean): void {
    if (this.#isHeld && !isHeld) this.#resize();
    this.#isHeld = isHeld;
  }

  areas(areas: GeoJSON.FeatureCollection, labels: GeoJSON.FeatureCollection): void {
    this.#areas = areas;
    this.#labels = labels;
    this.#extent = boundsOf(areas.features.flatMap((one) => pointsOf(one.geometry)));
    this.#source("areas")?.setData(areas);
    this.#source("labels")?.setData(labels);
    if (this.#fitted === "") this.#refit("areas");
  }

  padding(padding: Padding): void {
    this.#padding = padding;
    if (!this.#isMovedByHand) this.#refit();
  }

  show(scene: MapScene | null, canMove: boolean): void {
    this.#scene = scene;
    this.#source("scene")?.setData(shapesOf(scene));
    this.#markers.show(scene, canMove);
    // A new incident, or the first cameras of one, moves the map; everything later leaves it where the officer put it.
    const key = scene
      ? `${scene.id} ${scene.at !== null} ${Boolean(scene.area)} ${scene.cameras.length > 0}`
      : "areas";
    if (key !== this.#fitted) this.#refit(key);
  }

  /** Cameras of centres whose line does not stand are grey. */
  stale(owners: readonly string[]): void {
    this.#stale = owners;
    this.#greyStale();
  }

  #greyStale(): void {
    if (!this.#map.getLayer("cameras")) return;
    this.#map.setPaintProperty("cameras", "circle-opacity", opacityOf(this.#stale));
    this.#map.setPaintProperty("cameras-dead", "icon-opacity", opacityOf(this.#stale));
  }

  /** Cameras that a new grant made visible are in new tiles. */
  reloadTiles(): void {
    this.#version++;
    const source = this.#map.getSource("district") as VectorTileSource | undefined;
    source?.setTiles([tilesUrl(this.#version)]);
  }

  mode(mode: Mode): void {
    this.#mode = mode;
    this.#aiming = false;
    this.#map.getCanvas().style.cursor = mode === "look" ? "" : "crosshair";
    this.#map.dragPan[mode === "aim" ? "disable" : "enable"]();
  }

  /** The canvas is a landmark of its own. */
  name(name: string): void {
    this.#map.getCanvas().setAttribute("aria-label", name);
  }

  zoomBy(steps: number): void {
    this.#map.zoomTo(this.#map.getZoom() + steps, { duration: 0 });
  }

  recentre(): void {
    this.#refit();
  }

  remove(): void {
    this.#sizes.disconnect();
    this.#markers.remove();
    this.#map.remove();
  }

  #fill(): void {
    const palette = paletteOf(this.container);
    if (!this.#map.hasImage("cross")) this.#map.addImage("cross", crossImage(palette.camera));
    if (this.#areas) this.#source("areas")?.setData(this.#areas);
    if (this.#labels) this.#source("labels")?.setData(this.#labels);
    this.#source("scene")?.setData(shapesOf(this.#scene));
    this.#greyStale();
  }

  /** A new size empties the canvas: drawn at once, or the map would flash. */
  #resize(): void {
    this.#map.resize();
    if (this.#map.isStyleLoaded()) this.#map.redraw();
  }

  #source(id: string): GeoJSONSource | undefined {
    return this.#map.getSource(id) as GeoJSONSource | undefined;
  }

  #refit(key = this.#fitted): void {
    const extent = this.#scene ? extentOf(this.#scene) : this.#extent;
    if (!extent) return;
    this.#fitted = key;
    this.#isMovedByHand = false;
    this.#map.fitBounds(extent, {
      padding: this.#padding,
      maxZoom: CLOSEST_ZOOM,
      duration: 0,
    });
  }

  #press(event: MapMouseEvent): void {
    if (this.#mode === "place") {
      this.callbacks.onPlace([event.lngLat.lng, event.lngLat.lat]);
    } else if (this.#mode === "aim" && this.#scene?.at) {
      this.#aiming = true;
      this.#aim(event.lngLat, false);
    }
  }

  #aim(to: { lng: number; lat: number }, isMeant: boolean): void {
    if (this.#scene?.at) this.callbacks.onAim(bearing(this.#scene.at, [to.lng, to.lat]), isMeant);
  }
}

/** Labels are drawn from the web font, so its pieces must be here before the first label is. */
export async function loadFontFor(text: string): Promise<void> {
  await document.fonts.load(`400 24px "${FONT}"`, text).catch(() => []);
}
