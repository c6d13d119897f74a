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
  organisation_name: string;
  unit_id: string | null;
}

export interface Centre {
  code: string;
  name: string;
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
  options: { organisation: string; name: string }[];
  may_decide: boolean;
  may_recommend: boolean;
}

export interface Lending {
  grant_id: string;
  organisation: string;
  organisation_name: string;
  state: LendingState;
  clause: string | null;
  clause_text_ko: string | null;
  clause_text_en: string | null;
  reason: string | null;
  reason_text_ko: string | null;
  reason_text_en: string | null;
  decided_at: string | null;
  ends_at: string | null;
  renewals_left: number;
  waiting: Waiting | null;
  mine: boolean;
  undo_until: string | null;
  recommended: boolean | null;
  cameras: number | string[];
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
  ends_at: string;
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
  free_units: string[];
}

export interface TimelineEntry {
  at: string;
  kind: string;
  text_ko: string;
  text_en: string;
}

export interface Incident {
  incident_id: string;
  ext_incident_no: string | null;
  service: string;
  category: string;
  category_ko: string;
  category_en: string;
  code: string | null;
  exercise: boolean;
  state: "open" | "closed" | "cancelled";
  summary: string | null;
  reported_at: string | null;
  received_at: string;
  place: Place | null;
  responders: Responder[];
  lendings: Lending[];
  tiles: IncidentTile[];
  directing: Directing;
  timeline: TimelineEntry[];
  ended: { at: string; reason: string; by: string | null } | null;
}

export interface Ticket {
  grant_id: string;
  camera_id: string;
  ticket: string;
  url: string;
  expires_at: string;
}

export interface Watching {
  grant_id: string;
  incident_id: string;
  organisation_name: string;
  unit_id: string | null;
  camera_id: string;
  since: string;
}

export interface Summary {
  cameras: number;
  cameras_dead: number;
  bus_ms: number | null;
}

export interface Hello {
  now: string;
  person: Person;
  centre: Centre;
  watermark: string | null;
  media_urls: string[];
  resumed: boolean;
}

export type FeedMessage = { seq: number } & (
  | ({ kind: "hello" } & Hello)
  // Flat or wrapped: the store takes the incident from either shape.
  | ({ kind: "incident"; incident?: Incident } & Partial<Incident>)
  | { kind: "incident_gone"; incident_id: string; reason: string }
  | ({ kind: "ticket" } & Ticket)
  | {
      kind: "camera_state";
      camera_id: string;
      state: CameraState;
      since: string;
      reason: string | null;
    }
  | { kind: "watching"; watching: Watching[] }
  | ({ kind: "summary" } & Summary)
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
