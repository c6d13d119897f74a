// A refused press in the words of the room.
import { Problem } from "../api/client";
import type { Language } from "../app/language";
import { words } from "./words";

const BY_STATUS: Record<number, "unreachable" | "notYours" | "gone" | "tooLate"> = {
  0: "unreachable",
  403: "notYours",
  404: "gone",
  409: "tooLate",
};

/** The node's own sentences; empty where it has none in both languages. */
export function toldOf(problem: unknown, of: Language): string[] {
  return problem instanceof Problem ? problem.told.map((one) => one[of]) : [];
}

export function problemText(problem: unknown, of: Language): string {
  const said = words[of].problems;
  if (!(problem instanceof Problem)) return said.other;
  if (problem.told.length > 0) return toldOf(problem, of).join(" ");
  const known = BY_STATUS[problem.status];
  if (known) return said[known];
  return [said.other, problem.detail].filter(Boolean).join(" ");
}
