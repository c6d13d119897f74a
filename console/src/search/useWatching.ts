// One camera of the sector at a time is opened as the centre's own monitoring (자체 관제): ten minutes, a row in the trail.
import { useCallback, useEffect, useRef } from "react";
import { api } from "../api/client";
import type { Ticket } from "../api/feed";

export function useWatching(cameraId: string): {
  ask: () => Promise<Ticket>;
  grantId: () => string;
} {
  const grant = useRef("");
  // biome-ignore lint/correctness/useExhaustiveDependencies: another camera is another grant
  useEffect(() => {
    grant.current = "";
  }, [cameraId]);
  const ask = useCallback(async () => {
    const ticket = await api.watch(cameraId);
    grant.current = ticket.grant_id;
    return ticket;
  }, [cameraId]);
  return { ask, grantId: () => grant.current };
}
