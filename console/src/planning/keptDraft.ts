// The conditions that somebody is working on outlive a reload of the page, in this tab alone.
import type { PlanConfig } from "./types";

const KEPT = "bongsu.plan-draft";

export function keptDraft(): PlanConfig | null {
  try {
    const text = sessionStorage.getItem(KEPT);
    const read: unknown = text ? JSON.parse(text) : null;
    const isWhole =
      typeof read === "object" && read !== null && "weights" in read && "funds" in read;
    return isWhole ? (read as PlanConfig) : null;
  } catch {
    return null;
  }
}

export function keepDraft(draft: PlanConfig | null): void {
  try {
    if (draft === null) sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, JSON.stringify(draft));
  } catch {
    // a browser that keeps nothing forgets the draft at a reload, and no more
  }
}
