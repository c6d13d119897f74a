// What the node says of selective monitoring, with the words that the console tells apart.
import type { components } from "../api/schema";

type Schemas = components["schemas"];

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
export type Point = readonly [x: number, y: number];

export type { Alarm, MonitoringCounts } from "../api/feed";
export type Shelf = Schemas["ShelfView"];
export type Tuning = Schemas["TuningView"];

/** What an operator may open an incident as. */
export const CATEGORIES = ["VIOLENCE", "FALL", "FIRE", "CROWD", "TRAFFIC", "OTHER"] as const;
export type Category = (typeof CATEGORIES)[number];

export type Load = Schemas["LoadView"];
export type LoadFigures = Schemas["Figures"];
export type LoadSlot = Schemas["SlotFigures"];
export type RuleLoad = Schemas["RuleLoad"];
export type Missed = Schemas["MissedView"];
export type RegisterRow = Schemas["RegisterRow"];

export type Workers = Schemas["WorkersView"];
export type Worker = Schemas["WorkerView"];
export type Measured = Schemas["Measured"];
export type WatchedCamera = Schemas["WatchedCameraView"];
export type WatchState = Schemas["WatchState"];

export type Hours = Schemas["Hours"];
/** The description cannot say that a point has two shares. */
export type Rule = Omit<Schemas["Rule"], "points"> & { points: Point[] };
export type Rules = Omit<Schemas["RulesView"], "rules"> & { rules: Rule[] };
