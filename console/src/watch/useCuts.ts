// The presses that stop a lending, take it back and give its reason.
import { useEffect, useState } from "react";
import { api } from "../api/client";
import { nodeNow } from "../app/clock";
import { type Sending, useSending } from "../incident/useSending";
import { type Armed, type CutReason, press, SECOND_PRESS_MS } from "./cut";

export interface CutDesk extends Pick<Sending, "busy" | "problem"> {
  armedId: string | null;
  cut: (grantId: string) => void;
  undo: (grantId: string) => void;
  explain: (grantId: string, reason: CutReason) => void;
  disarm: () => void;
}

export function useCuts(): CutDesk {
  const { busy, problem, send } = useSending();
  const [armed, setArmed] = useState<Armed | null>(null);
  useEffect(() => {
    if (!armed) return;
    const timer = setTimeout(() => setArmed(null), SECOND_PRESS_MS);
    return () => clearTimeout(timer);
  }, [armed]);
  const cut = (grantId: string) => {
    const next = press(armed, grantId, nodeNow());
    setArmed(next.armed);
    if (next.isMeant) send(grantId, () => api.withdraw(grantId));
  };
  return {
    armedId: armed?.grantId ?? null,
    busy,
    problem,
    cut,
    undo: (grantId) => send(grantId, () => api.undoWithdraw(grantId)),
    explain: (grantId, reason) => send(grantId, () => api.withdrawReason(grantId, reason)),
    disarm: () => setArmed(null),
  };
}
