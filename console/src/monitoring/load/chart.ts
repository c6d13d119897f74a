// Alarms before one operator in ten minutes, as bars under two lines. Pure.
import { percent } from "../alarm";
import type { Load, LoadFigures, LoadSlot } from "../types";

export const SLOT_MS = 600_000;
const MOST_BARS = 76;

export interface Bar {
  fromMs: number;
  toMs: number;
  /** The fullest ten minutes of the fullest operator within it. */
  most: number;
}

/** At most 76 bars (twelve hours of ten minutes, and their edges), each of whole tens of minutes; a bar tells of its worst ten minutes, never of a mean. */
export function barsOf(load: Pick<Load, "begins" | "ends" | "slots">): Bar[] {
  const from = Math.floor(Date.parse(load.begins) / SLOT_MS) * SLOT_MS;
  const slots = Math.max(1, Math.ceil((Date.parse(load.ends) - from) / SLOT_MS));
  const each = Math.ceil(slots / MOST_BARS);
  const bars = Array.from({ length: Math.ceil(slots / each) }, (_, index) => ({
    fromMs: from + index * each * SLOT_MS,
    toMs: from + (index + 1) * each * SLOT_MS,
    most: 0,
  }));
  for (const slot of load.slots) {
    const bar = bars[Math.floor((Date.parse(slot.at) - from) / (each * SLOT_MS))];
    if (bar) bar.most = Math.max(bar.most, slot.figures.shown);
  }
  return bars;
}

/** Up to where the chart goes: the lines are always in it. */
export function ceilingOf(bars: readonly Bar[], load: Pick<Load, "flood" | "manageable">): number {
  return Math.max(load.flood + 1, load.manageable + 1, ...bars.map((one) => one.most));
}

/** Ten minutes in which somebody was asked for more than can be answered. */
export function overOf(slots: readonly LoadSlot[], manageable: number): number {
  return slots.filter((one) => one.figures.shown > manageable).length;
}

/** Real by real and false; nothing where nobody has said either. */
export function confirmedOf({ confirmed }: Pick<LoadFigures, "confirmed">): string {
  return confirmed == null ? "–" : percent(confirmed);
}
