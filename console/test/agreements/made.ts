// An agreement's text as the node writes it, small enough to read in a test.
import type { AgreementText, ClauseText } from "../../src/agreements/text";

export function clause(more: Partial<ClauseText> = {}): ClauseText {
  return {
    number: "3.2",
    service: "P112_DISPATCH",
    recipients: ["KNPA.SEOUL.SEONGBUK"],
    categories: ["ROBBERY"],
    by_itself: ["C0", "C1"],
    with_approval: ["C2"],
    purposes: ["crime_prevention"],
    legal_bases: ["PIPA18-2-7"],
    radius_m: 300,
    max_cameras: 9,
    ttl_s: 1800,
    renewals: 3,
    to_vehicles: true,
    kind: "live",
    lookback_s: 0,
    hours: [],
    approver_roles: [],
    approve_within_s: null,
    ...more,
  };
}

export function text(more: Partial<AgreementText> = {}): AgreementText {
  return {
    agreement_id: "SB-2023-08",
    version: 1,
    title_ko: "2023-08 성북구 CCTV 영상정보 제공 업무협약",
    title_en: "Seongbuk agreement, August 2023",
    centre: "SEONGBUK",
    parties: [
      {
        organisation: "SEONGBUK",
        name_ko: "성북구 통합관제센터",
        name_en: "Seongbuk control centre",
        signatory_ko: "성북구청장",
      },
      {
        organisation: "KNPA.SEOUL.SEONGBUK",
        name_ko: "성북경찰서",
        name_en: "Seongbuk police station",
        signatory_ko: "성북경찰서장",
      },
    ],
    clauses: [clause()],
    area: ["11290"],
    starts: "2023-08-01T00:00:00Z",
    ends: "2028-08-01T00:00:00Z",
    approver_roles: ["SHIFT_LEAD"],
    approve_within_s: 60,
    centre_phone: "02-2241-4562",
    stage: "full",
    pilot: null,
    may_record: false,
    may_ptz: false,
    retention_at_recipient: "none",
    document_ref: "",
    review_due: "2027-08-01",
    examples: [],
    ...more,
  };
}
