// Which incident the room looks at: the newest opens by itself, unless somebody is at work on another.
import { useEffect, useRef, useState } from "react";
import type { Incident } from "../api/feed";

const AT_WORK_MS = 60_000;

export interface IncidentChoice {
  incident: Incident | null;
  choose: (incidentId: string) => void;
  /** Says that somebody works on the shown incident: a new one must not take its place now. */
  touch: () => void;
}

export function useIncidentChoice(incidents: readonly Incident[]): IncidentChoice {
  const [chosenId, setChosenId] = useState<string | null>(null);
  const seen = useRef(new Set<string>());
  const touchedAt = useRef(Number.NEGATIVE_INFINITY);
  const current = incidents.find((one) => one.incident_id === chosenId) ?? null;
  useEffect(() => {
    const fresh = incidents.filter(
      (one) => one.state === "open" && !seen.current.has(one.incident_id),
    );
    for (const one of incidents) seen.current.add(one.incident_id);
    const isFree = performance.now() - touchedAt.current > AT_WORK_MS;
    const first = fresh[0];
    const mayTake = current?.state !== "open" || isFree;
    if (first && mayTake) setChosenId(first.incident_id);
  }, [incidents, current]);
  const touch = () => {
    touchedAt.current = performance.now();
  };
  return {
    incident: current ?? incidents.find((one) => one.state === "open") ?? incidents[0] ?? null,
    choose: (incidentId) => {
      touch();
      setChosenId(incidentId);
    },
    touch,
  };
}
