// Answering what waits: who may press what, how much time is left, and when a press is too early to have been read. Pure.
import type { Decision } from "../api/client";
import { toMs } from "../app/format";
import type { LonLat } from "../map/geometry";
import type { WaitingEntry } from "./queue";

/** A press this soon after another question appeared was meant for the one before it. */
export const READ_FIRST_MS = 700;
const USUAL_TIME_MS = 60_000;
const HURRY_MS = 15_000;

export type Office = "decides" | "recommends" | "looks";

export function officeOf({ waiting }: WaitingEntry): Office {
  if (waiting.may_decide) return "decides";
  return waiting.may_recommend ? "recommends" : "looks";
}

export interface Countdown {
  leftMs: number;
  /** 1 at the question, 0 when the time is over. */
  share: number;
  isHurry: boolean;
  isOver: boolean;
}

export function countdownOf(entry: WaitingEntry, now: number): Countdown | null {
  if (entry.deadlineMs === null) return null;
  const askedMs = toMs(entry.lending.decided_at) ?? entry.deadlineMs - USUAL_TIME_MS;
  const whole = Math.max(1000, entry.deadlineMs - askedMs);
  const leftMs = Math.max(0, entry.deadlineMs - now);
  return {
    leftMs,
    share: Math.min(1, leftMs / whole),
    isHurry: leftMs > 0 && leftMs <= HURRY_MS,
    isOver: leftMs === 0,
  };
}

export function mayPress(shownSince: number, now: number): boolean {
  return now - shownSince >= READ_FIRST_MS;
}

export interface Draft {
  station: string | null;
  at: LonLat | null;
}

/** What yes means for this question; null while the station or the place is still open. */
export function approvalOf(entry: WaitingEntry, draft: Draft): Decision | null {
  switch (entry.waiting.kind) {
    case "jurisdiction":
      return draft.station ? { approve: true, organisation: draft.station } : null;
    case "place":
      return draft.at ? { approve: true, lon: draft.at[0], lat: draft.at[1] } : null;
    default:
      return { approve: true };
  }
}
