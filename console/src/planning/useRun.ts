// One computation at a time for this page: begun, followed until it ends, stopped; a reload of the page finds it again.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Problem } from "../api/client";
import { doors, type NewRun } from "./doors";
import type { PlanConfig, Run } from "./types";

const KEPT = "bongsu.plan-run";
const OFTEN_MS = 700;
const UNKNOWN = 404;

export const isOpen = (run: Run | undefined | null): boolean =>
  run?.state === "waiting" || run?.state === "running";

function keep(run: string | null): void {
  try {
    if (run === null) sessionStorage.removeItem(KEPT);
    else sessionStorage.setItem(KEPT, run);
  } catch {
    // a browser that keeps nothing only forgets the computation at a reload
  }
}

function kept(): string | null {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return null;
  }
}

export interface Running {
  run: Run | null;
  isBusy: boolean;
  /** The node knows nothing of it any more. */
  isGone: boolean;
  /** What it was begun with; null after a reload. */
  asked: PlanConfig | null;
  /** Asking did not work: refused at the door, or no answer. */
  problem: unknown;
  isStopping: boolean;
  begin: (run: NewRun) => void;
  stop: () => void;
  forget: () => void;
}

export function useRun(isOn: boolean, onEnd: (run: Run) => void): Running {
  const client = useQueryClient();
  const [id, setId] = useState<string | null>(() => (isOn ? kept() : null));
  const key = ["planning", "run", id];
  const one = useQuery({
    queryKey: key,
    queryFn: () => doors.run(id as string),
    enabled: id !== null,
    refetchInterval: (query) => (isOpen(query.state.data) || !query.state.data ? OFTEN_MS : false),
    retry: false,
    gcTime: 0,
  });
  const begin = useMutation({
    mutationFn: doors.begin,
    onSuccess: (run) => {
      keep(run.run_id);
      client.setQueryData(["planning", "run", run.run_id], run);
      setId(run.run_id);
    },
  });
  const stop = useMutation({
    mutationFn: () => doors.stop(id as string),
    onSuccess: (run) => client.setQueryData(key, run),
  });
  const run = id === null ? null : (one.data ?? null);
  const isGone = id !== null && one.error instanceof Problem && one.error.status === UNKNOWN;
  const ended = useRef<string | null>(null);
  useEffect(() => {
    if (isGone) keep(null);
    if (!run || isOpen(run) || ended.current === run.run_id) return;
    ended.current = run.run_id;
    keep(null);
    onEnd(run);
  }, [run, isGone, onEnd]);
  return {
    run,
    isBusy: begin.isPending || (id !== null && !isGone && (run === null || isOpen(run))),
    isGone,
    asked: begin.variables?.config ?? null,
    problem: begin.error,
    isStopping: stop.isPending || stop.isSuccess,
    begin: (wish) => {
      stop.reset();
      setId(null);
      begin.mutate(wish);
    },
    stop: () => stop.mutate(),
    forget: () => {
      keep(null);
      begin.reset();
      stop.reset();
      setId(null);
    },
  };
}
