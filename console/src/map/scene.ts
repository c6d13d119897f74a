// What a map shows of one incident, and the shapes made of it. Pure.
import type { CameraState, Incident } from "../api/feed";
import { distance } from "../app/format";
import { boundsOf, circle, cone, destination, type LonLat, metresBetween } from "./geometry";

export interface MapCamera {
  cameraId: string;
  number: number;
  name: string;
  at: LonLat;
  kind: string;
  bearingDeg: number | null;
  hfovDeg: number | null;
  rangeM: number | null;
  state: CameraState;
  chosen: boolean;
  /** Whose it is; empty: our own. */
  owner: string;
  isStale?: boolean;
}

export interface MapUnit {
  unitId: string;
  at: LonLat;
  headingDeg: number | null;
}

/** Where water is taken: a mark with its words, nothing to press. */
export interface MapWater {
  id: string;
  at: LonLat;
  label: string;
}

export interface MapScene {
  id: string;
  at: LonLat | null;
  label: string;
  radiusM: number;
  accuracyM: number;
  cameras: readonly MapCamera[];
  units: readonly MapUnit[];
  arrowDeg: number | null;
  /** The outer ring of where it is, where that is no point. */
  area?: readonly LonLat[] | null;
  water?: readonly MapWater[];
  /** Where something is wrong that is not this incident: a flood on the way. */
  hazards?: readonly (readonly LonLat[])[];
  /** Follows a person who moves: how old the point is, in words. */
  age?: { text: string; isOld: boolean } | null;
  /** Being drawn: the map stays where the hand left it. */
  isDraft?: boolean;
}

export function ringOf(area: Incident["area"]): readonly LonLat[] | null {
  const ring = area?.coordinates[0];
  return ring && ring.length > 2 ? (ring as LonLat[]) : null;
}

/** Where facts say that they are true; told twice, drawn once. */
function hazardsOf(incident: Incident): LonLat[][] {
  const rings = incident.facts.flatMap((one) => (one.rings ?? []) as LonLat[][]);
  return [...new Map(rings.map((ring) => [ring.join(";"), ring])).values()];
}

const USUAL_RANGE_M = 50;
const USUAL_FOV_DEG = 60;

export function sceneOf(incident: Incident, label: string, chosen: string | null): MapScene {
  const { place } = incident;
  return {
    id: incident.incident_id,
    at: place ? [place.lon, place.lat] : null,
    label,
    radiusM: place?.radius_m ?? 0,
    accuracyM: place?.accuracy_m ?? 0,
    cameras: incident.tiles.map((tile) => ({
      cameraId: tile.camera_id,
      number: tile.rank,
      name: tile.name,
      at: [tile.lon, tile.lat],
      kind: tile.kind,
      bearingDeg: tile.bearing_deg,
      hfovDeg: tile.hfov_deg,
      rangeM: tile.range_m,
      state: tile.state,
      chosen: tile.camera_id === chosen,
      owner: tile.owner,
    })),
    units: incident.responders.flatMap((unit) =>
      unit.lat === null || unit.lon === null
        ? []
        : [
            {
              unitId: unit.unit_id,
              at: [unit.lon, unit.lat] as LonLat,
              headingDeg: unit.heading_deg,
            },
          ],
    ),
    arrowDeg: incident.directing.arrow?.bearing_deg ?? null,
    area: ringOf(incident.area),
    hazards: hazardsOf(incident),
  };
}

type Feature = GeoJSON.Feature<GeoJSON.Polygon | GeoJSON.LineString | GeoJSON.Point>;

function polygon(ring: LonLat[], properties: GeoJSON.GeoJsonProperties): Feature {
  return { type: "Feature", properties, geometry: { type: "Polygon", coordinates: [ring] } };
}

function line(points: LonLat[], properties: GeoJSON.GeoJsonProperties): Feature {
  return { type: "Feature", properties, geometry: { type: "LineString", coordinates: points } };
}

function closed(ring: readonly LonLat[]): LonLat[] {
  const [first] = ring;
  const last = ring.at(-1);
  const isClosed = first?.[0] === last?.[0] && first?.[1] === last?.[1];
  return first && !isClosed ? [...ring, first] : [...ring];
}

/** Marks whose owner's line does not stand: still there, and grey. */
export function greyed(scene: MapScene | null, stale: readonly string[]): MapScene | null {
  if (!scene || stale.length === 0) return scene;
  const cameras = scene.cameras.map((one) =>
    stale.includes(one.owner) ? { ...one, isStale: true } : one,
  );
  return { ...scene, cameras };
}

/** A cone where the bearing is known; a pan-tilt camera sees all round; an unknown bearing is a dashed ring. */
function viewOf(camera: MapCamera): Feature {
  const range = camera.rangeM ?? USUAL_RANGE_M;
  const chosen = camera.chosen;
  if (camera.kind === "ptz") return polygon(circle(camera.at, range), { what: "ring", chosen });
  if (camera.bearingDeg === null) return line(circle(camera.at, range * 0.6), { what: "unknown" });
  return polygon(cone(camera.at, camera.bearingDeg, camera.hfovDeg ?? USUAL_FOV_DEG, range), {
    what: "cone",
    chosen,
  });
}

/** How far cameras were looked for, with its figure where the circle is lowest and the card never lies. */
function radiusOf(at: LonLat, metres: number): Feature[] {
  const name: Feature = {
    type: "Feature",
    properties: { what: "radius-name", text: distance(metres) },
    geometry: { type: "Point", coordinates: destination(at, 180, metres) },
  };
  return [line(circle(at, metres), { what: "radius" }), name];
}

export function shapesOf(scene: MapScene | null): GeoJSON.FeatureCollection {
  const features: Feature[] = [];
  if (scene) {
    for (const ring of scene.hazards ?? [])
      features.push(polygon(closed(ring), { what: "hazard" }));
    const area = scene.area ?? [];
    if (area.length > 2) features.push(polygon(closed(area), { what: "area" }));
    else if (area.length === 2) features.push(line([...area], { what: "area" }));
    features.push(
      ...scene.cameras.filter((one) => one.state !== "dead" && !one.isStale).map(viewOf),
    );
    const { at } = scene;
    if (at) {
      // where an area says where it is, a circle around its middle says nothing
      if (scene.radiusM > 0 && area.length === 0) features.push(...radiusOf(at, scene.radiusM));
      if (scene.accuracyM > 0) {
        features.push(polygon(circle(at, scene.accuracyM), { what: "accuracy" }));
      }
      features.push(...scene.units.map((unit) => line([at, unit.at], { what: "way" })));
    }
  }
  return { type: "FeatureCollection", features };
}

const LEAST_AROUND_M = 160;
const MOST_AROUND_M = 2000;
const UNIT_WITHIN_M = 700;

/** What must be on the screen: the scene, its cameras, and units that are near; one far away does not shrink the scene. */
export function extentOf(scene: MapScene): [LonLat, LonLat] | null {
  if (scene.isDraft) return null;
  const points: LonLat[] = [...scene.cameras.map((camera) => camera.at), ...(scene.area ?? [])];
  const { at } = scene;
  if (at) {
    const metres = Math.max(LEAST_AROUND_M, Math.min(scene.accuracyM, MOST_AROUND_M));
    points.push(...[0, 90, 180, 270].map((deg) => destination(at, deg, metres)));
    const near = scene.units.filter((unit) => metresBetween(at, unit.at) < UNIT_WITHIN_M);
    points.push(...near.map((unit) => unit.at));
  }
  return boundsOf(points);
}
