// One's own standing; asked again whenever the session itself is asked about.
import { useQuery } from "@tanstack/react-query";
import { doors } from "./duties";

const EVERY_MS = 10 * 60_000;

export function useMyDuties(isAsked: boolean) {
  return useQuery({
    // below `me`: what makes the console look at its session again asks this as well
    queryKey: ["me", "duties"],
    queryFn: doors.mine,
    enabled: isAsked,
    refetchInterval: EVERY_MS,
  });
}
