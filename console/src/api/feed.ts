// The feed's messages as docs/architecture.md fixes them. State is pushed whole, so a message may be applied twice.

export type Role =
  | "POLICE_ROOM"
  | "FIRE_ROOM"
  | "DISASTER_ROOM"
  | "POLICE_CAR"
  | "FIRE_CAR"
  | "OPERATOR"
  | "SHIFT_LEAD"
  | "AUDITOR"
  | "CPO"
  | (string & {});

export interface Person {
  person_id: string;
  name: string;
  role: Role;
  organisation: string;
  organisation_name_ko: string;
  organisation_name_en: string;
  unit_id: string | null;
  is_own: boolean;
  may_approve: boolean;
}

/** The answer of `/api/me`: enough to choose a page; the feed's greeting says the rest. */
export type Me = Pick<Person, "person_id" | "name" | "role" | "organisation" | "unit_id">;

export interface Centre {
  code: string;
  name_ko: string;
  name_en: string;
  phone: string;
}

export type CameraState = "connecting" | "live" | "frozen" | "dead" | "unsupported" | "unknown";
export type CameraKind = "ptz" | "fixed" | (string & {});
export type LendingState =
  | "active"
  | "waiting"
  | "refused"
  | "withdrawn"
  | "expired"
  | "closed"
  | (string & {});

export interface Place {
  lat: number;
  lon: number;
  accuracy_m: number;
  method: string;
  address: string;
  dong: string;
  radius_m: number;
}

export interface Responder {
  unit_id: string;
  kind: string;
  lat: number | null;
  lon: number | null;
  heading_deg: number | null;
  eta_s: number | null;
  at: string | null;
}

export interface Waiting {
  kind: "approval" | "place" | "jurisdiction" | (string & {});
  deadline: string | null;
  options: { organisation: string; name_ko: string; name_en: string }[];
  may_decide: boolean;
  may_recommend: boolean;
}

export interface Lending {
  grant_id: string;
  organisation: string;
  organisation_name_ko: string;
  organisation_name_en: string;
  state: LendingState;
  clause: string | null;
  clause_text_ko: string;
  clause_text_en: string;
  reason: string | null;
  reason_text_ko: string;
  reason_text_en: string;
  decided_at: string;
  ends_at: string | null;
  renewals_left: number;
  waiting: Waiting | null;
  mine: boolean;
  may_withdraw: boolean;
  undo_until: string | null;
  recommended: string | null;
  /** How many cameras are lent. */
  cameras: number;
  is_own: boolean;
}

export interface IncidentTile {
  camera_id: string;
  grant_id: string;
  rank: number;
  name: string;
  district: string;
  kind: CameraKind;
  lat: number;
  lon: number;
  bearing_deg: number | null;
  hfov_deg: number | null;
  range_m: number | null;
  distance_m: number | null;
  direction_deg: number | null;
  why_ko: string;
  why_en: string;
  chance: number | null;
  state: CameraState;
  state_since: string | null;
  state_reason: string | null;
  ends_at: string | null;
}

export interface Pointer {
  camera_id: string;
  x: number;
  y: number;
  at: string;
  by: string;
}

export interface Directing {
  chosen_camera_id: string | null;
  pointer: Pointer | null;
  arrow: { bearing_deg: number; at: string; by: string } | null;
  line: { text: string; at: string; by: string } | null;
  /** Units that broke away from the directed view. */
  free_units?: string[];
}

export interface TimelineEntry {
  at: string;
  kind: string;
  text_ko: string;
  text_en: string;
}

export interface Incident {
  incident_id: string;
  ext_incident_no: string;
  service: string;
  system: string;
  category: string;
  category_ko: string;
  category_en: string;
  code: string;
  exercise: boolean;
  state: "open" | "closed" | "cancelled";
  summary: string;
  reported_at: string;
  received_at: string;
  place: Place | null;
  address: string;
  responders: Responder[];
  lendings: Lending[];
  tiles: IncidentTile[];
  directing: Directing;
  timeline: TimelineEntry[];
  may_direct: boolean;
  may_close: boolean;
  ended: { at: string; reason: string; reason_text_ko: string; reason_text_en: string } | null;
}

export interface Ticket {
  grant_id: string;
  camera_id: string;
  ticket: string;
  url: string;
  expires_at: string;
}

/** One screen outside that shows a camera now; `viewer` is the text of its watermark. */
export interface Watcher {
  grant_id: string;
  camera_id: string;
  organisation: string;
  viewer: string;
  since: string;
}

export interface Summary {
  cameras: number;
  cameras_dead: number;
  bus_ms?: number | null;
}

export interface Hello {
  now: string;
  person: Person;
  centre: Centre;
  watermark: string;
  resumed: boolean;
  /** How often the node promises to say something; without it silence means nothing. */
  beat_s?: number;
}

export type FeedMessage = { seq: number } & (
  | ({ kind: "hello" } & Hello)
  | { kind: "incident"; incident: Incident }
  | { kind: "incident_gone"; incident_id: string }
  | ({ kind: "ticket" } & Ticket)
  | {
      kind: "camera_state";
      camera_id: string;
      state: CameraState;
      since: string | null;
      reason: string | null;
    }
  | { kind: "watching"; watchers: Watcher[] }
  | ({ kind: "summary" } & Summary)
  | { kind: "problem"; code: string; detail: string }
);

export type FeedRequest =
  | { want: "ticket"; grant_id: string; camera_id: string }
  | {
      want: "position";
      lat: number;
      lon: number;
      heading_deg: number | null;
      speed_kmh: number | null;
    };
