// The head's doors to the list of reserved cameras, and what the form holds. Pure but for the doors.
import { type Answer, ask, type Body, Problem, tell } from "../api/client";
import { pointsIn } from "../room/order";

export type Reserved = Answer<"ReservedCameras">[number];
export type Wish = Body<"ReserveCameras">;
export type Done = Answer<"ReserveCameras">;

const ROOT = "/api/reserved-cameras";

export const doors = {
  list: () => ask<"ReservedCameras">(ROOT),
  reserve: (wish: Wish) => tell<"ReserveCameras">(ROOT, wish),
  release: (camera_ids: string[], reason: string) =>
    tell<"ReleaseCameras">(`${ROOT}/release`, { camera_ids, reason }),
};

export type By = "ids" | "area";
export interface WishFields {
  service: string;
  organisation: string;
  reason: string;
  by: By;
  ids: string;
  points: string;
}
export type WishField = Exclude<keyof WishFields, "by">;

export const NO_WISH: WishFields = {
  service: "",
  organisation: "",
  reason: "",
  by: "ids",
  ids: "",
  points: "",
};

/** The first field that is still wanting. */
export function wantingIn(fields: WishFields): WishField | null {
  for (const field of ["service", "organisation", "reason"] as const)
    if (!fields[field].trim()) return field;
  if (fields.by === "ids") return fields.ids.trim() ? null : "ids";
  return pointsIn(fields.points).length < 3 ? "points" : null;
}

/** Ids go as the list that the unit handed in, so that each bad row is named by its number. */
export function wishOf(fields: WishFields): Wish {
  const said = {
    service: fields.service,
    organisation: fields.organisation.trim(),
    reason: fields.reason.trim(),
  };
  if (fields.by === "ids") return { ...said, csv: fields.ids };
  const points = pointsIn(fields.points);
  const [first] = points;
  const ring = first ? [...points, first] : points;
  return { ...said, area: { type: "Polygon", coordinates: [ring] } };
}

const FIELDS: Record<string, WishField> = {
  service: "service",
  organisation: "organisation",
  reason: "reason",
  camera_ids: "ids",
  csv: "ids",
  area: "points",
};

/** The form's field that the node refused. */
export function refusedField(problem: unknown): WishField | null {
  if (!(problem instanceof Problem)) return null;
  return FIELDS[(problem.field ?? "").split(/[.[]/)[0] ?? ""] ?? null;
}
