// What a person has filled in so far, what is still wanting, and what is sent.
import { Problem } from "../../api/client";
import type { Language } from "../../app/language";
import { toldOf } from "../../incident/problem";
import type { Wish, WishReason } from "../doors";
import type { Place } from "../place";
import { words } from "./words";

export const REASONS: readonly WishReason[] = [
  "fear",
  "dark",
  "children",
  "crime",
  "park",
  "dumping",
  "traffic",
  "other",
];
export const LONGEST_TEXT = 500;

export interface Draft {
  at: Place | null;
  dong: string;
  place: string;
  reason: WishReason | null;
  text: string;
  wantsReply: boolean;
  name: string;
  reach: string;
  agreed: boolean;
}

export const EMPTY: Draft = {
  at: null,
  dong: "",
  place: "",
  reason: null,
  text: "",
  wantsReply: false,
  name: "",
  reach: "",
  agreed: false,
};

export type Wanting = "place" | "reason" | "reach" | "agreed";

/** The first thing that is missing, in the order of the form. */
export function wantingOf(draft: Draft): Wanting | null {
  if (!draft.at) return "place";
  if (!draft.reason) return "reason";
  if (draft.wantsReply && draft.reach.trim().length < 3) return "reach";
  if (draft.wantsReply && !draft.agreed) return "agreed";
  return null;
}

/** Null while something is wanting. A contact goes along only where an answer is wished. */
export function wishOf(draft: Draft): Wish | null {
  if (wantingOf(draft) || !draft.at || !draft.reason) return null;
  return {
    ...draft.at,
    reason: draft.reason,
    text: draft.text.trim(),
    place: draft.place.trim(),
    contact: draft.wantsReply
      ? { name: draft.name.trim(), reach: draft.reach.trim(), agreed: draft.agreed }
      : null,
  };
}

export function refusalOf(problem: unknown, of: Language): string {
  const w = words[of].problems;
  if (!(problem instanceof Problem)) return w.other;
  if (problem.status === 0) return w.unreachable;
  if (problem.code === "too_many_requests") return w.tooMany;
  if (problem.status === 413) return w.tooLong;
  return toldOf(problem, of).join(" ") || w.other;
}
