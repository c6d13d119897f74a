// 계속 보기, 끝내기, 다시 보기: one press each.
import { useEffect } from "react";
import { api } from "../api/client";
import { useSecond } from "../app/clock";
import { useSending } from "../incident/useSending";
import { type OwnStand, ownStandOf } from "./ownView";
import type { Entry } from "./queue";

export interface OwnViewDesk {
  stand: OwnStand;
  busy: string | null;
  problem: string | null;
  goOn: () => void;
  end: () => void;
}

export function useOwnView(entry: Entry | null): OwnViewDesk | null {
  const now = useSecond();
  const { busy, problem, send, forget } = useSending();
  const stand = entry ? ownStandOf(entry.incident, now) : null;
  const key = stand ? `${stand.grantId} ${stand.phase}` : "";
  // biome-ignore lint/correctness/useExhaustiveDependencies: another question forgets what was said of the one before
  useEffect(forget, [key, forget]);
  if (!stand) return null;
  const { grantId } = stand;
  return {
    stand,
    busy,
    problem: problem?.text ?? null,
    goOn: () => send("goOn", () => api.renew(grantId)),
    end: () => send("end", () => api.endView(grantId)),
  };
}
