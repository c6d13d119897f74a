// Which reports go where, what is proposed for an incident, and what is worth showing. Pure.
import type { Answer, Body } from "../api/client";
import type { Incident, IncidentTile } from "../api/feed";

export type Said = Body<"ReportOut">;
export type To = Said["to"];
export type Kind = Said["kind"];
export type ReportLine = Answer<"ReportsOut">[number];

export const LONGEST = 200;
/** What the agreement lets each be sent; the node decides it again. */
export const KINDS: Record<To, readonly Kind[]> = {
  "119": ["FIRE", "RESCUE", "EMS", "DANGER"],
  "112": ["CRIME", "DANGER"],
};
const SHOWN_MS = 3_600_000;
const MOST = 4;

export const REPORTERS = ["OPERATOR", "SHIFT_LEAD"];

/** Not from what is over, from an exercise, or from what nobody here sees the place of. */
export function mayReport(
  incident: Incident | null,
  tile: IncidentTile | null,
  role: string,
): boolean {
  if (!incident || !tile || !REPORTERS.includes(role)) return false;
  const isReal = !incident.exercise && incident.drill_id === null;
  return incident.state === "open" && !incident.discreet && isReal;
}

export function proposed(incident: Incident): { to: To; kind: Kind } {
  const isFire = incident.category === "FIRE" || incident.room_kind === "fire";
  return isFire ? { to: "119", kind: "FIRE" } : { to: "112", kind: "CRIME" };
}

/** The kind stays where the other receiver takes it too. */
export function kindFor(to: To, kind: Kind): Kind {
  return KINDS[to].includes(kind) ? kind : (KINDS[to][0] as Kind);
}

export function isOver(one: ReportLine): boolean {
  return one.state !== "waiting" && one.state !== "silent";
}

/** Those of the last hour, the newest first; what nobody has taken yet always. */
export function shownOf(reports: readonly ReportLine[], nowMs: number): ReportLine[] {
  const recent = reports.filter(
    (one) => !isOver(one) || nowMs - Date.parse(one.reported_at) < SHOWN_MS,
  );
  return recent.slice(0, MOST);
}

export function base64Of(jpeg: Blob): Promise<string> {
  return new Promise((tell, fail) => {
    const reader = new FileReader();
    reader.onload = () => tell(String(reader.result).split(",")[1] ?? "");
    reader.onerror = () => fail(reader.error ?? new Error("unreadable"));
    reader.readAsDataURL(jpeg);
  });
}
