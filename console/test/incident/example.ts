// Incidents as the node sends them, for tests of the pages that show them.
import type { Incident, IncidentTile, Lending, Waiting } from "../../src/api/feed";

export const NOW = Date.parse("2026-11-21T05:00:00Z");

export function ago(seconds: number): string {
  return new Date(NOW - seconds * 1000).toISOString();
}

export function tile(rank: number, more: Partial<IncidentTile> = {}): IncidentTile {
  return {
    camera_id: `SB-${rank}`,
    grant_id: "gr_own",
    rank,
    name: `${rank}번 카메라`,
    district: "성북구",
    kind: "fixed",
    lat: 37.6,
    lon: 127.02,
    bearing_deg: null,
    hfov_deg: null,
    range_m: 60,
    distance_m: 30,
    direction_deg: 90,
    why_ko: "",
    why_en: "",
    chance: 0.5,
    state: "live",
    state_since: null,
    state_reason: "",
    ends_at: null,
    owner: "",
    owner_name_ko: "",
    owner_name_en: "",
    ...more,
  };
}

export function lending(grantId: string, more: Partial<Lending> = {}): Lending {
  return {
    grant_id: grantId,
    organisation: "KNPA.SEOUL.SEONGBUK",
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
    decided_at: ago(20),
    ends_at: ago(-1780),
    renewals_left: 3,
    waiting: null,
    mine: false,
    may_withdraw: true,
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

export function asking(
  grantId: string,
  waiting: Partial<Waiting> = {},
  more: Partial<Lending> = {},
): Lending {
  return lending(grantId, {
    state: "waiting",
    ends_at: null,
    waiting: {
      kind: "approval",
      deadline: ago(-40),
      options: [],
      may_decide: false,
      may_recommend: true,
      ...waiting,
    },
    ...more,
  });
}

export function incident(id: string, more: Partial<Incident> = {}): Incident {
  return {
    incident_id: id,
    ext_incident_no: `112-${id}`,
    service: "P112_DISPATCH",
    service_name_ko: "112 긴급영상",
    service_name_en: "112 pictures for the room",
    system: "112",
    room_kind: "police",
    tile_count: 0,
    discreet: false,
    area: null,
    window: null,
    facts: [],
    drill_id: null,
    answers: null,
    answered: null,
    own_view: null,
    category: "ROBBERY",
    category_ko: "강도",
    category_en: "Robbery",
    code: "C0",
    exercise: false,
    state: "open",
    summary: "",
    reported_at: ago(25),
    received_at: ago(24),
    heard_at: ago(24),
    place: {
      lat: 37.6,
      lon: 127.02,
      accuracy_m: 12,
      method: "GPS",
      address: "서울특별시 성북구 길음로 20",
      dong: "길음1동",
      radius_m: 300,
      at: ago(24),
    },
    address: "",
    responders: [],
    lendings: [],
    tiles: [],
    directing: { chosen_camera_id: null, pointer: null, arrow: null, line: null },
    timeline: [],
    may_direct: false,
    may_close: false,
    ended: null,
    origin: null,
    ...more,
  };
}
