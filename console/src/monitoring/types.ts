// What the node says of selective monitoring, with the words that the console tells apart.
import type { components } from "../api/schema";

export type Open<Known extends string> = Known | (string & {});

export const KINDS = [
  "intrusion",
  "loitering",
  "line_crossing",
  "crowd",
  "wrong_way",
  "vehicle_stopped",
  "fall_candidate",
  "abandoned_candidate",
] as const;
export type Kind = (typeof KINDS)[number];

export const FALSE_REASONS = [
  "rain_snow",
  "light",
  "plant",
  "animal",
  "object",
  "allowed",
  "other",
] as const;
export type FalseReason = (typeof FALSE_REASONS)[number];

export type Verdict = "real" | "false" | "hold";

/** Left, top, right, bottom as shares of the picture. */
export type Box = readonly [left: number, top: number, right: number, bottom: number];

export interface Alarm {
  alarm_id: string;
  camera_id: string;
  camera_name: string;
  dong: string;
  kind: Open<Kind>;
  is_candidate: boolean;
  rule_id: string;
  rule_name: string;
  state: Open<"waiting" | "shown" | "held" | "real" | "false" | "lapsed">;
  /** Higher comes first. */
  rank: number;
  /** Factors of its rank, 1 = neither up nor down. */
  why: { factor: string; value: number }[];
  score: number;
  count: number;
  people: number;
  first_at: string;
  last_at: string;
  /** Null while it goes on. */
  ended_at: string | null;
  shown_at: string | null;
  shown_to_me: boolean;
  opened_at: string | null;
  opened_by_me: boolean;
  /** The colleague who has it open; empty where nobody has. */
  opened_by: string;
  lapses_at: string | null;
  boxes: number[][];
  has_clip: boolean;
  has_picture: boolean;
  keep_until: string;
  verdict: string | null;
  reason: string | null;
  note: string;
  answered_at: string | null;
  answered_by_me: boolean;
  undo_until: string | null;
  held_until: string | null;
  incident_id: string | null;
  escalated: boolean;
  /** `shelf`, `place`, or empty: counted, and put before nobody. */
  silenced: string;
}

/** What an operator may open an incident as. */
export const CATEGORIES = ["VIOLENCE", "FALL", "FIRE", "CROWD", "TRAFFIC", "OTHER"] as const;
export type Category = (typeof CATEGORIES)[number];

export interface Shelf {
  shelf_id: string;
  camera_id: string;
  camera_name: string;
  rule_id: string | null;
  reason: string;
  by: string;
  since: string;
  until: string;
  arrivals: number;
}

/** What the feed says of the whole: how much waits, and how well is watched. */
export interface MonitoringCounts {
  waiting: number;
  shown: number;
  held: number;
  shelved: number;
  flood: boolean;
  flood_since: string | null;
  arrivals_10min: number;
  operators: number;
  last_at: string | null;
  watched: number;
  late: number;
  isolated: number;
  workers: number;
}

export interface Tuning {
  tuning_id: string;
  camera_id: string;
  camera_name: string;
  rule_id: string;
  rule_name: string;
  what: Open<"score" | "place" | "hours">;
  before: number | null;
  after: number | null;
  box: number[] | null;
  /** From one hour of the day to another. */
  hours: [from: number, to: number] | null;
  verdicts: number;
  expected: Record<string, number>;
  at: string;
  silenced: number;
  holds: boolean;
  undone_at: string | null;
  undo_reason: string;
  may_undo: boolean;
}

export interface LoadFigures {
  shown: number;
  answered: number;
  real: number;
  false: number;
  lapsed: number;
  /** Real by real and false; null where nothing was answered. */
  confirmed: number | null;
  opened_median_s: number | null;
  opened_p95_s: number | null;
}

export interface LoadSlot {
  at: string;
  operator: number;
  figures: LoadFigures;
}

export interface RuleLoad {
  camera_id: string;
  camera_name: string;
  rule_id: string;
  rule_name: string;
  kind: string;
  alarms: number;
  arrivals: number;
  real: number;
  false: number;
  lapsed: number;
  silenced: number;
}

export interface Missed {
  missed_id: string;
  camera_id: string;
  at: string;
  kind: string;
  note: string;
  entered_at: string;
}

export interface Load {
  begins: string;
  ends: string;
  mine_only: boolean;
  /** Alarms that one operator can answer in ten minutes, and from which on it is a flood. */
  manageable: number;
  flood: number;
  figures: LoadFigures;
  operators: { operator: number; is_me: boolean; figures: LoadFigures; most_in_10min: number }[];
  slots: LoadSlot[];
  rules: RuleLoad[];
  reasons: Record<string, number>;
  missed: Missed[];
  arrivals: number;
  silenced: number;
  dropped: Record<string, number>;
}

export interface RegisterRow {
  camera_id: string;
  camera_name: string;
  dong: string;
  rule_id: string;
  rule_name: string;
  kind: string;
  is_candidate: boolean;
  score: number;
  since: string;
  alarms: number;
  real: number;
  false: number;
  lapsed: number;
}

type Schemas = components["schemas"];
export type Workers = Schemas["WorkersView"];
export type Worker = Schemas["WorkerView"];
export type WatchedCamera = Schemas["WatchedCameraView"];
export type WatchState = Schemas["WatchState"];
export type Hours = Schemas["Hours"];
export type Point = readonly [x: number, y: number];
/** The description cannot say that a point has two shares. */
export type Rule = Omit<Schemas["Rule"], "points"> & { points: Point[] };
export type Rules = Omit<Schemas["RulesView"], "rules"> & { rules: Rule[] };
