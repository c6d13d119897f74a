// Cameras of which the health checks say that they look straight down: what rules raise there, or do not, proves little.
import { useQuery } from "@tanstack/react-query";
import { doors } from "../../maintenance/doors";

const AGAIN_MS = 60_000;
const OPEN = ["new", "confirmed"];

/** Empty as long as nobody knows. */
export function useStraightDown(): ReadonlySet<string> {
  const { data } = useQuery({
    queryKey: ["faults", "straight_down"],
    queryFn: () => doors.faults({ state: "", kind: "straight_down", dong: "", camera_id: "" }),
    refetchInterval: AGAIN_MS,
  });
  const open = data?.faults.filter((fault) => OPEN.includes(fault.state)) ?? [];
  return new Set(open.map((fault) => fault.camera_id));
}
