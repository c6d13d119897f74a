// The situation room's page: the scene on the map, the pictures, the decisions. The map stands before any incident does.
import { useMemo, useRef, useSyncExternalStore } from "react";
import type { Hello, Incident } from "../api/feed";
import { useWords } from "../app/language";
import { useFeed } from "../feed/FeedProvider";
import { ExerciseBanner } from "../incident/ExerciseBanner";
import { MapView } from "../map/MapView";
import { rootPx } from "../map/markers";
import { sceneOf } from "../map/scene";
import { Decision } from "./Decision";
import { Empty } from "./Empty";
import { marksOf, useHydrants, type Water } from "./hydrants";
import { ownLending, placeName } from "./incident";
import { OverMap } from "./OverMap";
import { Timeline } from "./Timeline";
import { TourBar } from "./TourBar";
import { useIncidentChoice } from "./useIncidentChoice";
import { useOrderDraft } from "./useOrderDraft";
import { usePlaceAge } from "./usePlaceAge";
import { type Room, useRoom, useRoomKeys } from "./useRoom";
import { Wall } from "./Wall";
import { words } from "./words";
import "./room.css";
import "./tour.css";

const WHOLE = { top: 40, right: 40, bottom: 40, left: 40 };
const BESIDE_CARD = { top: 70, right: 70, bottom: 60, left: 26.5 * rootPx() };
/** Below this width the card stands beside the map instead of over it. */
const STACKED = window.matchMedia("(max-width: 1100px)");

function onStacked(listener: () => void) {
  STACKED.addEventListener("change", listener);
  return () => STACKED.removeEventListener("change", listener);
}

function useScene(incident: Incident | null, room: Room, hydrants: Water) {
  const w = useWords(words);
  const { directing } = room.director;
  const { tiles, big, aim } = room;
  const age = usePlaceAge(incident);
  return useMemo(() => {
    if (!incident) return null;
    const isLent = incident.tiles.length > 0 && ownLending(incident)?.state === "active";
    const label = w.sceneAt(placeName(incident) || w.unknownPlace);
    // What is no longer lent has no cone any more, even while its tile still says why.
    const shown = { ...incident, tiles: isLent ? [...tiles] : [], directing };
    const water = marksOf(hydrants, w.hydrants);
    const scene = { ...sceneOf(shown, label, big?.camera_id ?? null), age, water };
    return aim === null ? scene : { ...scene, arrowDeg: aim };
  }, [incident, tiles, directing, big, aim, w, age, hydrants]);
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
        <div className="pictures-wall">
          <Wall
            key={incident.incident_id}
            incident={incident}
            tiles={room.tiles}
            directing={director.directing}
            isNine={room.isNine}
            big={room.big}
            pickedId={room.pickedId}
            watermark={hello?.watermark ?? null}
            onPick={room.focused}
            onChoose={(cameraId) => {
              director.choose(cameraId);
              room.enlarged();
            }}
            onPoint={director.point}
          />
          <TourBar tour={room.tour} all={incident.tiles.length} />
        </div>
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
  const order = useOrderDraft();
  const hydrants = useHydrants(incident, hello?.person.role ?? "");
  const scene = useScene(incident, room, hydrants);
  const isStacked = useSyncExternalStore(onStacked, () => STACKED.matches);
  const next = () => {
    const at = incident ? incidents.indexOf(incident) : -1;
    const other = incidents[(at + 1) % incidents.length];
    if (other) choose(other.incident_id);
  };
  useRoomKeys(incident, room, next, () => line.current?.focus());
  const isWall = room.isNine && room.tiles.length > 5;
  const isDrawing = !incident && order.isOpen;
  const mode = isDrawing ? "place" : room.isAiming ? "aim" : "look";
  return (
    <div className="room-page">
      <ExerciseBanner incident={incident} />
      <div className={`room ${incident ? "" : "is-empty"}`} data-nine={isWall || undefined}>
        <div className="ground">
          <MapView
            scene={isDrawing ? order.scene : scene}
            mode={mode}
            onPlace={order.addPoint}
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
              hydrants={hydrants}
              line={line}
              onChooseIncident={choose}
            />
          ) : (
            <Empty isReady={summary !== null} role={hello?.person.role ?? ""} order={order} />
          )}
        </div>
        {incident && <Pictures incident={incident} room={room} hello={hello} />}
      </div>
    </div>
  );
}
