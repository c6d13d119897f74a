// Places on a plane of metres, for a map of dong outlines that needs neither tiles nor a session.
import type { Dong } from "./doors";

export interface Place {
  lat: number;
  lon: number;
}
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}
export interface Spot {
  x: number;
  y: number;
}

const M_PER_DEGREE = 111_195;
const ORIGIN: Place = { lat: 37.55, lon: 127 };
const EAST = M_PER_DEGREE * Math.cos((ORIGIN.lat * Math.PI) / 180);
const LEAST_M = 120;

/** Metres east and south of the origin: y grows downwards, as on a screen. */
export function spotOf(place: Place): Spot {
  return { x: (place.lon - ORIGIN.lon) * EAST, y: (ORIGIN.lat - place.lat) * M_PER_DEGREE };
}

export function placeOf(spot: Spot): Place {
  const round = (value: number) => Math.round(value * 1e6) / 1e6;
  return {
    lat: round(ORIGIN.lat - spot.y / M_PER_DEGREE),
    lon: round(ORIGIN.lon + spot.x / EAST),
  };
}

export function moved(place: Place, eastM: number, northM: number): Place {
  const spot = spotOf(place);
  return placeOf({ x: spot.x + eastM, y: spot.y - northM });
}

export function pathOf(dong: Dong): string {
  return dong.rings
    .map((ring) => {
      const points = ring.map(([lon, lat]) => {
        const spot = spotOf({ lat, lon });
        return `${spot.x.toFixed(1)} ${spot.y.toFixed(1)}`;
      });
      return `M${points.join("L")}Z`;
    })
    .join("");
}

export function boxOf(dongs: readonly Dong[], margin = 0.04): Box {
  const spots = dongs.flatMap((dong) =>
    dong.rings.flatMap((ring) => ring.map(([lon, lat]) => spotOf({ lat, lon }))),
  );
  if (spots.length === 0) return { x: -1000, y: -1000, width: 2000, height: 2000 };
  const xs = spots.map((one) => one.x);
  const ys = spots.map((one) => one.y);
  const [west, north] = [Math.min(...xs), Math.min(...ys)];
  const [width, height] = [Math.max(...xs) - west, Math.max(...ys) - north];
  const pad = Math.max(width, height) * margin;
  return { x: west - pad, y: north - pad, width: width + 2 * pad, height: height + 2 * pad };
}

export function around(place: Place, acrossM: number): Box {
  const spot = spotOf(place);
  return { x: spot.x - acrossM / 2, y: spot.y - acrossM / 2, width: acrossM, height: acrossM };
}

/** By a factor about a spot, which stays where it is; never closer than a house, never wider than `most`. */
export function zoomed(box: Box, by: number, about: Spot, most: Box): Box {
  const size = Math.max(box.width, box.height);
  const wished = Math.min(Math.max(size * by, LEAST_M), Math.max(most.width, most.height) * 1.5);
  const real = wished / size;
  return {
    x: about.x - (about.x - box.x) * real,
    y: about.y - (about.y - box.y) * real,
    width: box.width * real,
    height: box.height * real,
  };
}

function isIn(ring: readonly (readonly number[])[], place: Place): boolean {
  let inside = false;
  let before = ring.at(-1);
  for (const here of ring) {
    const [x1, y1] = [here[0] ?? 0, here[1] ?? 0];
    const [x2, y2] = [before?.[0] ?? 0, before?.[1] ?? 0];
    const crosses = y1 > place.lat !== y2 > place.lat;
    if (crosses && place.lon < ((x2 - x1) * (place.lat - y1)) / (y2 - y1) + x1) inside = !inside;
    before = here;
  }
  return inside;
}

export function dongAt(dongs: readonly Dong[], place: Place): Dong | null {
  return dongs.find((dong) => dong.rings.some((ring) => isIn(ring, place))) ?? null;
}

/** Where a dong's name stands: the middle of its largest part by area, which a bent dong's box may miss. */
export function middleOf(dong: Dong): Spot {
  let best = { area: 0, x: 0, y: 0 };
  for (const ring of dong.rings) {
    let [area, x, y] = [0, 0, 0];
    const spots = ring.map(([lon, lat]) => spotOf({ lat, lon }));
    spots.forEach((one, at) => {
      const next = spots[(at + 1) % spots.length] ?? one;
      const cross = one.x * next.y - next.x * one.y;
      area += cross / 2;
      x += ((one.x + next.x) * cross) / 6;
      y += ((one.y + next.y) * cross) / 6;
    });
    if (Math.abs(area) > Math.abs(best.area)) best = { area, x: x / area, y: y / area };
  }
  return { x: best.x, y: best.y };
}

/** A round length that fits a quarter of the map. */
export function scaleOf(width: number): number {
  const rounds = [20, 50, 100, 200, 500, 1000, 2000, 5000];
  return rounds.filter((one) => one <= width / 4).at(-1) ?? 20;
}
