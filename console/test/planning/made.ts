// A district of 2,400 cells and a plan of 54 sites, made by rule: the same figures every time.
import type {
  DrawnSite,
  LastScore,
  PlanConfig,
  PlannedSite,
  PlanVersion,
  PlanView,
  Run,
  ScoredCell,
  Sites,
} from "../../src/planning/types";

export const CONFIG = {
  name: "2027년 방범용 CCTV 설치 계획",
  district: "SB",
  year: 2027,
  deadline: "2027-10-31",
  hearing_days: 20,
  targets: { along_streets: false, step_m: 25 },
  weights: {
    watch: 0.5,
    crime: 1,
    environment: 1,
    dark: 1,
    children: 1,
    requests: 1,
    women: 0.1,
    detached: 0.1,
    aged: 0.1,
    nightlife: 1,
    lodging: 0.5,
    finance: 0.5,
    environment_within_m: 100,
    child_zone_within_m: 150,
    bell_within_m: 75,
    lights_enough: 8,
    complaint: 2,
    police_request: 3,
    first_band: 15,
    second_band: 13,
  },
  sight: {
    ptz_range_m: 50,
    fixed_range_m: 50,
    fixed_hfov_deg: 90,
    height_m: 5,
    always_share: 0.5,
  },
  prices: {
    ptz: 7_000_000,
    fixed: 4_000_000,
    connection: 3_300_000,
    own_pole: 8_000_000,
    utility_pole: 2_500_000,
    light_pole: 3_000_000,
    building: 2_000_000,
    smart_pole: 36_000_000,
  },
  mixes: [
    { ptz: 1, fixed: 1 },
    { ptz: 0, fixed: 3 },
  ],
  mounts: ["own_pole", "utility_pole"],
  funds: [
    { code: "구비", kind: "district", won: 410_000_000, origins: [], mounts: [], dongs: [] },
    { code: "시비", kind: "city", won: 510_000_000, origins: [], mounts: [], dongs: [] },
    { code: "특교세", kind: "special_grant", won: 300_000_000, origins: [], mounts: [], dongs: [] },
  ],
  limits: {
    sites_min: 0,
    sites_max: null,
    ptz_min: 0,
    ptz_max: null,
    fixed_min: 0,
    fixed_max: null,
    spacing_m: 30,
    sites_per_dong_min: 0,
    per_dong_min: {},
    smart_poles_max: null,
  },
  quotas: { city_data: 0, police: 0, complaint: 0 },
  forced: [],
  forbidden: [],
  by_hand: [],
  solve: { gap: 0.001, time_limit_s: 60, seed: 1 },
} as unknown as PlanConfig;

const SIDE = 0.001;
const WIDE = 60;

export function cell(at: number, parts = [5, 3, 1, 2, 0, 0, 1]): ScoredCell {
  const [west, south] = [127 + (at % WIDE) * SIDE, 37.58 + Math.floor(at / WIDE) * SIDE];
  const [watch = 0, crime = 0, environment = 0, dark = 0, children = 0, requests = 0, factor = 1] =
    parts;
  const sum = 0.5 * watch + crime + environment + dark + children + requests;
  const reasons = [
    {
      part: "watch",
      told: { ko: `못 보는 몫: ${watch / 2}`, en: `unseen: ${watch / 2}` },
      points: watch / 2,
    },
    { part: "crime", told: { ko: `범죄(추정): ${crime}`, en: `crime: ${crime}` }, points: crime },
    {
      part: "environment",
      told: { ko: `유흥 1곳: ${environment}`, en: `1 bar: ${environment}` },
      points: environment,
    },
    { part: "dark", told: { ko: `어두움: ${dark}`, en: `dark: ${dark}` }, points: dark },
    {
      part: "women",
      told: { ko: `여성 비율: ${(factor - 1) * sum}`, en: "women: 1" },
      points: (factor - 1) * sum,
    },
  ].filter((one) => one.points > 0);
  return {
    code: `다사${String(at).padStart(6, "0")}`,
    lat: south + SIDE / 2,
    lon: west + SIDE / 2,
    ring: [
      [west, south],
      [west + SIDE, south],
      [west + SIDE, south + SIDE],
      [west, south + SIDE],
    ],
    dong_code: at % 2 ? "1129066000" : "1129057500",
    total: factor * sum,
    parts,
    reasons,
  };
}

export function score(cells = 2_400): LastScore {
  const parts = (at: number) => [
    (at * 7) % 11,
    (at * 3) % 6,
    at % 3,
    at % 4,
    0,
    0,
    at % 5 ? 1 : 1.1,
  ];
  return {
    config: CONFIG,
    made_at: "2026-11-22T07:00:00Z",
    scored: {
      type: "scored",
      cells: Array.from({ length: cells }, (_, at) => cell(at, parts(at))),
      dongs: [
        {
          code: "1129057500",
          name: "정릉1동",
          cells: 1_200,
          mean_score: 7.2,
          covered: 0.24,
          cameras: 300,
          population: 15_000,
        },
        {
          code: "1129066000",
          name: "길음1동",
          cells: 1_200,
          mean_score: 6.1,
          covered: 0.4,
          cameras: 410,
          population: null,
        },
      ],
      warnings: [{ ko: "범죄 자료는 경찰서 관할 단위입니다.", en: "Crime is by station area." }],
      sources: [
        { layer: "cameras", title: "성북구 CCTV", rows: 1_550, as_of: "2020-03-30", licence: "" },
      ],
    },
  };
}

export function site(at: number, more: Partial<DrawnSite> = {}): DrawnSite {
  return {
    candidate_id: `U${at}`,
    lat: 37.5805 + at * 0.0004,
    lon: 127.0005 + at * 0.0007,
    dong_code: "1129066000",
    dong_name: "길음1동",
    cell: "다사000001",
    origins: at % 3 ? ["score"] : ["score", "police"],
    mount: "utility_pole",
    headings: [
      { kind: "ptz", bearing_deg: 0, hfov_deg: 360, range_m: 50 },
      { kind: "fixed", bearing_deg: 90, hfov_deg: 90, range_m: 50 },
    ],
    won: 16_800_000,
    paid: { 구비: 10_000_000, 시비: 6_800_000 },
    gain: 54 - at,
    score: 9,
    why: [{ part: "watch", told: { ko: "못 보는 몫 100 %: 5", en: "unseen: 5" }, points: 5 }],
    requests: at % 3 ? [] : ["req_1"],
    ...more,
  };
}

export function version(number = 1, sites = 54, more: Partial<PlanConfig> = {}): PlanVersion {
  const drawn = Array.from({ length: sites }, (_, at) => site(at + number));
  const won = drawn.reduce((sum, one) => sum + one.won, 0);
  return {
    plan_id: "plan_1",
    version: number,
    made_at: "2026-11-22T07:10:00Z",
    made_by: "planner",
    inputs_digest: "00",
    config: { ...CONFIG, ...more },
    plan: {
      sites: drawn,
      funds: [
        { code: "구비", kind: "district", won: 410_000_000, used: 400_000_000 },
        { code: "시비", kind: "city", won: 810_000_000, used: won - 400_000_000 },
      ],
      objective: 1_000,
      bound: 1_000.84,
      gap: 0.00084,
      proof: "within_gap",
      cpu_s: 4.2,
      wall_s: 4.4,
      candidates: 8_000,
      coverage: [{ code: "", name: "전체", before: 0.262, after: 0.413, points: 40_000 }],
      by_dong: [
        { code: "1", name: "정릉1동", before: 0.3, after: 0.5, points: 900 },
        { code: "2", name: "길음1동", before: 0.1, after: 0.2, points: 800 },
        { code: "3", name: "산", before: 0, after: 0, points: 0 },
      ],
      by_purpose: [{ code: "children", name: "children", before: 0.1, after: 0.1, points: 40 }],
      origins: { city_data: 0, police: 18, complaint: 0, score: 54 },
      beside: [
        { name: "rank_list", objective: 700, sites: 54, won, more: 0.4286 },
        { name: "greedy", objective: 1_000, sites: 54, won, more: 0 },
      ],
      curve: [
        { more_won: 100_000_000, objective: 1_050, bound: 1_051 },
        { more_won: 0, objective: 1_000, bound: 1_000.84 },
      ],
      warnings: [],
      sources: [],
    },
  } as PlanVersion;
}

export function plans(versions = 2): PlanView[] {
  const numbers = Array.from({ length: versions }, (_, at) => versions - at);
  return [
    {
      plan_id: "plan_1",
      district: "SB",
      year: 2027,
      name: CONFIG.name,
      made_at: "2026-11-22T07:10:00Z",
      chosen_version: null,
      chosen_at: null,
      reason: null,
      versions: numbers.map((number) => ({
        version: number,
        made_at: "2026-11-22T07:10:00Z",
        made_by: "planner",
        summary: {
          name: CONFIG.name,
          sites: 54,
          ptz: 54,
          fixed: 54,
          won: 907_200_000,
          objective: 1_000,
          gap: 0.00084,
          proof: "within_gap",
        },
      })),
    },
  ];
}

export function run(more: Partial<Run> = {}): Run {
  return {
    run_id: "run_1",
    kind: "draw",
    state: "running",
    name: CONFIG.name,
    asked_at: "2026-11-22T07:10:00Z",
    ended_at: null,
    ahead: 0,
    step: "search",
    share: 0.42,
    objective: 990,
    gap: 0.012,
    refused: null,
    plan_id: null,
    version: null,
    ...more,
  };
}

export function planned(at: number, more: Partial<PlannedSite> = {}): PlannedSite {
  return {
    planned_site_id: `ps_${at}`,
    plan_id: "plan_1",
    version: 1,
    drawn: site(at),
    state: "scored",
    may_become: ["field_survey", "rejected"],
    steps: [
      { state: "scored", planned_on: null, done_on: "2026-11-20", note: "", reason: "" },
      { state: "field_survey", planned_on: "2026-12-27", done_on: null, note: "", reason: "" },
    ],
    progress: 0.05,
    planned_progress: 0,
    late_days: 0,
    over_days: null,
    budgeted_from: null,
    told: [],
    site_id: null,
    camera_ids: [],
    purpose: null,
    ...more,
  };
}

export function sitesOf(sites: PlannedSite[]): Sites {
  return {
    plan_id: "plan_1",
    version: 1,
    name: CONFIG.name,
    deadline: "2027-10-31",
    today: "2026-11-22",
    progress: 0.05,
    planned_progress: 0,
    accepted: 0,
    rejected: 0,
    late: sites.filter((one) => one.late_days > 0).length,
    told: [],
    sites,
  };
}
