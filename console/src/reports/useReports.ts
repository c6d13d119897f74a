// What became of the last reports: asked often while one is on its way, seldom else.
import { useQuery } from "@tanstack/react-query";
import { api } from "../api/client";
import { isOver, type ReportLine } from "./report";

const OFTEN_MS = 2_000;
const SELDOM_MS = 30_000;
const NONE: ReportLine[] = [];

export function useReports(isReporter: boolean): {
  reports: readonly ReportLine[];
  isFailed: boolean;
} {
  const asked = useQuery({
    queryKey: ["reports"],
    queryFn: api.reports,
    enabled: isReporter,
    refetchInterval: ({ state }) =>
      (state.data ?? NONE).some((one) => !isOver(one)) ? OFTEN_MS : SELDOM_MS,
  });
  return { reports: asked.data ?? NONE, isFailed: asked.isError };
}
