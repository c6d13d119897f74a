// Rows of the trail as the node tells them (audit/routes.py), and what the page asks for. Pure but for `askTrail`.
import { type Answer, api } from "../api/client";

export type TrailRow = Answer<"ListTrail">["rows"][number];

export interface TrailFilter {
  kind: string;
  incidentId: string;
}

export const PAGE_ROWS = 100;
/** Larger than any sequence: the newest rows come first. */
const NEWEST = Number.MAX_SAFE_INTEGER;

export function trailQuery(filter: TrailFilter, before: number | null): URLSearchParams {
  const asked = new URLSearchParams({
    before: String(before ?? NEWEST),
    limit: String(PAGE_ROWS),
  });
  if (filter.kind) asked.set("kind", filter.kind);
  if (filter.incidentId.trim()) asked.set("incident_id", filter.incidentId.trim());
  return asked;
}

export async function askTrail(filter: TrailFilter, before: number | null): Promise<TrailRow[]> {
  const { rows } = await api.trail(trailQuery(filter, before));
  return [...rows].sort((a, b) => b.sequence - a.sequence);
}

/** Whether a part of it opens only to two roles together (`names`). */
export function isSealed(row: TrailRow): boolean {
  return typeof row.body.sealed === "string";
}

/** Where the next page begins; null when the first row was reached. */
export function nextBefore(rows: readonly TrailRow[]): number | null {
  const last = rows.at(-1);
  return rows.length < PAGE_ROWS || !last || last.sequence <= 1 ? null : last.sequence;
}

/** Rows whose hash does not follow from the row before it, among those shown without a gap. */
export function breaksOf(rows: readonly TrailRow[]): ReadonlySet<number> {
  const bySequence = new Map(rows.map((row) => [row.sequence, row]));
  const broken = rows.filter((row) => {
    const before = bySequence.get(row.sequence - 1);
    return before !== undefined && before.hash !== row.previous;
  });
  return new Set(broken.map((row) => row.sequence));
}
