// An order as the form holds it, and as the node takes it. Pure.
import { type Body, Problem } from "../api/client";
import type { LonLat } from "../map/geometry";

export const ORDER_KINDS = [
  "INTEGRATED_DEFENCE",
  "ALERT_POSTURE",
  "DEFENCE_EXERCISE",
  "GOVERNMENT_EXERCISE",
  "COMBINED_EXERCISE",
  "TERROR",
  "RELIEF",
] as const;

/** `37.5921, 127.0164` on each line; what is no place is left out. */
export function pointsIn(text: string): LonLat[] {
  return text.split("\n").flatMap((line): LonLat[] => {
    const [lat, lon, ...rest] = line
      .split(/[\s,]+/)
      .filter(Boolean)
      .map(Number);
    if (lat === undefined || lon === undefined || rest.length > 0) return [];
    const isPlace = Math.abs(lat) <= 90 && Math.abs(lon) <= 180;
    return isPlace ? [[lon, lat]] : [];
  });
}

export function withPoint(text: string, [lon, lat]: LonLat): string {
  const before = text.trimEnd();
  return `${before}${before ? "\n" : ""}${lat.toFixed(6)}, ${lon.toFixed(6)}`;
}

export function withoutLast(text: string): string {
  return text.trimEnd().split("\n").slice(0, -1).join("\n");
}

/** What a `datetime-local` field holds is Seoul's time, wherever the browser thinks it is. */
export function seoulInstant(field: string): string {
  return `${field.length === 16 ? `${field}:00` : field}+09:00`;
}

export interface OrderFields {
  number: string;
  kind: string;
  starts: string;
  ends: string;
  points: string;
}

export type OrderField = keyof OrderFields;

/** The first field that is still wanting. */
export function wantingIn(fields: OrderFields): OrderField | null {
  if (!fields.number.trim()) return "number";
  if (!fields.starts) return "starts";
  if (!fields.ends || fields.ends <= fields.starts) return "ends";
  return pointsIn(fields.points).length < 3 ? "points" : null;
}

export function orderOf(fields: OrderFields): Body<"EnterOrder"> {
  const points = pointsIn(fields.points);
  const [first] = points;
  return {
    order_no: fields.number.trim(),
    kind: fields.kind,
    starts: seoulInstant(fields.starts),
    ends: seoulInstant(fields.ends),
    area: { type: "Polygon", coordinates: [first ? [...points, first] : points] },
  };
}

const FIELDS: Record<string, OrderField> = {
  order_no: "number",
  kind: "kind",
  starts: "starts",
  ends: "ends",
  area: "points",
};

/** The form's field that the node refused. */
export function refusedField(problem: unknown): OrderField | null {
  if (!(problem instanceof Problem)) return null;
  return FIELDS[(problem.field ?? "").split(/[.[]/)[0] ?? ""] ?? null;
}
