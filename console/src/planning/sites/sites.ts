// A chosen plan's sites as a list: searched, sorted, what comes next, and what the two forms send. Pure.

import type { Acceptance, AcceptedCamera, NewStep } from "../doors";
import { byGain } from "../plan/compare";
import type { DrawnSite, PlannedSite, SiteState } from "../types";

export const STATES: readonly SiteState[] = [
  "proposed",
  "scored",
  "field_survey",
  "hearing",
  "budgeted",
  "design",
  "installed",
  "signed",
  "accepted",
  "rejected",
];

export interface Placed {
  site: PlannedSite;
  number: number;
}

export interface Filter {
  typed: string;
  state: SiteState | "";
  isLateOnly: boolean;
}

export const isLate = (site: PlannedSite): boolean =>
  site.state !== "rejected" && (site.late_days > 0 || (site.over_days ?? 0) > 0);

/** Numbered as the plan's own page numbers them: by what each gains. */
function placed(sites: readonly PlannedSite[]): Placed[] {
  const order = byGain(sites.map((site) => site.drawn)).map((one) => one.candidate_id);
  return sites.map((site) => ({ site, number: order.indexOf(site.drawn.candidate_id) + 1 }));
}

export function numberOf(sites: readonly PlannedSite[], id: string | null): Placed | null {
  return placed(sites).find(({ site }) => site.planned_site_id === id) ?? null;
}

/** What needs a person stands first; then by state, then by number. */
export function listed(sites: readonly PlannedSite[], filter: Filter): Placed[] {
  const wanted = filter.typed.normalize("NFC").trim().toLowerCase();
  return placed(sites)
    .filter(({ site, number }) => {
      if (filter.state && site.state !== filter.state) return false;
      if (filter.isLateOnly && !isLate(site)) return false;
      const texts = [String(number), site.drawn.dong_name, site.site_id ?? "", ...site.camera_ids];
      return wanted === "" || texts.some((text) => text.toLowerCase().includes(wanted));
    })
    .sort(
      (a, b) =>
        Number(isLate(b.site)) - Number(isLate(a.site)) ||
        STATES.indexOf(a.site.state) - STATES.indexOf(b.site.state) ||
        a.number - b.number,
    );
}

/** The next step and the day it is planned for. */
export function nextOf(site: PlannedSite): { state: SiteState; on: string | null } | null {
  const next = site.may_become.find((one) => one !== "rejected");
  if (!next) return null;
  return { state: next, on: site.steps.find((one) => one.state === next)?.planned_on ?? null };
}

export interface StepFields {
  state: SiteState;
  on: string;
  planned: string;
  note: string;
  reason: string;
}

export type StepWants = "wantsDay" | "wantsReason" | "notYet" | "acceptInstead" | null;

export function wantsOf(fields: StepFields, today: string): StepWants {
  if (fields.on && fields.state === "accepted") return "acceptInstead";
  if (fields.on && fields.on > today) return "notYet";
  if (fields.state === "rejected" && !fields.reason.trim()) return "wantsReason";
  return fields.on || fields.planned ? null : "wantsDay";
}

export function stepOf(fields: StepFields): NewStep {
  return {
    state: fields.state,
    on: fields.on || null,
    planned_on: fields.planned || null,
    note: fields.note.trim(),
    reason: fields.state === "rejected" ? fields.reason.trim() : "",
  };
}

export interface CameraFields {
  kind: string;
  bearing: string;
  hfov: string;
  range: string;
  pixels: string;
  speaker: "" | "yes" | "no";
  main: string;
  sub: string;
}

/** What was planned is what hangs there, until somebody says otherwise; a PTZ turns, so it has no bearing. */
export function camerasOf(drawn: DrawnSite): CameraFields[] {
  return drawn.headings.map((one) => ({
    kind: one.kind,
    bearing: one.kind === "ptz" ? "" : String(Math.round(one.bearing_deg) % 360),
    hfov: one.kind === "ptz" ? "" : String(Math.round(one.hfov_deg)),
    range: String(Math.round(one.range_m)),
    pixels: "",
    speaker: "",
    main: "",
    sub: "",
  }));
}

export const FRESH: CameraFields = {
  kind: "fixed",
  bearing: "",
  hfov: "90",
  range: "50",
  pixels: "",
  speaker: "",
  main: "",
  sub: "",
};

const LIMITS = {
  bearing: [0, 359.999],
  hfov: [0.1, 360],
  range: [0.1, 1_000],
  pixels: [1, 10_000],
} as const;
export type Figure = keyof typeof LIMITS;
const ADDRESS = /^rtsps?:\/\/\S+$/;

export function isWrongFigure(field: Figure, typed: string): boolean {
  const text = typed.trim();
  if (text === "") return field === "range";
  const value = Number(text);
  const [least, most] = LIMITS[field];
  const isWhole = field !== "pixels" || Number.isInteger(value);
  return !Number.isFinite(value) || value < least || value > most || !isWhole;
}

export const isWrongAddress = (typed: string): boolean =>
  typed.trim() !== "" && !ADDRESS.test(typed.trim());

export function isWrongCamera(camera: CameraFields): boolean {
  const figures: Figure[] = ["bearing", "hfov", "range", "pixels"];
  return (
    figures.some((field) => isWrongFigure(field, camera[field])) ||
    isWrongAddress(camera.main) ||
    isWrongAddress(camera.sub)
  );
}

const figure = (typed: string) => (typed.trim() === "" ? null : Number(typed));

function cameraOf(fields: CameraFields): AcceptedCamera {
  return {
    kind: fields.kind as AcceptedCamera["kind"],
    bearing_deg: figure(fields.bearing),
    hfov_deg: figure(fields.hfov),
    range_m: figure(fields.range) ?? 50,
    pixels_10k: figure(fields.pixels),
    has_speaker: fields.speaker === "" ? null : fields.speaker === "yes",
    main_url: fields.main.trim() || null,
    sub_url: fields.sub.trim() || null,
  };
}

export function acceptanceOf(
  on: string,
  purpose: string,
  cameras: readonly CameraFields[],
  note: string,
): Acceptance {
  return {
    on: on || null,
    purpose: purpose as NonNullable<Acceptance["purpose"]>,
    cameras: cameras.map(cameraOf),
    note: note.trim(),
  };
}
