// What lies on the planner's map, as GeoJSON: cells with their parts, sites with what their cameras see, requests. Pure.
import { circle, cone, type LonLat } from "../../map/geometry";
import type { Compared, Side } from "../plan/compare";
import type { Asked, DrawnSite, ScoredCell } from "../types";

export const NOTHING: GeoJSON.FeatureCollection = { type: "FeatureCollection", features: [] };

const collection = (features: GeoJSON.Feature[]): GeoJSON.FeatureCollection => ({
  type: "FeatureCollection",
  features,
});

const closed = (ring: readonly [number, number][]): LonLat[] => {
  const [first] = ring;
  const last = ring[ring.length - 1];
  if (!first || !last) return [];
  return first[0] === last[0] && first[1] === last[1] ? [...ring] : [...ring, first];
};

/** Once for a score: a slider changes paint, not these. */
export function cellShapes(cells: readonly ScoredCell[]): GeoJSON.FeatureCollection {
  return collection(
    cells.map((cell) => ({
      type: "Feature",
      properties: {
        code: cell.code,
        ...Object.fromEntries(cell.parts.map((value, at) => [`p${at}`, value])),
      },
      geometry: { type: "Polygon", coordinates: [closed(cell.ring)] },
    })),
  );
}

export interface Numbered {
  site: DrawnSite;
  /** Its place in the list; empty where two versions are shown. */
  number: string;
  side: Side;
  mark: "" | "forced" | "forbidden";
}

export function siteShapes(sites: readonly Numbered[], chosen: string | null) {
  const points = sites.map(
    ({ site, number, side, mark }): GeoJSON.Feature => ({
      type: "Feature",
      properties: {
        id: site.candidate_id,
        number,
        side,
        mark,
        chosen: site.candidate_id === chosen,
      },
      geometry: { type: "Point", coordinates: [site.lon, site.lat] },
    }),
  );
  return { sites: collection(points), views: collection(sites.flatMap(viewsOf)) };
}

/** A fixed camera's cone; a PTZ's reach all around, for it may look anywhere. */
function viewsOf({ site, side }: Numbered): GeoJSON.Feature[] {
  const at: LonLat = [site.lon, site.lat];
  return site.headings.map((one) => {
    const isReach = one.kind === "ptz";
    const ring = isReach
      ? circle(at, one.range_m, 48)
      : cone(at, one.bearing_deg, one.hfov_deg, one.range_m);
    return {
      type: "Feature",
      properties: { id: site.candidate_id, what: isReach ? "reach" : "cone", side },
      geometry: { type: "Polygon", coordinates: [ring] },
    };
  });
}

export function numbered(
  sites: readonly DrawnSite[],
  forced: readonly string[],
  forbidden: readonly string[],
): Numbered[] {
  return sites.map((site, at) => ({
    site,
    number: String(at + 1),
    side: "both",
    mark: markOf(site.candidate_id, forced, forbidden),
  }));
}

export function markOf(id: string, forced: readonly string[], forbidden: readonly string[]) {
  if (forced.includes(id)) return "forced";
  return forbidden.includes(id) ? "forbidden" : "";
}

export function sided(two: Compared): Numbered[] {
  const of = (side: Side) => (site: DrawnSite) => ({ site, number: "", side, mark: "" as const });
  return [...two.both.map(of("both")), ...two.left.map(of("left")), ...two.right.map(of("right"))];
}

export function requestShapes(requests: readonly Asked[]): GeoJSON.FeatureCollection {
  return collection(
    requests
      .filter((one) => !one.is_merged)
      .map((one) => ({
        type: "Feature",
        properties: { id: one.request_id, police: one.origin === "police" },
        geometry: { type: "Point", coordinates: [one.lon, one.lat] },
      })),
  );
}

export function requestsIn(requests: readonly Asked[], cell: ScoredCell): Asked[] {
  return requests.filter((one) => !one.is_merged && isInside(cell.ring, one.lon, one.lat));
}

/** Even-odd rule. */
export function isInside(ring: readonly [number, number][], lon: number, lat: number): boolean {
  let inside = false;
  ring.forEach(([x1, y1], at) => {
    const [x0, y0] = ring[(at + ring.length - 1) % ring.length] as [number, number];
    if (y1 > lat !== y0 > lat && lon < ((x0 - x1) * (lat - y1)) / (y0 - y1) + x1) inside = !inside;
  });
  return inside;
}
