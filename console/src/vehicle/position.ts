// Where the vehicle is and how fast: from fixes that may lack speed or heading. Pure.
import type { Responder } from "../api/feed";
import { toMs } from "../app/format";
import { bearing, type LonLat, metresBetween } from "../map/geometry";

export interface Fix {
  at: LonLat;
  ms: number;
  headingDeg: number | null;
  speedKmh: number | null;
  /** From the cab's own receiver, which tells every change; the dispatch system may tell one place for a whole way. */
  isOwn: boolean;
}

/** Closer fixes than this tell nothing about speed: the error of the fix is larger than the way. */
const SHORTEST_MS = 800;
const JITTER_M = 6;
/** Devices that stand still often give no speed and no new fix. */
const STILL_AFTER_MS = 5000;
const SILENT_AFTER_MS = 10_000;
const HEADING_NEEDS_M = 10;

export function fixOf(coords: GeolocationCoordinates, ms: number): Fix {
  const speed = coords.speed;
  return {
    at: [coords.longitude, coords.latitude],
    ms,
    headingDeg: Number.isFinite(coords.heading) ? coords.heading : null,
    speedKmh: typeof speed === "number" && speed >= 0 ? speed * 3.6 : null,
    isOwn: true,
  };
}

/** A fix from what the dispatch system says of this vehicle. */
export function fixOfResponder(responder: Responder): Fix | null {
  const ms = toMs(responder.at);
  if (responder.lat === null || responder.lon === null || ms === null) return null;
  return {
    at: [responder.lon, responder.lat],
    ms,
    headingDeg: responder.heading_deg,
    speedKmh: null,
    isOwn: false,
  };
}

/** The new fix with what it lacks taken from the way since the one before. */
export function follow(before: Fix | null, fix: Fix): Fix {
  if (!before || fix.ms <= before.ms) return before && fix.ms < before.ms ? before : fix;
  const metres = metresBetween(before.at, fix.at);
  const ms = fix.ms - before.ms;
  const isMeasured = ms >= SHORTEST_MS;
  const derived = isMeasured ? (metres <= JITTER_M ? 0 : (metres / ms) * 3600) : before.speedKmh;
  const turned = metres >= HEADING_NEEDS_M ? bearing(before.at, fix.at) : before.headingDeg;
  return {
    ...fix,
    speedKmh: fix.speedKmh ?? derived,
    headingDeg: fix.headingDeg ?? turned,
  };
}

/** Null is unknown: a moving vehicle that fell silent (a tunnel) has neither stopped nor kept its speed. */
export function speedAt(fix: Fix | null, now: number): number | null {
  if (!fix) return null;
  const silentMs = now - fix.ms;
  if (fix.speedKmh === null) return fix.isOwn && silentMs >= STILL_AFTER_MS ? 0 : null;
  return fix.speedKmh > 0 && silentMs >= SILENT_AFTER_MS ? null : fix.speedKmh;
}

export const SEND_EVERY_MS = 1000;

/** Positions go to the node at most once a second. */
export function mayTell(lastToldMs: number | null, now: number): boolean {
  return lastToldMs === null || now - lastToldMs >= SEND_EVERY_MS;
}
