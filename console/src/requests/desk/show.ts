// How one request reads in the list: what its letter waits for, and whether it may be answered by hand.
import { Problem } from "../../api/client";
import type { Language } from "../../app/language";
import { toldOf } from "../../incident/problem";
import type { CameraRequest } from "../doors";
import { words } from "./words";

export type LetterState = "none" | "due" | "sent" | "noContact";

const DECIDED = new Set(["considered", "in_plan", "installed", "rejected"]);

export function letterState(one: CameraRequest): LetterState {
  if (!DECIDED.has(one.state) || !one.decided_at) return "none";
  if (one.sent_at) return "sent";
  return one.has_contact || one.channel !== "public_form" ? "due" : "noContact";
}

export function mayAnswer(one: CameraRequest): boolean {
  return !one.is_merged && one.state !== "in_plan" && one.state !== "installed";
}

/** A hidden plan is not shown outside; a person at the desk should know which of the two it is. */
export function outsideOf(one: CameraRequest): "announced" | "hidden" | null {
  if (one.state !== "in_plan") return null;
  return one.is_announced ? "announced" : "hidden";
}

export function wishesOf(requests: readonly CameraRequest[]): number {
  return requests.filter((one) => !one.is_merged).reduce((sum, one) => sum + one.count, 0);
}

export function troubleOf(problem: unknown, of: Language): string {
  const w = words[of].problems;
  if (!(problem instanceof Problem)) return w.other;
  if (problem.status === 0) return w.unreachable;
  if (problem.told.length > 0) return toldOf(problem, of).join(" ");
  if (problem.status === 409) return w.conflict;
  return [w.other, problem.detail].filter(Boolean).join(" ");
}
