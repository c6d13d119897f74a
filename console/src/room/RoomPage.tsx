// The situation room's page: the scene on the map, the pictures, the decisions.
import { useState } from "react";
import { useWords } from "../app/language";
import { useFeed } from "../feed/FeedProvider";
import { MapView } from "../map/MapView";
import { Scene } from "./Scene";
import { useIncidentChoice } from "./useIncidentChoice";
import { words } from "./words";
import "./room.css";

function NoIncident({ isReady }: { isReady: boolean }) {
  const w = useWords(words);
  return (
    <div className="room is-empty">
      <MapView scene={null} />
      <div className="empty" role="status">
        <h1>{isReady ? w.none : w.offline}</h1>
        {isReady && <p>{w.noneWhat}</p>}
      </div>
    </div>
  );
}

export function RoomPage() {
  const feed = useFeed();
  const choice = useIncidentChoice(feed.incidents);
  const [isNine, setNine] = useState(false);
  if (!choice.incident) return <NoIncident isReady={feed.summary !== null} />;
  return (
    <Scene
      key={choice.incident.incident_id}
      incident={choice.incident}
      incidents={feed.incidents}
      hello={feed.hello}
      isNine={isNine}
      onNine={() => setNine(!isNine)}
      onChooseIncident={choice.choose}
      onTouch={choice.touch}
    />
  );
}
