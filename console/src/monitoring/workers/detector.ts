// Which detector runs and what was measured of it on our clips. Pure.
import type { Workers } from "../types";

export interface Detector {
  name: string;
  digest: string;
  licence: string;
  source: string;
  size: string;
  device: string;
  precision: string;
}

export interface Figure {
  name: string;
  value: string;
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

/** Of the first worker that has one: all run the same, or the page tells of each. */
export function detectorOf(workers: Workers): Detector | null {
  const about = workers.workers.map((one) => one.detector).find((one) => text(one.name));
  if (!about) return null;
  const { width, height } = about;
  return {
    name: text(about.name),
    digest: text(about.digest),
    licence: text(about.licence),
    source: text(about.source),
    size: typeof width === "number" && typeof height === "number" ? `${width}×${height}` : "",
    device: text(about.device),
    precision: text(about.precision),
  };
}

/** Names of all that run: more than one is worth a word. */
export function detectorsOf(workers: Workers): string[] {
  const names = workers.workers.map((one) => text(one.detector.name)).filter(Boolean);
  return [...new Set(names)];
}

/** `measured`: clip → person AP50, as the node keeps it of this build. */
export function figuresOf(workers: Workers): Figure[] {
  const about = workers.workers.map((one) => one.detector).find((one) => text(one.name));
  const measured = about?.measured;
  if (typeof measured !== "object" || measured === null) return [];
  return Object.entries(measured).flatMap(([name, value]) =>
    typeof value === "number" ? [{ name, value: value.toFixed(2) }] : [],
  );
}
