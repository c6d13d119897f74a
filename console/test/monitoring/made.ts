// Alarms, rules and figures as the node tells them, for the tests of selective monitoring.
import type { Alarm, Load, Rule, Tuning, WatchedCamera } from "../../src/monitoring/types";

export const NOW = "2026-11-22T18:00:00Z";

export function alarm(id: string, more: Partial<Alarm> = {}): Alarm {
  return {
    alarm_id: id,
    camera_id: `SB-${id}`,
    camera_name: `길음동 12-${id}`,
    dong: "길음동",
    lat: 37.6,
    lon: 127,
    kind: "intrusion",
    is_candidate: false,
    rule_id: "r1",
    rule_name: "공사장 야간",
    state: "shown",
    rank: 1,
    why: [],
    score: 0.82,
    count: 1,
    people: 1,
    first_at: NOW,
    last_at: NOW,
    ended_at: null,
    shown_at: NOW,
    shown_to_me: true,
    opened_at: null,
    opened_by_me: false,
    opened_by: "",
    lapses_at: null,
    boxes: [],
    moment_boxes: [],
    clip_after_s: 6,
    has_clip: false,
    has_picture: false,
    keep_until: NOW,
    verdict: null,
    reason: null,
    note: "",
    answered_at: null,
    answered_by_me: false,
    undo_until: null,
    held_until: null,
    incident_id: null,
    escalated: false,
    silenced: "",
    ...more,
  };
}

export function rule(id: string, more: Partial<Rule> = {}): Rule {
  return {
    rule_id: id,
    kind: "intrusion",
    name: "공사장 야간",
    points: [
      [0.2, 0.2],
      [0.6, 0.2],
      [0.6, 0.8],
      [0.2, 0.8],
    ],
    hours: [],
    things: ["person"],
    seconds: 0,
    count: 1,
    both_ways: false,
    score: 0.45,
    ...more,
  };
}

export function camera(id: string, more: Partial<WatchedCamera> = {}): WatchedCamera {
  return {
    camera_id: `SB-${id}`,
    camera_name: `길음동 12-${id}`,
    dong: "1129066000",
    state: "watched",
    since: NOW,
    by: "",
    reason: "심의 결과",
    weight: 1,
    interval_s: 10,
    seen_interval_s: 4.2,
    looked_at: NOW,
    rules: 2,
    rules_version: 1,
    worker: "analytics-1",
    escalated_for: "",
    problem: "",
    problems: 0,
    ...more,
  };
}

export const COUNTS = {
  cameras: 900,
  watched: 60,
  held: 60,
  late: 0,
  isolated: 0,
  escalated: 1,
  workers: 1,
};

export const FIGURES = {
  shown: 0,
  answered: 0,
  real: 0,
  false: 0,
  lapsed: 0,
  confirmed: null,
  opened_median_s: null,
  opened_p95_s: null,
};

export function load(more: Partial<Load> = {}): Load {
  return {
    begins: "2026-11-22T06:00:00Z",
    ends: NOW,
    mine_only: false,
    manageable: 4,
    flood: 10,
    figures: FIGURES,
    operators: [],
    slots: [],
    rules: [],
    reasons: {},
    missed: [],
    arrivals: 0,
    silenced: 0,
    dropped: {},
    ...more,
  };
}

export function tuning(more: Partial<Tuning> = {}): Tuning {
  return {
    tuning_id: "tun_1",
    camera_id: "SB-1",
    camera_name: "길음동 12-1",
    rule_id: "r1",
    rule_name: "공사장 야간",
    what: "score",
    before: 0.45,
    after: 0.58,
    box: null,
    hours: null,
    verdicts: 24,
    expected: { cut: 0.52, lost: 0.004 },
    at: NOW,
    silenced: 0,
    holds: true,
    undone_at: null,
    undo_reason: "",
    may_undo: true,
    ...more,
  };
}
