// Lists of replacements as the node says them, and what the page reckons from them.
import type { Body } from "../api/client";
import { ask, tell } from "../api/client";
import type { components } from "../api/schema";

type Schemas = components["schemas"];
type Whole<T> = T extends object ? { [K in keyof T]-?: Whole<T[K]> } : T;

export type Rule = Whole<Schemas["Replacement"]>;
export type View = Whole<Schemas["ReplacementView"]>;
export type List = NonNullable<View["shown"]>;
export type Drawn = List["drawn"];
export type Row = Drawn["rows"][number];
export type Total = Drawn["ours"];
export type Run = Whole<Schemas["RunView"]>;

const ROOT = "/api/planning/replacement";
const id = encodeURIComponent;

export const doors = {
  view: (list: string | null) =>
    ask<"Replacement">(list ? `${ROOT}?list_id=${id(list)}` : ROOT) as Promise<View>,
  begin: (rule: Rule) =>
    tell<"BeginReplacementRun">(
      `${ROOT}/runs`,
      rule as Body<"BeginReplacementRun">,
    ) as Promise<Run>,
  run: (run: string) => ask<"ReplacementRun">(`${ROOT}/runs/${id(run)}`) as Promise<Run>,
  stop: (run: string) => tell<"StopReplacementRun">(`${ROOT}/runs/${id(run)}/stop`) as Promise<Run>,
};

export type Which = "ours" | "oldest" | "both" | "only_ours" | "only_oldest";
export const WHICH: readonly Which[] = ["ours", "oldest", "both", "only_ours", "only_oldest"];

const IS: Record<Which, (row: Row) => boolean> = {
  ours: (row) => row.ours,
  oldest: (row) => row.oldest,
  both: (row) => row.ours && row.oldest,
  only_ours: (row) => row.ours && !row.oldest,
  only_oldest: (row) => !row.ours && row.oldest,
};

export interface Sieve {
  which: Which;
  /** 0: every batch. */
  batch: number;
  text: string;
}

export function sifted(rows: readonly Row[], sieve: Sieve): Row[] {
  const text = sieve.text.trim().toLowerCase();
  return rows.filter(
    (row) =>
      IS[sieve.which](row) &&
      (sieve.batch === 0 || row.batch === sieve.batch) &&
      (!text || `${row.camera_id} ${row.name} ${row.site_id}`.toLowerCase().includes(text)),
  );
}

export interface Step {
  won: number;
  removed: number;
}

/** Money beside the risk that it takes away, camera by camera in the order given. */
export function running(rows: readonly Row[]): Step[] {
  const steps: Step[] = [{ won: 0, removed: 0 }];
  let [won, removed] = [0, 0];
  for (const row of rows) {
    won += row.won;
    removed += row.removed;
    steps.push({ won, removed });
  }
  return steps;
}

export const ours = (drawn: Drawn): Row[] => drawn.rows.filter((row) => row.ours);
/** Oldest first, as an office goes down its list. */
export const oldest = (drawn: Drawn): Row[] =>
  drawn.rows.filter((row) => row.oldest).sort((a, b) => (b.age_years ?? -1) - (a.age_years ?? -1));

/** Neither money nor a count would replace everything. */
export const isBounded = (rule: Rule): boolean => rule.won !== null || rule.most !== null;

export const isSameRule = (one: Rule, other: Rule): boolean =>
  JSON.stringify(one) === JSON.stringify(other);
