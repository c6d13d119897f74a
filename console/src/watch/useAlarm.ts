// An alarm of the centre's own services in the middle of the page: handing it over, ending it.
import { useEffect, useState } from "react";
import { api } from "../api/client";
import { type SecondPress, useSecondPress } from "../app/useSecondPress";
import { useSending } from "../incident/useSending";
import type { Entry } from "./queue";

export interface AlarmDesk {
  closing: SecondPress;
  isClosing: boolean;
  isHandingOver: boolean;
  problem: string | null;
  openHandOver: () => void;
  closeHandOver: () => void;
}

const MONITORING = ["OPERATOR", "SHIFT_LEAD", "CENTRE_HEAD"];

/** Null while no alarm stands there, or for who only looks. */
export function useAlarm(entry: Entry | null, role: string): AlarmDesk | null {
  const { busy, problem, send, forget } = useSending();
  const [isHandingOver, setHandingOver] = useState(false);
  const id = entry?.kind === "alarm" ? entry.incident.incident_id : null;
  const closing = useSecondPress(() => id && send("close", () => api.close(id)));
  const { disarm } = closing;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a half-made press must not reach another alarm
  useEffect(() => {
    disarm();
    forget();
    setHandingOver(false);
  }, [id, disarm, forget]);
  if (!id || !MONITORING.includes(role)) return null;
  return {
    closing,
    isClosing: busy === "close",
    isHandingOver,
    problem: problem?.text ?? null,
    openHandOver: () => setHandingOver(true),
    closeHandOver: () => setHandingOver(false),
  };
}
