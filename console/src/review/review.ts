// Log reviews as the node tells them (audit/review/routes.py). Pure but for the doors.
import { type Answer, ask, type Body, tell } from "../api/client";

export type Month = Answer<"ListLogReviews">["months"][number];
export type Review = Answer<"GetLogReview">;
export type Finding = Review["findings"][number];
export type Outcome = Body<"ExplainFinding">["outcome"];

const of = (month: string) => `/api/log-reviews/${encodeURIComponent(month)}`;

export const reviews = {
  months: () => ask<"ListLogReviews">("/api/log-reviews"),
  one: (month: string) => ask<"GetLogReview">(of(month)),
  rows: (month: string, number: number) =>
    ask<"ListFindingRows">(`${of(month)}/findings/${number}/rows`),
  explain: (month: string, number: number, said: Body<"ExplainFinding">) =>
    tell<"ExplainFinding">(`${of(month)}/findings/${number}`, said),
  remark: (month: string, remark: string) =>
    tell<"RemarkLogReview">(`${of(month)}/remark`, { remark }),
  sign: (month: string, sha256: string) => tell<"SignLogReview">(`${of(month)}/sign`, { sha256 }),
  pdf: (month: string) => `${of(month)}/pdf`,
};

/** Nobody judges a finding about themselves; an auditor only one about the CPO (audit/review/review.py). */
export function mayJudge(finding: Finding, person: string, role: string): boolean {
  if (finding.who === person) return false;
  return role === "CPO" || (role === "AUDITOR" && finding.role === "CPO");
}

export function maySign(review: Review, person: string, role: string): boolean {
  if (review.findings.some((one) => one.who === person)) return false;
  return (
    role === "CPO" || (role === "AUDITOR" && review.findings.some((one) => one.role === "CPO"))
  );
}

export function unexplained(review: Review): number {
  return review.findings.filter((one) => one.outcome === null).length;
}

export function isOpen(review: Review): boolean {
  return review.state === "open" || review.state === "overdue";
}
