// A little district of two dongs, and requests in it.
import type { CameraRequest, Dong, RequestForm } from "../../src/requests/doors";

const square = (west: number, south: number): [number, number][] => [
  [west, south],
  [west + 0.01, south],
  [west + 0.01, south + 0.01],
  [west, south + 0.01],
  [west, south],
];

export const DONGS: Dong[] = [
  { code: "1129066000", name: "길음1동", rings: [square(127.02, 37.6)] },
  { code: "1129071000", name: "종암동", rings: [square(127.03, 37.6)] },
];

export const FORM: RequestForm = {
  district_ko: "성북구",
  district_en: "Seongbuk-gu",
  centre_ko: "성북구 통합관제센터",
  centre_en: "Seongbuk control centre",
  department_ko: "스마트안전과",
  department_en: "Smart safety division",
  telephone: "",
  contact_days: 180,
  said_days: 1095,
  dongs: DONGS,
};

export function request(number: number, more: Partial<CameraRequest> = {}): CameraRequest {
  return {
    request_id: `req_${number}`,
    number: `2026-SB-00000${number}`,
    origin: "complaint",
    channel: "public_form",
    channel_no: "",
    reason: "dark",
    lat: 37.605,
    lon: 127.025,
    dong_code: "1129066000",
    dong_name: "길음1동",
    count: 1,
    repeats: 0,
    state: "received",
    is_announced: false,
    is_merged: false,
    merged_into: null,
    merged_into_number: "",
    parts: [],
    received_at: "2026-11-21T05:00:00.000000Z",
    changed_at: "2026-11-21T05:00:00.000000Z",
    organisation: null,
    has_contact: false,
    contact_until: null,
    ground: null,
    note: "",
    decided_at: null,
    sent_at: null,
    ...more,
  };
}
