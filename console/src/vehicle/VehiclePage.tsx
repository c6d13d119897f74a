// The vehicle's page: one big picture, the way to the scene, the next camera; it ends by itself with the incident.
import { useCallback, useEffect, useState } from "react";
import { useKeys } from "../app/keys";
import { useWords } from "../app/language";
import { useFeed } from "../feed/FeedProvider";
import { isPilot } from "../incident/pilot";
import { CabRemark } from "./CabRemark";
import { Call } from "./Call";
import { Closed, Standby } from "./Notice";
import { incidentFor } from "./state";
import { useCabin } from "./useCabin";
import { useDaylight } from "./useDaylight";
import { words } from "./words";
import "./vehicle.css";
import "./sizes.css";

const CLOSED_SHOWN_MS = 60_000;
/** A pilot asks what the pictures were worth; the next call takes the screen at once all the same. */
const CLOSED_ASKS_MS = 600_000;

function ClosedKeys({ staysMs, onDone }: { staysMs: number; onDone: () => void }) {
  const w = useWords(words);
  useKeys([{ code: "Enter", cap: "↵", label: w.confirm, run: onDone }]);
  useEffect(() => {
    const timer = setTimeout(onDone, staysMs);
    return () => clearTimeout(timer);
  }, [onDone, staysMs]);
  return null;
}

function useIncident() {
  const { incidents } = useFeed();
  const [shownId, setShownId] = useState<string | null>(null);
  const [putAwayId, setPutAwayId] = useState<string | null>(null);
  const incident = incidentFor(incidents, shownId, putAwayId);
  const id = incident?.incident_id ?? null;
  useEffect(() => {
    if (id) setShownId(id);
  }, [id]);
  const others = incidents.filter((one) => one.state === "open" && one !== incident);
  const other = () => {
    const next = others[0];
    if (next) setShownId(next.incident_id);
  };
  const putAway = useCallback(() => setPutAwayId(id), [id]);
  return { incident, others: others.length, other, putAway };
}

export function VehiclePage() {
  const feed = useFeed();
  const cabin = useCabin();
  const { incident, others, other, putAway } = useIncident();
  useDaylight();
  if (!incident) return <Standby isReady={feed.summary !== null} />;
  if (incident.state !== "open") {
    return (
      <>
        <ClosedKeys
          key={incident.incident_id}
          staysMs={isPilot(incident) ? CLOSED_ASKS_MS : CLOSED_SHOWN_MS}
          onDone={putAway}
        />
        <Closed incident={incident} onDone={putAway}>
          <CabRemark
            key={incident.incident_id}
            incident={incident}
            cabin={cabin}
            unitId={feed.hello?.person.unit_id ?? null}
          />
        </Closed>
      </>
    );
  }
  return (
    <Call
      key={incident.incident_id}
      incident={incident}
      others={others}
      hello={feed.hello}
      cabin={cabin}
      onOther={other}
    />
  );
}
