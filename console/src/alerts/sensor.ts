// How a water-level sensor stands, and in which order a room reads them. Pure.
import type { Sensor } from "./doors";

export type Standing = "asks" | "alarm" | "warning" | "silent" | "never" | "normal";
const ORDER: readonly Standing[] = ["asks", "alarm", "warning", "silent", "never", "normal"];

/** One that never spoke is another thing than one that fell silent; neither is an all-clear. */
export function standingOf(sensor: Sensor): Standing {
  if (sensor.waits_since !== null) return "asks";
  if (sensor.at === null) return "never";
  return sensor.state as Standing;
}

/** What needs a person first, then by name. */
export function inOrder(sensors: readonly Sensor[]): Sensor[] {
  const rank = (one: Sensor) => ORDER.indexOf(standingOf(one));
  return [...sensors].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name, "ko"));
}

export interface Gauge {
  /** Shares of the bar from 0 to 1. */
  level: number;
  warn: number;
  alarm: number;
}

/** The bar ends a quarter above the alarm, so that a crest can be seen to rise over it. */
export function gaugeOf(sensor: Sensor): Gauge | null {
  if (sensor.level_cm === null || sensor.alarm_cm <= 0) return null;
  const whole = sensor.alarm_cm * 1.25;
  const share = (cm: number) => Math.min(1, Math.max(0, cm / whole));
  return {
    level: share(sensor.level_cm),
    warn: share(sensor.warn_cm),
    alarm: share(sensor.alarm_cm),
  };
}

export function centimetres(cm: number): string {
  return `${Number(cm.toFixed(1))} cm`;
}
