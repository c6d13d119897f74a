// An alert of our own as the form holds it, and as the node takes it. Pure.
import { Problem } from "../api/client";
import { toMs } from "../app/format";
import { pointsIn, seoulInstant } from "../room/order";
import type { OwnAlert, Spoken } from "./doors";

export const CATEGORIES = [
  "Met",
  "Geo",
  "Fire",
  "Safety",
  "Rescue",
  "Health",
  "Env",
  "Infra",
  "CBRNE",
] as const;
export const SEVERITIES = ["Extreme", "Severe", "Moderate", "Minor"] as const;
/** What a district says most, in both languages and with its category. */
export const EVENTS = [
  { ko: "침수경보", en: "Flood warning", category: "Met" },
  { ko: "호우경보", en: "Heavy rain warning", category: "Met" },
  { ko: "산사태경보", en: "Landslide warning", category: "Geo" },
  { ko: "산불", en: "Wildfire", category: "Fire" },
  { ko: "대형화재", en: "Large fire", category: "Fire" },
  { ko: "인파 밀집", en: "Crowding", category: "Safety" },
] as const;

export interface Draft {
  kind: Spoken["kind"];
  follows: string | null;
  event_ko: string;
  event_en: string;
  text_ko: string;
  text_en: string;
  category: Spoken["category"];
  severity: Spoken["severity"];
  area_name: string;
  points: string;
  expires: string;
  exercise: boolean;
}
export type DraftField = Exclude<keyof Draft, "kind" | "follows" | "exercise">;

const HOUR_MS = 3_600_000;
const USUAL_HOURS = 3;
const seoul = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Asia/Seoul",
  dateStyle: "short",
  timeStyle: "short",
});

/** As a `datetime-local` field takes Seoul's time. */
export function seoulField(ms: number): string {
  return seoul.format(ms).replace(" ", "T");
}

export function newDraft(now: number): Draft {
  return {
    kind: "Alert",
    follows: null,
    event_ko: "",
    event_en: "",
    text_ko: "",
    text_en: "",
    category: "Met",
    severity: "Severe",
    area_name: "",
    points: "",
    expires: seoulField(now + USUAL_HOURS * HOUR_MS),
    exercise: false,
  };
}

/** What follows says the whole again, so the form begins with what was said. */
export function following(alert: OwnAlert, kind: "Update" | "Cancel", now: number): Draft {
  const ends = toMs(alert.expires) ?? 0;
  return {
    kind,
    follows: alert.alert_id,
    event_ko: alert.event_ko,
    event_en: alert.event_en,
    text_ko: kind === "Cancel" ? `${alert.event_ko} 해제` : alert.text_ko,
    text_en: kind === "Cancel" ? `${alert.event_en} is over` : alert.text_en,
    category: alert.category as Spoken["category"],
    severity: alert.severity as Spoken["severity"],
    area_name: alert.area_name,
    points: alert.ring
      .slice(0, -1)
      .map(([lon, lat]) => `${lat}, ${lon}`)
      .join("\n"),
    expires: seoulField(ends > now + HOUR_MS ? ends : now + HOUR_MS),
    exercise: alert.exercise,
  };
}

const TEXTS = ["event_ko", "event_en", "text_ko", "text_en", "area_name"] as const;

/** The first field that is still wanting. */
export function wantingIn(draft: Draft, now: number): DraftField | null {
  const empty = TEXTS.find((field) => !draft[field].trim());
  if (empty) return empty;
  const ends = draft.expires ? toMs(seoulInstant(draft.expires)) : null;
  if (ends === null || ends <= now) return "expires";
  return pointsIn(draft.points).length < 3 ? "points" : null;
}

export function alertOf(draft: Draft): Spoken {
  const points = pointsIn(draft.points);
  const [first] = points;
  const { points: _, ...said } = draft;
  return {
    ...said,
    event_ko: draft.event_ko.trim(),
    event_en: draft.event_en.trim(),
    text_ko: draft.text_ko.trim(),
    text_en: draft.text_en.trim(),
    area_name: draft.area_name.trim(),
    expires: seoulInstant(draft.expires),
    area: { type: "Polygon", coordinates: [first ? [...points, first] : points] },
  };
}

const FIELDS: readonly DraftField[] = [...TEXTS, "category", "severity", "expires"];

/** The form's field that the node refused. */
export function refusedField(problem: unknown): DraftField | null {
  if (!(problem instanceof Problem)) return null;
  const name = (problem.field ?? "").split(/[.[]/)[0] ?? "";
  if (name === "area") return "points";
  return FIELDS.find((field) => field === name) ?? null;
}
