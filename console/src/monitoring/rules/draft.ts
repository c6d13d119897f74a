// A camera's rules while somebody edits them: what a kind needs, what fits it, and where a refusal belongs. Pure.
import type { Hours, Kind, Point, Rule } from "../types";

export const LINES: ReadonlySet<string> = new Set(["line_crossing", "wrong_way"]);
export const TIMED: Readonly<Record<string, number>> = {
  loitering: 60,
  vehicle_stopped: 120,
  fall_candidate: 5,
  abandoned_candidate: 120,
};
export const MOST_RULES = 16;
export const ALL_THINGS = [
  "person",
  "bicycle",
  "motorcycle",
  "car",
  "bus",
  "truck",
  "bag",
] as const;
const VEHICLES = ["bicycle", "motorcycle", "car", "bus", "truck"] as const;
export type Thing = (typeof ALL_THINGS)[number];

/** What a kind can speak of; the others of anything. */
export function fitting(kind: string): readonly Thing[] {
  if (kind === "vehicle_stopped") return VEHICLES;
  if (kind === "fall_candidate") return ["person"];
  if (kind === "abandoned_candidate") return ["bag"];
  return ALL_THINGS;
}

function usualThings(kind: string): Thing[] {
  if (kind === "vehicle_stopped") return ["car", "bus", "truck"];
  return kind === "abandoned_candidate" ? ["bag"] : ["person"];
}

const CROWD = 30;

export function newRule(kind: Kind, id: string, points: readonly Point[] = []): Rule {
  return {
    rule_id: id,
    kind,
    name: "",
    points: [...points],
    hours: [],
    things: usualThings(kind),
    seconds: TIMED[kind] ?? 0,
    count: kind === "crowd" ? CROWD : 1,
    both_ways: false,
    score: 0.4,
  };
}

/** Another kind keeps what still makes sense: the drawing where both are zones or both are lines. */
export function asKind(rule: Rule, kind: Kind): Rule {
  const fresh = newRule(kind, rule.rule_id);
  const keepsShape = LINES.has(rule.kind) === LINES.has(kind);
  const things = rule.things.filter((one) => fitting(kind).includes(one as Thing));
  return {
    ...fresh,
    name: rule.name,
    hours: rule.hours,
    score: rule.score,
    points: keepsShape ? rule.points : [],
    things: things.length > 0 ? things : fresh.things,
    seconds: TIMED[kind] && TIMED[rule.kind] ? rule.seconds : fresh.seconds,
  };
}

export function isSame(a: readonly Rule[], b: readonly Rule[]): boolean {
  const plain = (rules: readonly Rule[]) =>
    JSON.stringify(rules.map((one) => ({ ...one, things: [...one.things].sort() })));
  return plain(a) === plain(b);
}

export interface Fault {
  /** Which rule, by its place; null: of the whole. */
  index: number | null;
  /** `points`, `hours.0.days`…; empty: of the whole rule. */
  part: string;
  text: string;
}

/** `rules.2.points` → the third rule's drawing. */
export function faultOf(field: string | null, text: string): Fault {
  const found = /^rules[.[](\d+)\]?(?:\.(.+))?$/.exec(field ?? "");
  return found
    ? { index: Number(found[1]), part: found[2] ?? "", text }
    : { index: null, part: "", text };
}

export function touches(fault: Fault | null, index: number, part: string): boolean {
  return fault?.index === index && (fault.part === part || fault.part.startsWith(`${part}.`));
}

/** `22:00` ↔ 1320. A day's end is its beginning: both are the whole day. */
export function minuteOf(clock: string): number {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return (hours * 60 + minutes) % 1440;
}

export function clockOf(minute: number): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${two(Math.floor(minute / 60) % 24)}:${two(minute % 60)}`;
}

export const isWholeDay = (hours: Hours): boolean =>
  hours.from_minute % 1440 === hours.to_minute % 1440;

/** `월화 22:00–06:00`, one after the other; empty where it counts at all times. `days`: a letter for each, from Monday. */
export function hoursSaid(hours: readonly Hours[], days: string): string {
  const said = hours.map((one) => {
    const on = one.days.length % 7 === 0 ? "" : one.days.map((day) => days[day]).join("");
    const when = `${clockOf(one.from_minute)}–${clockOf(one.to_minute)}`;
    return [on, isWholeDay(one) ? "" : when].filter(Boolean).join(" ");
  });
  return said.filter(Boolean).join(", ");
}

/** It begins on one day and ends on the next. */
export const isOvernight = (hours: Hours): boolean =>
  !isWholeDay(hours) && hours.to_minute % 1440 !== 0 && hours.to_minute < hours.from_minute;
