// How much one seat is asked: more than ten in ten minutes is a flood (console.md, principle 7). Pure.
import type { Incident } from "../api/feed";
import { toMs } from "../app/format";
import { isAgain, waitingOf } from "./queue";

const TEN_MINUTES_MS = 600_000;
const HOUR_MS = 3_600_000;
const BARS = 12;
export const FLOOD_ABOVE = 10;

const ANSWERS = ["approve", "deny"];

/** When each question to the seat was put: those that still wait and those that the timeline tells of. */
function askedAt(incident: Incident): number[] {
  const told = incident.timeline.filter((line) => line.kind === "ask");
  const times = told.length > 0 ? told.map((line) => line.at) : waitingTimes(incident);
  return times.map((at) => toMs(at)).filter((ms): ms is number => ms !== null);
}

function waitingTimes(incident: Incident): string[] {
  return waitingOf(incident)
    .filter((entry) => !isAgain(entry.waiting))
    .map((entry) => entry.lending.decided_at);
}

export function askedWithin(incidents: readonly Incident[], now: number, withinMs: number): number {
  return incidents.flatMap(askedAt).filter((ms) => now - ms < withinMs).length;
}

export function askedInTenMinutes(incidents: readonly Incident[], now: number): number {
  return askedWithin(incidents, now, TEN_MINUTES_MS);
}

export function isFlood(asked: number): boolean {
  return asked > FLOOD_ABOVE;
}

export interface Figures {
  calls: number;
  lent: number;
  refused: number;
  asked: number;
  answered: number;
  /** Seconds from the question to the answer; null when nothing was answered. */
  meanAnswerS: number | null;
  /** Calls in each five minutes of the hour, oldest first. */
  bars: number[];
}

function answerSeconds(incident: Incident): number[] {
  const answers = incident.timeline.filter((line) => ANSWERS.includes(line.kind));
  return answers.flatMap((answer) => {
    const at = toMs(answer.at) ?? 0;
    const before = askedAt(incident).filter((ms) => ms <= at);
    return before.length > 0 ? [(at - Math.max(...before)) / 1000] : [];
  });
}

/** The last hour of this seat. */
export function figuresOf(incidents: readonly Incident[], now: number): Figures {
  const ageOf = (incident: Incident) => now - (toMs(incident.received_at) ?? 0);
  // an exercise counts in no figure
  const recent = incidents.filter(
    (incident) => incident.drill_id === null && ageOf(incident) < HOUR_MS,
  );
  const outside = recent.flatMap((incident) => incident.lendings.filter((one) => !one.is_own));
  const answers = recent.flatMap(answerSeconds);
  const bars = Array.from({ length: BARS }, () => 0);
  for (const incident of recent) {
    const bar = BARS - 1 - Math.floor(Math.max(0, ageOf(incident)) / (HOUR_MS / BARS));
    bars[bar] = (bars[bar] ?? 0) + 1;
  }
  return {
    calls: recent.length,
    lent: outside.filter((one) => one.state !== "refused" && one.state !== "waiting").length,
    refused: outside.filter((one) => one.state === "refused").length,
    asked: recent.flatMap(askedAt).length,
    answered: answers.length,
    meanAnswerS: answers.length ? answers.reduce((a, b) => a + b, 0) / answers.length : null,
    bars,
  };
}
