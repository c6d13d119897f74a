// One computation of a list: begun, followed until it ends, stopped.
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { Problem } from "../api/client";
import { doors, type Rule, type Run } from "./lists";

const OFTEN_MS = 500;
const UNKNOWN = 404;

const isOpen = (run: Run | undefined | null): boolean =>
  run?.state === "waiting" || run?.state === "running";

export function useListRun(onDone: () => void) {
  const client = useQueryClient();
  const [id, setId] = useState<string | null>(null);
  const key = ["replacement", "run", id];
  const one = useQuery({
    queryKey: key,
    queryFn: () => doors.run(id as string),
    enabled: id !== null,
    refetchInterval: (query) => (isOpen(query.state.data) ? OFTEN_MS : false),
    retry: (times, problem) =>
      !(problem instanceof Problem && problem.status === UNKNOWN) && times < 5,
  });
  const begin = useMutation({
    mutationFn: (rule: Rule) => doors.begin(rule),
    onSuccess: (run) => {
      client.setQueryData(["replacement", "run", run.run_id], run);
      setId(run.run_id);
    },
  });
  const stop = useMutation({
    mutationFn: () => doors.stop(id as string),
    onSuccess: (run) => client.setQueryData(key, run),
  });
  const run = id === null ? null : (one.data ?? null);
  const told = useRef<string | null>(null);
  useEffect(() => {
    if (!run || isOpen(run) || told.current === run.run_id) return;
    told.current = run.run_id;
    if (run.state === "done") onDone();
  }, [run, onDone]);
  const isGone = one.error instanceof Problem && one.error.status === UNKNOWN;
  return {
    run,
    isGone,
    isBusy: begin.isPending || (isOpen(run) && !isGone),
    problem: begin.error,
    begin: begin.mutate,
    stop: () => stop.mutate(),
    isStopping: stop.isPending,
  };
}
