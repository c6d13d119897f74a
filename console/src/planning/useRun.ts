// One computation at a time for this page: begun here, or by whom else; followed until it ends, stopped; a reload finds it again.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Problem } from "../api/client";
import { doors, type NewRun } from "./doors";
import type { PlanConfig, Run } from "./types";

const KEPT = "bongsu.plan-run";
const OFTEN_MS = 700;
/** How soon a page sees what somebody else has begun. */
const SELDOM_MS = 10_000;
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
  /** One that was begun here waits or computes: no second is begun. */
  isBusy: boolean;
  /** The one that is shown waits or computes, whoever began it. */
  isGoing: boolean;
  isMine: boolean;
  canStop: boolean;
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

/** Of all that wait or compute, the one that is computed now. */
function useOthers(isOn: boolean): string | null {
  const runs = useQuery({
    queryKey: ["planning", "runs"],
    queryFn: doors.runs,
    enabled: isOn,
    refetchInterval: SELDOM_MS,
  });
  return runs.data?.findLast(isOpen)?.run_id ?? null;
}

export function useRun(
  canSee: boolean,
  canBegin: boolean,
  onEnd: (run: Run, isMine: boolean) => void,
): Running {
  const client = useQueryClient();
  const [id, setId] = useState<string | null>(() => (canBegin ? kept() : null));
  const [mine, setMine] = useState<string | null>(id);
  const other = useOthers(canSee);
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
      setMine(run.run_id);
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
  const isFree = id === null && !begin.isPending;
  useEffect(() => {
    if (isFree && other !== null && other !== ended.current) setId(other);
  }, [isFree, other]);
  const isMine = id !== null && id === mine;
  useEffect(() => {
    if (isGone) keep(null);
    if (!run || isOpen(run) || ended.current === run.run_id) return;
    ended.current = run.run_id;
    if (isMine) keep(null);
    void client.invalidateQueries({ queryKey: ["planning", "runs"] });
    onEnd(run, isMine);
  }, [run, isGone, isMine, onEnd, client]);
  const isGoing = begin.isPending || (id !== null && !isGone && (run === null || isOpen(run)));
  return {
    run,
    isBusy: isGoing && (isMine || begin.isPending),
    isGoing,
    isMine,
    canStop: canBegin,
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
