// Two versions side by side: which sites both have, which one alone, and what the figures come to. Pure.
import type { DrawnPlan, DrawnSite, PlanVersion } from "../types";

export type Side = "both" | "left" | "right";

export interface Compared {
  both: DrawnSite[];
  left: DrawnSite[];
  right: DrawnSite[];
  /** In both, but built otherwise: other cameras, or on something else. */
  changed: Set<string>;
}

const built = (site: DrawnSite) =>
  `${site.mount} ${site.headings
    .map((one) => one.kind)
    .sort()
    .join()}`;

export function compared(left: DrawnPlan, right: DrawnPlan): Compared {
  const theirs = new Map(right.sites.map((one) => [one.candidate_id, one]));
  const ours = new Set(left.sites.map((one) => one.candidate_id));
  const both = left.sites.filter((one) => theirs.has(one.candidate_id));
  return {
    both,
    left: left.sites.filter((one) => !theirs.has(one.candidate_id)),
    right: right.sites.filter((one) => !ours.has(one.candidate_id)),
    changed: new Set(
      both
        .filter((one) => built(one) !== built(theirs.get(one.candidate_id) as DrawnSite))
        .map((one) => one.candidate_id),
    ),
  };
}

export interface Figures {
  sites: number;
  ptz: number;
  fixed: number;
  won: number;
  before: number;
  after: number;
  objective: number;
  gap: number;
  /** Covered share of the dong that has the least of it. */
  least: number | null;
}

export function figuresOf(plan: DrawnPlan): Figures {
  const kinds = plan.sites.flatMap((site) => site.headings.map((one) => one.kind));
  const whole = wholeOf(plan);
  const dongs = plan.by_dong.filter((one) => one.points > 0);
  return {
    sites: plan.sites.length,
    ptz: kinds.filter((one) => one === "ptz").length,
    fixed: kinds.filter((one) => one !== "ptz").length,
    won: plan.sites.reduce((sum, one) => sum + one.won, 0),
    before: whole?.before ?? 0,
    after: whole?.after ?? 0,
    objective: plan.objective,
    gap: plan.gap,
    least: dongs.length === 0 ? null : Math.min(...dongs.map((one) => one.after)),
  };
}

/** The row of everything: the one without a code, else the first. */
export function wholeOf(plan: DrawnPlan) {
  return plan.coverage.find((one) => one.code === "") ?? plan.coverage[0] ?? null;
}

/** Most gain first; the number on the map and in the list is its place here. */
export function byGain(sites: readonly DrawnSite[]): DrawnSite[] {
  return [...sites].sort((a, b) => b.gain - a.gain || a.candidate_id.localeCompare(b.candidate_id));
}

/** What the version's conditions have that the other's have not, by the top names of the file. */
export function changedConditions(left: PlanVersion, right: PlanVersion): string[] {
  const names = Object.keys(left.config) as (keyof PlanVersion["config"])[];
  return names.filter(
    (name) => JSON.stringify(left.config[name]) !== JSON.stringify(right.config[name]),
  );
}

/** `0.08 %`; what rounds to nothing but is something is said as less than the last figure. */
export function percent(share: number, digits = 1): string {
  const value = share * 100;
  const least = 10 ** -digits;
  if (value > 0 && value < least / 2) return `< ${least.toFixed(digits)} %`;
  return `${value.toFixed(digits)} %`;
}

/** A proven bound may only be rounded up: 0.0841 % is said as 0.09 %. */
export function gapText(gap: number): string {
  const up = Math.ceil(gap * 10_000 - 1e-9) / 100;
  return `${up.toFixed(2)} %`;
}
