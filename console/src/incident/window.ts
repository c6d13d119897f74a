// From when until when something may be shown, as a person reads it. Pure.
import type { Incident } from "../api/feed";
import { seoulDate, seoulMinute, timeLeft, toMs } from "../app/format";

export type Window = NonNullable<Incident["window"]>;
export type Standing = "before" | "during" | "over";

export function standingOf(window: Window, now: number): Standing {
  if (now < (toMs(window.starts) ?? 0)) return "before";
  return now < (toMs(window.ends) ?? 0) ? "during" : "over";
}

/** `09:00–11:30`; days are said where they are not today's. */
export function spanOf(window: Window, now: number): string {
  const today = seoulDate(now);
  const at = (instant: string, before: string) => {
    const day = seoulDate(instant);
    return day === before ? seoulMinute(instant) : `${day.slice(5)} ${seoulMinute(instant)}`;
  };
  return `${at(window.starts, today)}–${at(window.ends, seoulDate(window.starts))}`;
}

/** To the start, then to the end; empty when it is over. */
export function leftOf(window: Window, now: number): string {
  const standing = standingOf(window, now);
  if (standing === "over") return "";
  return timeLeft(standing === "before" ? window.starts : window.ends, now);
}
