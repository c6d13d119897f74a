// Distance and direction from the vehicle to the scene, on the screen and as one spoken line. Pure.
import { compassPoint, distance } from "../app/format";
import type { Language } from "../app/language";
import { bearing, type LonLat, metresBetween } from "../map/geometry";
import type { Fix } from "./position";
import { words } from "./words";

export interface Way {
  metres: number;
  /** From north. */
  bearingDeg: number;
  /** From where the vehicle heads; null while its heading is unknown. */
  turnDeg: number | null;
}

export function wayTo(scene: LonLat | null, fix: Fix | null): Way | null {
  if (!scene || !fix) return null;
  const bearingDeg = bearing(fix.at, scene);
  const turnDeg = fix.headingDeg === null ? null : (bearingDeg - fix.headingDeg + 360) % 360;
  return { metres: metresBetween(fix.at, scene), bearingDeg, turnDeg };
}

export function wayWords(way: Way, of: Language): string {
  const w = words[of];
  if (way.turnDeg === null) return w.towards(compassPoint(way.bearingDeg, of));
  return w.ways.split(",")[Math.round(way.turnDeg / 45) % 8] ?? "";
}

const STEPS_M = [50, 100, 200, 300, 500, 700];

/** Rounded so that the line changes only when it is worth saying again. */
export function spokenDistance(metres: number, of: Language): string {
  const w = words[of];
  if (metres >= 950) return w.kilometres(String(Math.max(1, Math.round(metres / 1000))));
  const nearest = STEPS_M.reduce((best, step) =>
    Math.abs(step - metres) < Math.abs(best - metres) ? step : best,
  );
  return w.metres(String(nearest));
}

export function shownDistance(way: Way | null): string {
  return way ? distance(way.metres) : "–";
}

/** The room's instruction goes before everything the machine has to say. */
export function spokenLine(
  way: Way | null,
  flightDeg: number | null,
  order: string | null,
  of: Language,
): string {
  const w = words[of];
  const parts = [
    order?.replace(/[.!?]?$/, "."),
    flightDeg === null ? null : w.saidFlight(compassPoint(flightDeg, of)),
    way && w.said(spokenDistance(way.metres, of), wayWords(way, of)),
  ];
  return parts.filter(Boolean).join(" ");
}
