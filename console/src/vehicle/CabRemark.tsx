// The pilot's question in the cab: large buttons, and only while a passenger is at the screen or the vehicle stands.
import type { Incident } from "../api/feed";
import { useSecond } from "../app/clock";
import { useWords } from "../app/language";
import { isPilot, wasLent } from "../incident/pilot";
import { RemarkForm } from "../incident/RemarkForm";
import { gateOf, showsPicture } from "./gate";
import { speedAt } from "./position";
import type { Cabin } from "./useCabin";
import { usePosition } from "./usePosition";
import { words } from "./words";

export function CabRemark(props: { incident: Incident; cabin: Cabin; unitId: string | null }) {
  const { incident, cabin } = props;
  const w = useWords(words);
  const now = useSecond();
  const responder = incident.responders.find((one) => one.unit_id === props.unitId) ?? null;
  const speedKmh = speedAt(usePosition(responder), now);
  const gate = gateOf({ ...cabin, speedKmh }, incident.incident_id);
  if (!isPilot(incident) || !wasLent(incident)) return null;
  if (showsPicture(gate)) return <RemarkForm incident={incident} isBig />;
  if (gate === "driving") return null;
  return (
    <button type="button" className="cab-asks" onClick={cabin.park}>
      {w.parked}
    </button>
  );
}
