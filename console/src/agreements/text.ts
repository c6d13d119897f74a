// An agreement's text as the console edits it, and the small pure steps that the form makes. What is wrong with it the
// node says (`/api/agreements/check`).
import type { components } from "../api/schema";

type Schemas = components["schemas"];
type Lists = "clauses" | "parties" | "examples";
export type AgreementText = Required<Omit<Schemas["AgreementDocument"], Lists>> & {
  clauses: ClauseText[];
  parties: PartyText[];
  examples: ExampleText[];
};
export type ClauseText = Required<Schemas["ClauseText"]>;
export type PartyText = Schemas["PartyText"];
export type PilotText = Schemas["PilotText"];
export type ExampleText = Required<Schemas["ExampleText"]>;
export type ClauseKind = ClauseText["kind"];

/** A set as the node writes it: sorted, each word once. */
export function toggled(words: readonly string[], word: string): string[] {
  const rest = words.filter((one) => one !== word);
  return rest.length === words.length ? [...rest, word].sort() : rest;
}

/** The list with one entry replaced. */
export function withOne<T>(list: readonly T[], at: number, one: T): T[] {
  return list.map((before, index) => (index === at ? one : before));
}

export function without<T>(list: readonly T[], at: number): T[] {
  return list.filter((_, index) => index !== at);
}

/** 3.2 is followed by 3.3; the first clause of a text is 3.1, behind purpose and definitions. */
export function nextNumber(clauses: readonly ClauseText[]): string {
  const last = clauses.at(-1)?.number.split(".").map(Number);
  return last?.length === 2 ? `${last[0]}.${(last[1] ?? 0) + 1}` : "3.1";
}

const EMPTY: ClauseText = {
  number: "",
  service: "",
  recipients: [],
  categories: [],
  by_itself: [],
  with_approval: [],
  purposes: [],
  legal_bases: [],
  radius_m: 0,
  max_cameras: 0,
  ttl_s: 0,
  renewals: 0,
  to_vehicles: false,
  kind: "live",
  lookback_s: 0,
  hours: [],
  approver_roles: [],
  approve_within_s: null,
};

/** A new clause starts with what is common, and opens nothing until lists are ticked. */
export function newClause(clauses: readonly ClauseText[]): ClauseText {
  const limits = { radius_m: 300, max_cameras: 5, ttl_s: 1800 };
  return { ...EMPTY, number: nextNumber(clauses), service: "P112_DISPATCH", ...limits };
}

/** Another kind: what that kind may not say is taken out (sharing/clause_problems.py). */
export function asKind(clause: ClauseText, kind: ClauseKind): ClauseText {
  if (kind === "forbid") {
    const none = { radius_m: 0, max_cameras: 0, ttl_s: 0, renewals: 0, lookback_s: 0 };
    return { ...clause, kind, ...none, legal_bases: [], to_vehicles: false };
  }
  const limits = newClause([]);
  const lookback_s = kind === "lookback" ? clause.lookback_s || 60 : 0;
  const { radius_m, max_cameras, ttl_s } = clause.radius_m > 0 ? clause : limits;
  return { ...clause, kind, lookback_s, radius_m, max_cameras, ttl_s };
}

/** Opens by itself, needs approval, or is not on the list: one code stands in one list. */
export type CodeRule = "itself" | "approval" | "none";

export function ruleOf(clause: ClauseText, code: string): CodeRule {
  if (clause.with_approval.includes(code)) return "approval";
  return clause.by_itself.includes(code) ? "itself" : "none";
}

export function withRule(clause: ClauseText, code: string, rule: CodeRule): ClauseText {
  const put = (list: readonly string[], isIn: boolean) => {
    const rest = list.filter((one) => one !== code);
    return isIn ? [...rest, code].sort() : rest;
  };
  return {
    ...clause,
    by_itself: put(clause.by_itself, rule === "itself"),
    with_approval: put(clause.with_approval, rule === "approval"),
  };
}

export function newExample(text: AgreementText): ExampleText {
  const clause = text.clauses.find((one) => one.kind === "live");
  return {
    service: clause?.service ?? "",
    category: clause?.categories[0] ?? "",
    code: clause?.by_itself[0] ?? clause?.with_approval[0] ?? "",
    dong: text.pilot?.dongs[0] ?? "",
    organisation: clause?.recipients[0] ?? "",
    expect: "allow",
    clause: clause?.number ?? null,
    at: "12:00",
    reason: null,
    kind: "live",
    lookback_s: 0,
    purpose: null,
  };
}

const SEOUL_MS = 9 * 3600 * 1000;

/** For a `datetime-local` field, in Seoul time whatever the browser's own. */
export function seoulField(instant: string): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? "" : new Date(at + SEOUL_MS).toISOString().slice(0, 16);
}

export function fromSeoulField(value: string): string {
  return value ? `${value}:00+09:00` : "";
}

function seoulDay(instant: string, days = 0): string {
  return new Date(Date.parse(instant) + SEOUL_MS + days * 86_400_000).toISOString().slice(0, 10);
}

/** A pilot begins small: one night window, three calls a day. */
export function asPilot(text: AgreementText): AgreementText {
  const pilot: PilotText = text.pilot ?? {
    hours: ["22:00-06:00"],
    dongs: [],
    calls_a_day: 3,
    calls_in_all: 30,
    report_due: seoulDay(text.ends, -1),
  };
  return { ...text, stage: "pilot", pilot };
}

export function asFull(text: AgreementText): AgreementText {
  return { ...text, stage: "full", pilot: null };
}

/** After the report: 본격 운영 begins now and lasts as long as agreements do, two years. */
export function toFullOperation(text: AgreementText, now: number): AgreementText {
  const today = new Date(now).toISOString();
  const ends = `${seoulDay(today, 730)}T00:00:00+09:00`;
  const begins = `${seoulDay(today, 1)}T00:00:00+09:00`;
  return { ...asFull(text), starts: begins, ends, review_due: seoulDay(today, 365) };
}

/** After the report: another thirty days under the same limits. */
export function extended(text: AgreementText, now: number): AgreementText {
  const from = new Date(Math.max(now, Date.parse(text.ends))).toISOString();
  const ends = `${seoulDay(from, 30)}T00:00:00+09:00`;
  const pilot = text.pilot && { ...text.pilot, report_due: seoulDay(ends, -1) };
  return { ...text, ends, pilot };
}

/** Whether anything was typed since. */
export function isSame(a: AgreementText, b: AgreementText): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Problems of one field and of what lies inside it: `clauses[2]` has `clauses[2].radius_m`. */
export function problemsAt<P extends { field: string }>(
  problems: readonly P[],
  field: string,
): readonly P[] {
  return problems.filter((one) => one.field === field || one.field.startsWith(`${field}[`));
}
