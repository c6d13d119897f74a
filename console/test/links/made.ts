// A line and a page of them, with only what matters named by each test.
import type { Line, LinkPage } from "../../src/links/line";

export function line(code: string, more: Partial<Line> = {}): Line {
  return {
    code,
    name_ko: `${code} 통합관제센터`,
    name_en: `${code} control centre`,
    kind: "district",
    route: "direct",
    districts: [],
    state: "up",
    since: "2026-11-21T05:02:00Z",
    reason: "",
    reason_ko: "",
    reason_en: "",
    rtt_ms: 1.08,
    skew_ms: -0.4,
    release: "0.3.0",
    protocol: 1,
    waiting: 0,
    oldest_waiting_at: null,
    applied: 12,
    catalogue: {
      cameras: 1773,
      version: 1813,
      digest: "3462859ece6d",
      own_digest: "3462859ece6d",
      agrees: true,
      checked_at: "2026-11-21T05:02:30Z",
      source: "",
      refused: 0,
      refused_last: "",
      mended: 0,
      mended_at: null,
    },
    stage: "full",
    stage_on: "2024-05-01",
    joined_at: "2026-11-20T05:02:00Z",
    revoked_at: null,
    revoked_why: "",
    certificate_ends: "2027-11-22T07:04:52Z",
    refused: 0,
    refused_last: "",
    ...more,
  };
}

export function page(links: Line[], more: Partial<LinkPage> = {}): LinkPage {
  return {
    code: "SEOUL",
    own_kind: "hub",
    stage: "full",
    stage_on: "2024-01-01",
    certificate_ends: "2027-11-22T07:04:52Z",
    links,
    ...more,
  };
}
