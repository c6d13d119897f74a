// What waits for the seat, what runs, what ended: the order of the left side. Pure.
import type { Incident, IncidentTile, Lending, Waiting } from "../api/feed";
import { toMs } from "../app/format";
import { type LonLat, metresBetween } from "../map/geometry";

export interface WaitingEntry {
  kind: "waiting";
  key: string;
  incident: Incident;
  /** The one that the answer names; an uncertain jurisdiction has one for each station. */
  lending: Lending;
  waiting: Waiting;
  asked: readonly Lending[];
  deadlineMs: number | null;
  /** How many more wait at the same place, when the seat is flooded. */
  merged: number;
}
export interface RunningEntry {
  kind: "running";
  key: string;
  incident: Incident;
}
/** What came to the centre alone (a bell, an SOS): its people answer for it, and hand it over where they must. */
export interface AlarmEntry {
  kind: "alarm";
  key: string;
  incident: Incident;
  isHanded: boolean;
}
export interface FailureEntry {
  kind: "failure";
  key: string;
  incident: Incident;
  tile: IncidentTile;
}
export interface EndedEntry {
  kind: "ended";
  key: string;
  incident: Incident;
}
export type Entry = WaitingEntry | AlarmEntry | RunningEntry | FailureEntry | EndedEntry;

export interface Queue {
  /** Those that nobody outside has yet come first. */
  alarms: AlarmEntry[];
  waiting: WaitingEntry[];
  running: RunningEntry[];
  failures: FailureEntry[];
  ended: EndedEntry[];
}

const FAILED = ["dead", "frozen", "unsupported"];
const SAME_PLACE_M = 80;
const DAY_MS = 86_400_000;
const SEOUL_AHEAD_MS = 9 * 3_600_000;

function soonest(a: number | null, b: number | null): number {
  return (a ?? Number.POSITIVE_INFINITY) - (b ?? Number.POSITIVE_INFINITY);
}

function byDeadline(a: WaitingEntry, b: WaitingEntry): number {
  const order = soonest(a.deadlineMs, b.deadlineMs);
  return Number.isNaN(order) || order === 0
    ? a.incident.received_at.localeCompare(b.incident.received_at)
    : order;
}

/** It runs; whether it goes on for another term is asked before its end. */
export function isAgain(waiting: Waiting): boolean {
  return waiting.kind === "again";
}

/** One entry for each question of an incident: answering it answers for all the organisations it was asked for. */
export function waitingOf(incident: Incident): WaitingEntry[] {
  const entries = new Map<string, WaitingEntry>();
  for (const lending of incident.lendings) {
    const { waiting } = lending;
    if (!waiting || (lending.state !== "waiting" && !isAgain(waiting))) continue;
    // another centre decides about its own cameras: nothing to press here
    if (waiting.kind === "peer") continue;
    const key = `waiting ${incident.incident_id} ${waiting.kind}`;
    const deadlineMs = toMs(waiting.deadline);
    const before = entries.get(key);
    if (before) {
      const isSooner = soonest(deadlineMs, before.deadlineMs) < 0;
      entries.set(key, {
        ...before,
        asked: [...before.asked, lending],
        deadlineMs: isSooner ? deadlineMs : before.deadlineMs,
      });
      continue;
    }
    entries.set(key, {
      kind: "waiting",
      key,
      incident,
      lending,
      waiting,
      asked: [lending],
      deadlineMs,
      merged: 0,
    });
  }
  return [...entries.values()];
}

function failuresOf(incident: Incident): FailureEntry[] {
  return incident.tiles
    .filter((tile) => FAILED.includes(tile.state))
    .map((tile) => ({ kind: "failure", key: `failure ${tile.camera_id}`, incident, tile }));
}

function seoulDay(ms: number): number {
  return Math.floor((ms + SEOUL_AHEAD_MS) / DAY_MS);
}

function endedToday(incident: Incident, now: number): boolean {
  const at = toMs(incident.ended?.at ?? incident.received_at);
  return incident.state !== "open" && at !== null && seoulDay(at) === seoulDay(now);
}

/** Of the centre's own services, or shown to its own people and to nobody else. */
export function isAlarm(incident: Incident): boolean {
  if (incident.discreet || incident.origin) return false;
  const isOwn = incident.lendings.some((one) => one.is_own);
  return incident.room_kind === "centre" || (isOwn && incident.lendings.every((one) => one.is_own));
}

function alarmsOf(open: readonly Incident[]): AlarmEntry[] {
  const alarms = open.filter(isAlarm).map(
    (incident): AlarmEntry => ({
      kind: "alarm",
      key: `alarm ${incident.incident_id}`,
      incident,
      isHanded: incident.lendings.some((one) => !one.is_own),
    }),
  );
  return alarms.sort(
    (a, b) =>
      Number(a.isHanded) - Number(b.isHanded) ||
      a.incident.received_at.localeCompare(b.incident.received_at),
  );
}

/** `past` is what the node remembers; what the feed says now wins over it. */
export function queueOf(
  incidents: readonly Incident[],
  past: readonly Incident[],
  now: number,
): Queue {
  const live = new Set(incidents.map((incident) => incident.incident_id));
  const open = incidents.filter((incident) => incident.state === "open");
  const waiting = open.flatMap(waitingOf).sort(byDeadline);
  const asking = new Set(waiting.map((entry) => entry.incident.incident_id));
  const isRunningCall = (incident: Incident) =>
    !asking.has(incident.incident_id) ||
    incident.lendings.some((one) => !one.is_own && one.state === "active");
  // of a discreet one there is nothing to open: it stands as one line beside what is provided outside
  const isRunning = (incident: Incident) =>
    !incident.discreet && !isAlarm(incident) && isRunningCall(incident);
  const failures = new Map(open.flatMap(failuresOf).map((entry) => [entry.key, entry]));
  const ended = [...incidents, ...past.filter((one) => !live.has(one.incident_id))]
    .filter((incident) => !incident.discreet && endedToday(incident, now))
    .sort((a, b) => (b.ended?.at ?? "").localeCompare(a.ended?.at ?? ""));
  return {
    alarms: alarmsOf(open),
    waiting,
    running: open.filter(isRunning).map((incident) => ({
      kind: "running",
      key: `running ${incident.incident_id}`,
      incident,
    })),
    failures: [...failures.values()],
    ended: ended.map((incident) => ({
      kind: "ended",
      key: `ended ${incident.incident_id}`,
      incident,
    })),
  };
}

function isSamePlace(a: Incident, b: Incident): boolean {
  if (!a.place || !b.place) return a.address !== "" && a.address === b.address;
  const at = (incident: Incident): LonLat => [incident.place?.lon ?? 0, incident.place?.lat ?? 0];
  return metresBetween(at(a), at(b)) <= SAME_PLACE_M;
}

/** In a flood, one entry for each place; the most urgent of the place stands for the others. */
export function mergedByPlace(waiting: readonly WaitingEntry[]): WaitingEntry[] {
  const shown: WaitingEntry[] = [];
  for (const entry of waiting) {
    const index = shown.findIndex(
      (one) => one.waiting.kind === entry.waiting.kind && isSamePlace(one.incident, entry.incident),
    );
    const first = shown[index];
    if (first) shown[index] = { ...first, merged: first.merged + 1 };
    else shown.push(entry);
  }
  return shown;
}

export interface Chosen {
  key: string;
  incidentId: string;
  /** Chosen by a person: what comes later does not take it away. */
  byHand: boolean;
}

const isOpenAlarm = (entry: Entry) => entry.kind === "alarm" && !entry.isHanded;
const hasPictures = ({ incident }: Entry) => incident.tiles.length > 0;

/** What stands in the middle. An alarm comes first, then what waits, then what has pictures, unless a person chose otherwise. */
export function pick(queue: Queue, chosen: Chosen | null): Entry | null {
  const all: Entry[] = [
    ...queue.alarms,
    ...queue.waiting,
    ...queue.running,
    ...queue.failures,
    ...queue.ended,
  ];
  const same = all.find((entry) => entry.key === chosen?.key);
  // another term is asked an hour ahead: only who decides is taken from a running call for it
  const firstWaiting =
    queue.waiting.find((one) => !isAgain(one.waiting) || one.waiting.may_decide) ?? null;
  const alarm = queue.alarms.find((entry) => !entry.isHanded) ?? null;
  if (same && (chosen?.byHand || isOpenAlarm(same))) return same;
  if (alarm) return alarm;
  if (same?.kind === "waiting") return same;
  if (firstWaiting) return firstWaiting;
  const related = all.find((entry) => entry.incident.incident_id === chosen?.incidentId);
  const current = same ?? related;
  if (current && hasPictures(current)) return current;
  const calls: Entry[] = [...queue.running, ...queue.alarms];
  const running = calls.find(hasPictures) ?? current ?? calls[0];
  return running ?? queue.failures[0] ?? null;
}
