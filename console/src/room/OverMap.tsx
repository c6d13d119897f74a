// What lies over the map: the incident's card with its keys, and the list of the others.
import type { RefObject } from "react";
import type { Incident } from "../api/feed";
import { RoomSightings } from "../missing/RoomSightings";
import { Actions } from "./Actions";
import { FlightPad } from "./FlightPad";
import { HydrantLine } from "./HydrantLine";
import type { Water } from "./hydrants";
import { IncidentCard } from "./IncidentCard";
import { IncidentList } from "./IncidentList";
import { LineBox } from "./LineBox";
import type { Room } from "./useRoom";

export function OverMap(props: {
  incident: Incident;
  incidents: readonly Incident[];
  room: Room;
  hydrants: Water;
  line: RefObject<HTMLInputElement | null>;
  onChooseIncident: (incidentId: string) => void;
}) {
  const { incident, room } = props;
  const { director } = room;
  return (
    <div className="over-map">
      <IncidentCard
        incident={incident}
        directing={director.directing}
        hasFailed={director.hasFailed}
      >
        <RoomSightings key={incident.incident_id} incident={incident} />
        <HydrantLine water={props.hydrants} incident={incident} />
        <Actions
          incident={incident}
          isAiming={room.isAiming}
          isNine={room.isNine}
          closing={room.closing}
          onAim={room.toggleAim}
          onNine={room.toggleNine}
          onRenew={director.renew}
        />
        {room.isAiming && (
          <FlightPad
            bearingDeg={director.directing.arrow?.bearing_deg ?? null}
            onChoose={room.flee}
            onCancel={room.stopAiming}
          />
        )}
        {incident.may_direct && <LineBox input={props.line} onSay={director.say} />}
      </IncidentCard>
      <IncidentList
        incidents={props.incidents}
        shownId={incident.incident_id}
        onChoose={props.onChooseIncident}
      />
    </div>
  );
}
