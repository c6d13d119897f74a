// Which incident the room looks at: the newest opens by itself, unless somebody is at work on another, or pictures would
// give way to none.
import { useEffect, useRef, useState } from "react";
import type { Incident } from "../api/feed";

const AT_WORK_MS = 60_000;

export interface IncidentChoice {
  incident: Incident | null;
  choose: (incidentId: string) => void;
  /** Says that somebody works on the shown incident: a new one must not take its place now. */
  touch: () => void;
}

const hasPictures = ({ tiles }: Incident) => tiles.length > 0;
/** An incident is new twice: when it comes, and when its first pictures do. */
const keyOf = (one: Incident) => `${one.incident_id} ${hasPictures(one)}`;

export function useIncidentChoice(incidents: readonly Incident[]): IncidentChoice {
  const [chosenId, setChosenId] = useState<string | null>(null);
  const seen = useRef(new Set<string>());
  const touchedAt = useRef(Number.NEGATIVE_INFINITY);
  const current = incidents.find((one) => one.incident_id === chosenId) ?? null;
  useEffect(() => {
    const fresh = incidents.filter((one) => one.state === "open" && !seen.current.has(keyOf(one)));
    for (const one of incidents) seen.current.add(keyOf(one)).add(keyOf({ ...one, tiles: [] }));
    const isFree = performance.now() - touchedAt.current > AT_WORK_MS;
    const first = fresh.find(hasPictures) ?? fresh[0];
    if (!first) return;
    const isNoLoss = hasPictures(first) || !current || !hasPictures(current);
    if (current?.state !== "open" || (isFree && isNoLoss)) setChosenId(first.incident_id);
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
