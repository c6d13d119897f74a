// Stopping a lending (제공 중단): asks once, can be taken back for ten seconds, takes its reason afterwards. Pure.
import type { Incident, Lending, Watcher } from "../api/feed";
import { toMs } from "../app/format";

export const SECOND_PRESS_MS = 4000;

/** The node's own six words (sharing/words.py). */
export const REASONS = [
  "privacy",
  "wrong_place",
  "wrong_purpose",
  "incident_over",
  "camera_needed",
  "mistake",
] as const;
export type CutReason = (typeof REASONS)[number];

export interface Armed {
  grantId: string;
  at: number;
}

/** The second press on the same lending, in time, means it; any other press only asks. */
export function press(
  armed: Armed | null,
  grantId: string,
  now: number,
): { armed: Armed | null; isMeant: boolean } {
  const isSecond = armed?.grantId === grantId && now - armed.at < SECOND_PRESS_MS;
  return isSecond
    ? { armed: null, isMeant: true }
    : { armed: { grantId, at: now }, isMeant: false };
}

export type CutPhase = "lent" | "undoable" | "wants_reason" | "over";

const WITHDRAWN = "withdrawn_by_centre";

export function phaseOf(lending: Lending, now: number): CutPhase {
  if (lending.state === "active") return "lent";
  if (lending.state !== "withdrawn" || lending.reason !== WITHDRAWN) return "over";
  const undoUntil = toMs(lending.undo_until);
  if (undoUntil !== null && now < undoUntil) return "undoable";
  return lending.cut_reason ? "over" : "wants_reason";
}

export interface Outside {
  incident: Incident;
  lending: Lending;
  phase: CutPhase;
  watchers: readonly Watcher[];
}

const ORDER: readonly CutPhase[] = ["undoable", "wants_reason", "lent", "over"];

/** Everything lent to others now, and the cuts that still want a word; the chosen incident's first. */
export function outsideOf(
  incidents: readonly Incident[],
  watching: readonly Watcher[],
  chosenId: string | null,
  now: number,
): Outside[] {
  const all = incidents.flatMap((incident) =>
    incident.lendings
      .filter((lending) => !lending.is_own)
      .map((lending) => ({
        incident,
        lending,
        phase: phaseOf(lending, now),
        watchers: watching.filter((one) => one.grant_id === lending.grant_id),
      })),
  );
  const rank = (one: Outside) =>
    ORDER.indexOf(one.phase) * 2 + (one.incident.incident_id === chosenId ? 0 : 1);
  return all.filter((one) => one.phase !== "over").sort((a, b) => rank(a) - rank(b));
}

/** Who watches, with the number of cameras each: `순31 2`. */
export function viewersOf(watchers: readonly Watcher[]): { viewer: string; cameras: number }[] {
  const cameras = new Map<string, Set<string>>();
  for (const [at, { viewer, camera_id }] of watchers.entries()) {
    // of a discreet service no camera is named: each watcher counts
    cameras.set(viewer, (cameras.get(viewer) ?? new Set()).add(camera_id || `${at}`));
  }
  return [...cameras].map(([viewer, ids]) => ({ viewer, cameras: ids.size }));
}
