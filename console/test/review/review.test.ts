import { expect, test } from "vitest";
import { openNames } from "../../src/names/useNames";
import {
  type Finding,
  isOpen,
  mayJudge,
  maySign,
  type Review,
  unexplained,
} from "../../src/review/review";
import { exportWanted } from "../../src/trail/ExportTrail";

function finding(who: string, role: string, outcome: Finding["outcome"] = null): Finding {
  return {
    number: 1,
    kind: "sweep",
    severity: "warn",
    who,
    role,
    organisation: null,
    camera_id: null,
    first_at: "",
    last_at: "",
    count: 1,
    rows: [1],
    facts: {},
    outcome,
    explanation: "",
    explained_by: null,
    explained_at: null,
  };
}

function review(...findings: Finding[]): Review {
  return {
    month: "2026-10",
    state: "open",
    due_at: "",
    made_at: "",
    first_sequence: 1,
    last_sequence: 2,
    rows_read: 2,
    findings,
    remark: "",
    sha256: "",
    signed_at: null,
    signed_by: null,
    trail_sequence: null,
  };
}

const operators = finding("per_op", "OPERATOR");
const cpos = finding("per_cpo", "CPO");

test.each([
  [operators, "per_cpo", "CPO", true],
  [operators, "per_aud", "AUDITOR", false],
  [cpos, "per_cpo", "CPO", false],
  [cpos, "per_aud", "AUDITOR", true],
  [cpos, "per_other", "CPO", true],
])("who may judge a finding, as the node says", (one, person, role, may) => {
  expect(mayJudge(one, person, role)).toBe(may);
  expect(maySign(review(one), person, role)).toBe(may);
});

test("a quiet month is the privacy officer's to sign", () => {
  expect(maySign(review(), "per_cpo", "CPO")).toBe(true);
  expect(maySign(review(), "per_aud", "AUDITOR")).toBe(false);
});

test("findings without an outcome are counted", () => {
  expect(unexplained(review(operators, finding("per_x", "OPERATOR", "acted")))).toBe(1);
  expect(isOpen({ ...review(), state: "overdue" })).toBe(true);
  expect(isOpen({ ...review(), state: "signed" })).toBe(false);
});

test("names are known by id as long as they are open", () => {
  const person = {
    person_id: "per_1",
    name: "이관제",
    role: "OPERATOR",
    organisation: "S",
    unit_id: null,
  } as const;
  const opening = { people: [person] } as unknown as Parameters<typeof openNames>[0][number];
  const shut = { people: [] } as unknown as Parameters<typeof openNames>[0][number];
  expect(openNames([shut, opening]).get("per_1")?.name).toBe("이관제");
  expect(openNames([shut]).size).toBe(0);
});

test("a file holds what the page asks for", () => {
  expect(exportWanted({ kind: "lend", incidentId: " inc_1 " }, "csv", "감사 제출")).toEqual({
    reason: "감사 제출",
    form: "csv",
    filter: { kind: "lend", incident_id: "inc_1" },
  });
  expect(exportWanted({ kind: "", incidentId: "" }, "jsonl", "x").filter).toEqual({
    kind: null,
    incident_id: null,
  });
});
