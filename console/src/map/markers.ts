// The marks that people press or read: numbered discs, unit pills, the scene. Plain elements, so they are crisp and reachable by keyboard.
import { type Map as MapLibre, Marker } from "maplibre-gl";
import type { LonLat } from "./geometry";
import type { MapCamera, MapScene, MapUnit, MapWater } from "./scene";
import { type Offset, type Spot, spread } from "./spread";

export interface MarkerCallbacks {
  onPick: (cameraId: string) => void;
  onMoveScene: (at: LonLat) => void;
}

interface Drawn {
  key: string;
  marker: Marker;
  lean: number | null;
}

const SVG = "http://www.w3.org/2000/svg";

function element(tag: string, className: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
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

function putAside(disc: Marker, leader: Marker, { x, y }: Offset): void {
  disc.setOffset([x, y]);
  const pole = leader.getElement();
  pole.toggleAttribute("data-aside", x !== 0 || y !== 0);
  pole.style.setProperty("--turn", `${(Math.atan2(y, x) * 180) / Math.PI}deg`);
  pole.style.setProperty("--away", `${Math.hypot(x, y)}px`);
}

export class SceneMarkers {
  #drawn = new Map<string, Drawn>();
  #dragging = false;

  constructor(
    private readonly map: MapLibre,
    private readonly callbacks: MarkerCallbacks,
  ) {
    map.on("zoom", () => this.#spread());
  }

  show(scene: MapScene | null, canMove: boolean): void {
    if (this.#dragging) return;
    const wanted = new Set<string>();
    if (scene) {
      for (const water of scene.water ?? []) this.#water(water, wanted);
      for (const unit of scene.units) this.#unit(unit, wanted);
      for (const camera of scene.cameras) this.#camera(camera, wanted);
      if (scene.at) this.#scene(scene, scene.at, canMove, wanted);
      if (scene.at && scene.arrowDeg !== null) this.#arrow(scene.at, scene.arrowDeg, wanted);
    }
    for (const [id, { marker }] of this.#drawn) {
      if (wanted.has(id)) continue;
      marker.remove();
      this.#drawn.delete(id);
    }
    this.#spread();
  }

  remove(): void {
    for (const { marker } of this.#drawn.values()) marker.remove();
    this.#drawn.clear();
  }

  #put(
    id: string,
    key: string,
    at: LonLat,
    wanted: Set<string>,
    make: () => Marker,
    lean: number | null = null,
  ): Marker {
    wanted.add(id);
    const drawn = this.#drawn.get(id);
    if (drawn?.key === key) return drawn.marker.setLngLat(at);
    drawn?.marker.remove();
    const marker = make().setLngLat(at).addTo(this.map);
    this.#drawn.set(id, { key, marker, lean });
    return marker;
  }

  /** Discs step aside for each other, the scene and a pole that they share; a thin line leads back to it. */
  #spread(): void {
    const marks = [...this.#drawn].filter(([id]) => id === "scene" || id.startsWith("camera "));
    const spots = marks.map(([id, drawn]): Spot => {
      const { x, y } = this.map.project(drawn.marker.getLngLat());
      const radius = drawn.marker.getElement().offsetWidth / 2;
      return { x, y, radius, isFixed: id === "scene", lean: drawn.lean };
    });
    const offsets = spread(spots);
    marks.forEach(([id, { marker }], index) => {
      const offset = offsets[index];
      const leader = this.#drawn.get(id.replace("camera", "leader"))?.marker;
      if (offset && leader && id !== "scene") putAside(marker, leader, offset);
    });
  }

  #camera(camera: MapCamera, wanted: Set<string>): void {
    const { bearingDeg } = camera;
    const lean = bearingDeg === null ? null : ((bearingDeg - 90) * Math.PI) / 180;
    const { number, state, chosen, name, isStale } = camera;
    const key = [number, state, chosen, name, bearingDeg, isStale].join();
    const make = () => {
      const disc = element("button", "map-camera", String(camera.number)) as HTMLButtonElement;
      disc.type = "button";
      disc.title = camera.name;
      disc.setAttribute("aria-label", `${camera.number} ${camera.name}`);
      disc.dataset.state = camera.state;
      if (camera.chosen) disc.dataset.chosen = "";
      if (camera.isStale) disc.dataset.stale = "";
      disc.addEventListener("click", (event) => {
        event.stopPropagation();
        this.callbacks.onPick(camera.cameraId);
      });
      return new Marker({ element: disc });
    };
    this.#put(`camera ${camera.cameraId}`, key, camera.at, wanted, make, lean);
    this.#put(`leader ${camera.cameraId}`, "", camera.at, wanted, () => {
      const pole = element("div", "map-pole");
      pole.append(element("i", "map-leader"));
      return new Marker({ element: pole });
    });
  }

  #unit(unit: MapUnit, wanted: Set<string>): void {
    this.#put(`unit ${unit.unitId}`, unit.unitId, unit.at, wanted, () => {
      return new Marker({ element: element("div", "map-unit", unit.unitId) });
    });
  }

  #water(water: MapWater, wanted: Set<string>): void {
    this.#put(`water ${water.id}`, water.label, water.at, wanted, () => {
      const mark = element("div", "map-water");
      mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", water.label);
      mark.title = water.label;
      return new Marker({ element: mark });
    });
  }

  #scene(scene: MapScene, at: LonLat, canMove: boolean, wanted: Set<string>): void {
    const { age = null } = scene;
    const key = [scene.label, canMove, age === null].join();
    const marker = this.#put("scene", key, at, wanted, () => {
      const mark = element("div", age ? "map-dot" : "map-scene", age ? "" : "!");
      mark.setAttribute("role", "img");
      mark.setAttribute("aria-label", scene.label);
      mark.title = scene.label;
      const made = new Marker({ element: mark, draggable: canMove });
      made.on("dragstart", () => {
        this.#dragging = true;
      });
      made.on("dragend", () => {
        this.#dragging = false;
        const { lng, lat } = made.getLngLat();
        this.callbacks.onMoveScene([lng, lat]);
      });
      return made;
    });
    // its age turns every second: said on the mark that is there, or a hand that drags it would lose it
    const mark = marker.getElement();
    mark.dataset.age = age?.text ?? "";
    mark.toggleAttribute("data-old", age?.isOld ?? false);
    if (age) mark.setAttribute("aria-label", `${scene.label}, ${age.text}`);
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
