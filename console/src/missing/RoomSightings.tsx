// 발견 보고 where the police room works: the newest still at once, the earlier ones by a press. Each still is one reading.
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import type { Incident } from "../api/feed";
import { seoulTime } from "../app/format";
import { useWords } from "../app/language";
import { missing, type Sighting, stillOf } from "./door";
import { words } from "./words";
import "./missing.css";

const EVERY_MS = 10_000;

/** Whoever leads an open search for somebody missing is told; what the node says of it anew is asked for at once. */
function useSightings(incident: Incident) {
  const isTold = incident.service === "MISSING" && incident.state === "open" && incident.may_direct;
  const said = incident.facts.filter((one) => one.urgent).map((one) => one.value_ko);
  return useQuery({
    queryKey: ["sightings", incident.incident_id, said.join("\n")],
    queryFn: () => missing.sightings(incident.incident_id),
    enabled: isTold,
    refetchInterval: EVERY_MS,
    gcTime: 0,
    retry: false,
  });
}

export function Still({ of, one }: { of: string; one: Sighting }) {
  const w = useWords(words).room;
  const [hasFailed, setFailed] = useState(false);
  if (!one.still) return <p className="office-quiet">{w.noStill}</p>;
  if (hasFailed) {
    return (
      <p className="missing-problem" role="alert">
        {w.stillGone}
      </p>
    );
  }
  return (
    <img
      src={stillOf(of, one.sighting_id)}
      alt={w.still(one.camera)}
      onError={() => setFailed(true)}
    />
  );
}

export function RoomSightings({ incident }: { incident: Incident }) {
  const w = useWords(words).room;
  const read = useSightings(incident);
  const [picked, setPicked] = useState<string | null>(null);
  const found = read.isError ? [] : (read.data ?? []);
  const shown = found.find((one) => one.sighting_id === picked) ?? found[0];
  if (!shown) return null;
  const of = incident.incident_id;
  return (
    <section className="missing-found" aria-label={w.sightings}>
      <p role="status">
        <b>{w.sightings}</b> {seoulTime(shown.at)} · {shown.camera}
      </p>
      <Still key={shown.sighting_id} of={of} one={shown} />
      {found.length > 1 && (
        <ul>
          {found.map((one) => (
            <li key={one.sighting_id}>
              <button
                type="button"
                aria-pressed={one.sighting_id === shown.sighting_id}
                onClick={() => setPicked(one.sighting_id)}
              >
                {seoulTime(one.at)} · {one.camera}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}
