// Incidents and messages for tests, with only what matters named by each test.
import type { FeedMessage, Incident, IncidentTile, Lending } from "../../src/api/feed";

export function tile(rank: number, more: Partial<IncidentTile> = {}): IncidentTile {
  return {
    camera_id: `SB-${rank}`,
    grant_id: "gr_1",
    rank,
    name: `카메라 ${rank}`,
    district: "성북구",
    kind: "fixed",
    lat: 37.6,
    lon: 127.02 + rank / 1000,
    bearing_deg: 90,
    hfov_deg: 60,
    range_m: 50,
    distance_m: 38,
    direction_deg: 45,
    why_ko: "현장을 정면으로 봄",
    why_en: "Sees the scene head-on",
    chance: 0.9,
    state: "live",
    state_since: null,
    state_reason: "",
    ends_at: "2026-11-21T05:33:00Z",
    owner: "",
    owner_name_ko: "",
    owner_name_en: "",
    ...more,
  };
}

export function lending(more: Partial<Lending> = {}): Lending {
  return {
    grant_id: "gr_1",
    organisation: "KNPA",
    organisation_name_ko: "성북경찰서",
    organisation_name_en: "Seongbuk Police",
    state: "active",
    agreement_id: "SB-2023-08",
    agreement_version: 1,
    stage: "full",
    clause: "3-2",
    clause_text_ko: "협약 제3조제2항에 따라 영상 제공",
    clause_text_en: "Lent under clause 3-2",
    reason: null,
    reason_text_ko: "",
    reason_text_en: "",
    decided_at: "2026-11-21T05:03:00Z",
    ends_at: "2026-11-21T05:33:00Z",
    renewals_left: 3,
    waiting: null,
    mine: true,
    may_withdraw: false,
    undo_until: null,
    cut_reason: null,
    recommended: null,
    cameras: 5,
    is_own: false,
    owner: "",
    owner_name_ko: "",
    owner_name_en: "",
    owner_clause_text_ko: "",
    owner_clause_text_en: "",
    ...more,
  };
}

export function incident(id: string, more: Partial<Incident> = {}): Incident {
  return {
    incident_id: id,
    ext_incident_no: "112-1",
    service: "P112_VIDEO",
    system: "112",
    category: "ROBBERY",
    category_ko: "강도",
    category_en: "Robbery",
    code: "C0",
    exercise: false,
    state: "open",
    summary: "",
    reported_at: "2026-11-21T05:03:00Z",
    received_at: "2026-11-21T05:03:00Z",
    place: {
      lat: 37.6,
      lon: 127.02,
      accuracy_m: 12,
      method: "GPS",
      address: "길음로 33",
      dong: "길음1동",
      radius_m: 300,
    },
    address: "",
    responders: [],
    lendings: [lending()],
    tiles: [tile(1), tile(2)],
    directing: { chosen_camera_id: null, pointer: null, arrow: null, line: null },
    timeline: [],
    may_direct: true,
    may_close: true,
    ended: null,
    origin: null,
    ...more,
  };
}

export function hello(seq: number, more: object = {}): FeedMessage {
  return {
    kind: "hello",
    seq,
    now: "2026-11-21T05:03:00Z",
    resumed: false,
    watermark: "상황실-02",
    centre: { code: "seongbuk", name_ko: "성북구", name_en: "Seongbuk", phone: "02-1" },
    person: {
      person_id: "p",
      name: "김",
      role: "POLICE_ROOM",
      organisation: "KNPA",
      organisation_name_ko: "성북경찰서",
      organisation_name_en: "Seongbuk Police",
      unit_id: null,
      is_own: false,
      may_approve: false,
    },
    ...more,
  } as FeedMessage;
}

export const summary = (seq: number): FeedMessage => ({
  kind: "summary",
  seq,
  cameras: 10,
  cameras_dead: 1,
});
