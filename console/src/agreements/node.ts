// What the node says of agreements (docs/architecture.md, Lawfulness), and who may do what: the node refuses in any case.
import type { components } from "../api/schema";

type Schemas = components["schemas"];
export type PilotReport = Schemas["PilotReport"];
export type PilotCount = Schemas["PilotCount"];
export type Summary = Schemas["AgreementSummary"];
export type Version = Schemas["AgreementVersion"];
export type Checked = Schemas["AgreementCheck"];
export type Problem = Schemas["ProblemView"];
export type Outcome = Schemas["OutcomeView"];
export type Conflict = Schemas["ConflictView"];
export type PartyKey = Schemas["PartyKeyView"];

const SUSPENDERS = ["SHIFT_LEAD", "CENTRE_HEAD", "CPO"];
const RESUMERS = ["CENTRE_HEAD", "CPO"];

export function mayDraft(role: string): boolean {
  return role === "CENTRE_HEAD";
}

/** Only what is or will be in force can be stopped. */
export function maySuspend(role: string, state: string): boolean {
  return SUSPENDERS.includes(role) && ["in_force", "not_yet", "key_withdrawn"].includes(state);
}

/** A text that was completed once takes no further signatures, unless one of its keys is gone. */
export function maySign(role: string, state: string): boolean {
  return mayDraft(role) && ["draft", "signing", "key_withdrawn"].includes(state);
}

export function mayResume(role: string): boolean {
  return RESUMERS.includes(role);
}

export function isReviewLate(one: { review_due: string | null }, today: string): boolean {
  return one.review_due !== null && one.review_due <= today;
}

export function isSignedBy(version: Version, organisation: string): boolean {
  return version.signatures.some((one) => one.organisation === organisation && one.valid);
}
