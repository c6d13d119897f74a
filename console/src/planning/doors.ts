// The node's doors to planning. What a role may not read is refused there; the page only asks.
import { ask, type Body, tell } from "../api/client";
import type { components } from "../api/schema";
import type {
  Accepted,
  DrawnCandidates,
  LastScore,
  PlanConfig,
  PlannedSite,
  PlanVersion,
  PlanView,
  Run,
  Sites,
} from "./types";

const ROOT = "/api/planning";
const id = encodeURIComponent;

export interface NewRun {
  kind: Run["kind"];
  config: PlanConfig;
  plan_id?: string | null;
  curve?: boolean;
}
export type NewStep = Body<"StepSite">;
export type Acceptance = Body<"AcceptSite">;
export type AcceptedCamera = components["schemas"]["AcceptedCamera"];

export type Edition = "internal" | "public";
export type Form = "pdf" | "xlsx" | "geojson";

export function paperPath(plan: string, version: number): string {
  return `${ROOT}/plans/${id(plan)}/versions/${version}/paper`;
}

export const doors = {
  score: () => ask<"PlanningScore">(`${ROOT}/score`) as Promise<LastScore | null>,
  defaults: () => ask<"PlanningDefaults">(`${ROOT}/defaults`) as Promise<PlanConfig>,
  plans: () => ask<"Plans">(`${ROOT}/plans`) as Promise<PlanView[]>,
  version: (plan: string, version: number) =>
    ask<"PlanVersion">(`${ROOT}/plans/${id(plan)}/versions/${version}`) as Promise<PlanVersion>,
  candidates: (plan: string, version: number) =>
    ask<"PlanCandidates">(
      `${ROOT}/plans/${id(plan)}/versions/${version}/candidates`,
    ) as Promise<DrawnCandidates>,
  begin: (run: NewRun) => tell<"BeginPlanRun">(`${ROOT}/runs`, run as never) as Promise<Run>,
  runs: () => ask<"PlanRuns">(`${ROOT}/runs`) as Promise<Run[]>,
  run: (run: string) => ask<"PlanRun">(`${ROOT}/runs/${id(run)}`) as Promise<Run>,
  stop: (run: string) => tell<"StopPlanRun">(`${ROOT}/runs/${id(run)}/stop`) as Promise<Run>,
  choose: (plan: string, version: number, reason: string) =>
    tell<"ChoosePlan">(`${ROOT}/plans/${id(plan)}/versions/${version}/choose`, { reason }),
  sites: () => ask<"PlannedSites">(`${ROOT}/sites`) as Promise<Sites | null>,
  step: (site: string, step: NewStep) =>
    tell<"StepSite">(`${ROOT}/sites/${id(site)}/step`, step) as Promise<PlannedSite>,
  accept: (site: string, acceptance: Acceptance) =>
    tell<"AcceptSite">(`${ROOT}/sites/${id(site)}/accept`, acceptance) as Promise<Accepted>,
  requests: () => ask<"ListRequests">(`${ROOT}/requests`),
};
