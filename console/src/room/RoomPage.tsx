// The situation room's page: the scene on the map, the pictures, the decisions. The map stands before any incident does.
import { useMemo, useRef, useSyncExternalStore } from "react";
import type { Hello, Incident } from "../api/feed";
import { useWords } from "../app/language";
import { useFeed } from "../feed/FeedProvider";
import { MapView } from "../map/MapView";
import { rootPx } from "../map/markers";
import { sceneOf } from "../map/scene";
import { Decision } from "./Decision";
import { ownLending, placeName } from "./incident";
import { OverMap } from "./OverMap";
import { Timeline } from "./Timeline";
import { useIncidentChoice } from "./useIncidentChoice";
import { type Room, useRoom, useRoomKeys } from "./useRoom";
import { Wall } from "./Wall";
import { words } from "./words";
import "./room.css";

const WHOLE = { top: 40, right: 40, bottom: 40, left: 40 };
const BESIDE_CARD = { top: 70, right: 70, bottom: 60, left: 26.5 * rootPx() };
/** Below this width the card stands beside the map instead of over it. */
const STACKED = window.matchMedia("(max-width: 1100px)");

function onStacked(listener: () => void) {
  STACKED.addEventListener("change", listener);
  return () => STACKED.removeEventListener("change", listener);
}

function useScene(incident: Incident | null, room: Room) {
  const w = useWords(words);
  const { directing } = room.director;
  const { tiles, big, aim } = room;
  return useMemo(() => {
    if (!incident) return null;
    const isLent = incident.tiles.length > 0 && ownLending(incident)?.state === "active";
    const label = w.sceneAt(placeName(incident) || w.unknownPlace);
    // What is no longer lent has no cone any more, even while its tile still says why.
    const shown = { ...incident, tiles: isLent ? [...tiles] : [], directing };
    const scene = sceneOf(shown, label, big?.camera_id ?? null);
    return aim === null ? scene : { ...scene, arrowDeg: aim };
  }, [incident, tiles, directing, big, aim, w]);
}

function Empty({ isReady }: { isReady: boolean }) {
  const w = useWords(words);
  return (
    <div className="empty" role="status">
      <h1>{isReady ? w.none : w.offline}</h1>
      {isReady && <p>{w.noneWhat}</p>}
    </div>
  );
}

function Pictures({
  incident,
  room,
  hello,
}: {
  incident: Incident;
  room: Room;
  hello: Hello | null;
}) {
  const { director } = room;
  return (
    <div className="pictures">
      {room.tiles.length > 0 && incident.state === "open" ? (
        <Wall
          key={incident.incident_id}
          incident={incident}
          tiles={room.tiles}
          directing={director.directing}
          isNine={room.isNine}
          pickedId={room.pickedId}
          watermark={hello?.watermark ?? null}
          onPick={room.focused}
          onChoose={director.choose}
          onPoint={director.point}
        />
      ) : (
        <Decision incident={incident} centre={hello?.centre ?? null} />
      )}
      <Timeline rows={incident.timeline} />
    </div>
  );
}

export function RoomPage() {
  const { incidents, hello, summary } = useFeed();
  const { incident, choose, touch } = useIncidentChoice(incidents);
  const room = useRoom(incident, touch);
  const line = useRef<HTMLInputElement>(null);
  const isStacked = useSyncExternalStore(onStacked, () => STACKED.matches);
  const next = () => {
    const at = incident ? incidents.indexOf(incident) : -1;
    const other = incidents[(at + 1) % incidents.length];
    if (other) choose(other.incident_id);
  };
  useRoomKeys(incident, room, next, () => line.current?.focus());
  const isWall = room.isNine && room.tiles.length > 5;
  return (
    <div className={`room ${incident ? "" : "is-empty"}`} data-nine={isWall || undefined}>
      <div className="ground">
        <MapView
          scene={useScene(incident, room)}
          mode={room.isAiming ? "aim" : "look"}
          canMoveScene={incident?.may_direct ?? false}
          padding={isStacked ? WHOLE : BESIDE_CARD}
          onPick={room.pick}
          onMoveScene={([lon, lat]) => room.director.move(lat, lon)}
          onAim={room.aimAt}
        />
        {incident ? (
          <OverMap
            incident={incident}
            incidents={incidents}
            room={room}
            line={line}
            onChooseIncident={choose}
          />
        ) : (
          <Empty isReady={summary !== null} />
        )}
      </div>
      {incident && <Pictures incident={incident} room={room} hello={hello} />}
    </div>
  );
}
