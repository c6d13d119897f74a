// Which detector runs and what was measured of it on our clips. Pure.
import type { Measured, Workers } from "../types";

export interface Detector {
  name: string;
  digest: string;
  licence: string;
  source: string;
  size: string;
  device: string;
  precision: string;
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

/** How well it did on our clips; once for each clip, whichever worker tells of it. */
export function measuredOf(workers: Workers): Measured[] {
  const all = workers.workers.flatMap((one) => one.measured);
  const key = (one: Measured) => `${one.digest} ${one.clip} ${one.precision_of_numbers}`;
  return [...new Map(all.map((one) => [key(one), one])).values()];
}

/** `vtest_h264_native.mp4` → `vtest_h264_native` */
export function clipName(clip: string): string {
  return clip.replace(/\.[a-z0-9]+$/i, "");
}
