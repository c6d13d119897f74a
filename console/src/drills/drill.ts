// Questions that the page asks of a drill, and what the form sends. Pure.
import { type Answer, type Body, Problem } from "../api/client";
import type { Incident } from "../api/feed";
import { toMs } from "../app/format";
import { inLanguage, type Language } from "../app/language";
import { seoulInstant } from "../room/order";

export type Drill = Answer<"ListDrills">[number];
export type Score = NonNullable<Drill["score"]>;
export type Named = Drill["services"][number];
export type Standing = "ahead" | "running" | "over";

const LONGEST_MS = 12 * 3_600_000;

export function standingOf(drill: Drill, now: number): Standing {
  if (drill.ended_at !== null || (toMs(drill.ends) ?? 0) <= now) return "over";
  return (toMs(drill.starts) ?? 0) > now ? "ahead" : "running";
}

/** What runs first, then by its start, newest first. */
export function inOrder(drills: readonly Drill[], now: number): Drill[] {
  const rank = (one: Drill) => (standingOf(one, now) === "over" ? 1 : 0);
  return [...drills].sort((a, b) => rank(a) - rank(b) || b.starts.localeCompare(a.starts));
}

/** Bodies and services by their names: whoever is invited may read them. */
export function namesOf(all: readonly Named[], of: Language): string {
  return all.map((one) => nameOf(one, of)).join(", ");
}

export function nameOf(one: Named, of: Language): string {
  return inLanguage(of, one.name_ko, one.name_en);
}

export function incidentsOf(drill: Drill, incidents: readonly Incident[]): Incident[] {
  return incidents.filter((one) => one.drill_id === drill.drill_id);
}

export interface DrillFields {
  title: string;
  reason: string;
  services: readonly string[];
  organisations: readonly string[];
  ends: string;
}
export type DrillField = keyof DrillFields;

export function wantingIn(fields: DrillFields, now: number): DrillField | null {
  if (!fields.title.trim()) return "title";
  if (!fields.reason.trim()) return "reason";
  if (fields.services.length === 0) return "services";
  const ends = fields.ends ? toMs(seoulInstant(fields.ends)) : null;
  return ends === null || ends <= now || ends - now > LONGEST_MS ? "ends" : null;
}

export function drillOf(fields: DrillFields, now: number): Body<"BeginDrill"> {
  return {
    title: fields.title.trim(),
    reason: fields.reason.trim(),
    services: [...fields.services],
    organisations: [...fields.organisations],
    starts: new Date(now).toISOString(),
    ends: seoulInstant(fields.ends),
  };
}

const FIELDS: readonly string[] = ["title", "reason", "services", "organisations", "ends"];

export function refusedField(problem: unknown): DrillField | null {
  const field = problem instanceof Problem ? (problem.field ?? "").split(/[.[]/)[0] : "";
  return FIELDS.includes(field ?? "") ? (field as DrillField) : null;
}
