// The marks that people press or read: numbered discs, unit pills, the scene. Plain elements, so they are crisp and reachable by keyboard.
import { type Map as MapLibre, Marker } from "maplibre-gl";
import type { LonLat } from "./geometry";
import type { MapCamera, MapScene, MapUnit } from "./scene";

export interface MarkerCallbacks {
  onPick: (cameraId: string) => void;
  onMoveScene: (at: LonLat) => void;
}

interface Drawn {
  key: string;
  marker: Marker;
}

const SVG = "http://www.w3.org/2000/svg";
const DISC_REM = 1.5;

function element(tag: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

/** Cameras of one pole stand in a row, not on top of each other. */
export function sideSteps(cameras: readonly MapCamera[]): Map<string, number> {
  const poles = new Map<string, MapCamera[]>();
  for (const camera of cameras) {
    const pole = camera.at.map((degrees) => degrees.toFixed(5)).join();
    poles.set(pole, [...(poles.get(pole) ?? []), camera]);
  }
  const steps = new Map<string, number>();
  for (const group of poles.values()) {
    group.forEach((camera, index) => {
      steps.set(camera.cameraId, index - (group.length - 1) / 2);
    });
  }
  return steps;
}

function arrowElement(): Element {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "-90 -90 180 180");
  svg.setAttribute("class", "map-arrow");
  svg.setAttribute("aria-hidden", "true");
  for (const name of ["map-arrow-edge", "map-arrow-line"]) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", "M0 -22 V-74 M-13 -60 L0 -76 L13 -60");
    path.setAttribute("class", name);
    svg.append(path);
  }
  return svg;
}

/** One rem in px: a wall's type is larger, and so are its marks. */
export function rootPx(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}

export class SceneMarkers {
  #drawn = new Map<string, Drawn>();
  #dragging = false;

  constructor(
    private readonly map: MapLibre,
    private readonly callbacks: MarkerCallbacks,
  ) {}

  show(scene: MapScene | null, canMove: boolean): void {
    if (this.#dragging) return;
    const wanted = new Set<string>();
    if (scene) {
      const steps = sideSteps(scene.cameras);
      const discPx = DISC_REM * rootPx();
      for (const unit of scene.units) this.#unit(unit, wanted);
      for (const camera of scene.cameras) {
        this.#camera(camera, (steps.get(camera.cameraId) ?? 0) * discPx, wanted);
      }
      if (scene.at) this.#scene(scene, scene.at, canMove, wanted);
      if (scene.at && scene.arrowDeg !== null) this.#arrow(scene.at, scene.arrowDeg, wanted);
    }
    for (const [id, { marker }] of this.#drawn) {
      if (wanted.has(id)) continue;
      marker.remove();
      this.#drawn.delete(id);
    }
  }

  remove(): void {
    for (const { marker } of this.#drawn.values()) marker.remove();
    this.#drawn.clear();
  }

  #put(id: string, key: string, at: LonLat, wanted: Set<string>, make: () => Marker): Marker {
    wanted.add(id);
    const drawn = this.#drawn.get(id);
    if (drawn?.key === key) return drawn.marker.setLngLat(at);
    drawn?.marker.remove();
    const marker = make().setLngLat(at).addTo(this.map);
    this.#drawn.set(id, { key, marker });
    return marker;
  }

  #camera(camera: MapCamera, stepPx: number, wanted: Set<string>): void {
    const key = [camera.number, camera.state, camera.chosen, stepPx, camera.name].join();
    this.#put(`camera ${camera.cameraId}`, key, camera.at, wanted, () => {
      const disc = element("button", "map-camera", String(camera.number)) as HTMLButtonElement;
      disc.type = "button";
      disc.title = camera.name;
      disc.setAttribute("aria-label", `${camera.number} ${camera.name}`);
      disc.dataset.state = camera.state;
      if (camera.chosen) disc.dataset.chosen = "";
      disc.addEventListener("click", (event) => {
        event.stopPropagation();
        this.callbacks.onPick(camera.cameraId);
      });
      return new Marker({ element: disc, offset: [stepPx, 0] });
    });
  }

  #unit(unit: MapUnit, wanted: Set<string>): void {
    this.#put(`unit ${unit.unitId}`, unit.unitId, unit.at, wanted, () => {
      return new Marker({ element: element("div", "map-unit", unit.unitId) });
    });
  }

  #scene(scene: MapScene, at: LonLat, canMove: boolean, wanted: Set<string>): void {
    const key = [scene.label, canMove].join();
    this.#put("scene", key, at, wanted, () => {
      const mark = element("div", "map-scene", "!");
      mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", scene.label);
      mark.title = scene.label;
      const marker = new Marker({ element: mark, draggable: canMove });
      marker.on("dragstart", () => {
        this.#dragging = true;
      });
      marker.on("dragend", () => {
        this.#dragging = false;
        const { lng, lat } = marker.getLngLat();
        this.callbacks.onMoveScene([lng, lat]);
      });
      return marker;
    });
  }

  #arrow(at: LonLat, degrees: number, wanted: Set<string>): void {
    const marker = this.#put("arrow", "arrow", at, wanted, () => {
      return new Marker({
        element: arrowElement() as unknown as HTMLElement,
        rotationAlignment: "map",
      });
    });
    marker.setRotation(degrees);
  }
}
