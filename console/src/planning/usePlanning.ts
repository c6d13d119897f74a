// What the planner's page knows: the last score, plans, the open version and the one beside it, and the draft.
import { useQuery } from "@tanstack/react-query";
import { useCallback, useEffect, useMemo, useState } from "react";
import { isSame } from "./config/draft";
import { doors } from "./doors";
import { keepDraft, keptDraft } from "./keptDraft";
import type { Open } from "./plan/PlanPanel";
import type { Asked, PlanConfig, PlanVersion } from "./types";

const NO_REQUESTS: readonly Asked[] = [];
const NEVER = Number.POSITIVE_INFINITY;

function useVersion(open: Open | null) {
  return useQuery({
    queryKey: ["planning", "version", open?.plan, open?.version],
    queryFn: () => doors.version((open as Open).plan, (open as Open).version),
    enabled: open !== null,
    // a version never changes
    staleTime: NEVER,
  });
}

/** The draft begins at the open version, else where a new plan begins; it follows them until somebody edits it. */
function useDraft(base: PlanConfig | null) {
  const [draft, setDraft] = useState<PlanConfig | null>(keptDraft);
  const isUnsaved = draft !== null && base !== null && !isSame(draft, base);
  const change = useCallback((next: PlanConfig | null) => {
    setDraft(next);
    keepDraft(next);
  }, []);
  return { draft: draft ?? base, isUnsaved, change };
}

export function usePlanning(role: string) {
  const isPlanner = role === "SITE_PLANNER";
  const canSeeScore = isPlanner || role === "CENTRE_HEAD";
  const score = useQuery({
    queryKey: ["planning", "score"],
    queryFn: doors.score,
    enabled: canSeeScore,
    staleTime: NEVER,
  });
  const defaults = useQuery({
    queryKey: ["planning", "defaults"],
    queryFn: doors.defaults,
    enabled: canSeeScore,
    staleTime: NEVER,
  });
  const plans = useQuery({ queryKey: ["planning", "plans"], queryFn: doors.plans });
  const requests = useQuery({
    queryKey: ["planning", "requests"],
    queryFn: doors.requests,
    enabled: canSeeScore,
  });
  const [wanted, setWanted] = useState<Open | null>(null);
  const [beside, setBeside] = useState<number | null>(null);
  const open = useMemo(() => openOf(wanted, plans.data ?? []), [wanted, plans.data]);
  const version = useVersion(open);
  const other = useVersion(open && beside !== null ? { plan: open.plan, version: beside } : null);
  const shown: PlanVersion | null = version.data ?? null;
  const base = shown?.config ?? defaults.data ?? score.data?.config ?? null;
  const draft = useDraft(base);
  useEffect(() => {
    if (beside !== null && beside === open?.version) setBeside(null);
  }, [beside, open]);
  return {
    isPlanner,
    canSeeScore,
    isHead: role === "CENTRE_HEAD",
    score,
    defaults: defaults.data,
    plans,
    requests: requests.data?.requests ?? NO_REQUESTS,
    open,
    setOpen: setWanted,
    setBeside,
    version,
    shown,
    other: beside === null ? null : (other.data ?? null),
    base,
    ...draft,
  };
}

/** The one that is wanted; the newest version of the newest plan, where nothing is. */
function openOf(
  wanted: Open | null,
  plans: readonly { plan_id: string; versions: readonly { version: number }[] }[],
): Open | null {
  const has = (one: Open) =>
    plans.some(
      (plan) =>
        plan.plan_id === one.plan && plan.versions.some(({ version }) => version === one.version),
    );
  if (wanted && has(wanted)) return wanted;
  const newest = plans.find((plan) => plan.versions.length > 0);
  const version = newest?.versions[0]?.version;
  return newest && version ? { plan: newest.plan_id, version } : null;
}
