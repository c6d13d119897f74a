// The district's map for the centre's own people; while a place is asked for, a press on it is the answer in the making.
import { useMemo } from "react";
import { language, useWords } from "../app/language";
import { whereOf } from "../incident/title";
import type { LonLat } from "../map/geometry";
import { MapView } from "../map/MapView";
import { type MapScene, sceneOf } from "../map/scene";
import type { Entry } from "./queue";
import { words } from "./words";

/** What the node assumes of a place that an operator gave. */
const GIVEN_ACCURACY_M = 20;

function withDraft(scene: MapScene, draft: LonLat | null): MapScene {
  return draft ? { ...scene, at: draft, accuracyM: GIVEN_ACCURACY_M } : scene;
}

export function SeatMap(props: {
  entry: Entry | null;
  shownId: string | null;
  draft: LonLat | null;
  isAsking: boolean;
  onPick: (cameraId: string) => void;
  onPlace: (at: LonLat) => void;
}) {
  const { entry, shownId, draft } = props;
  const w = useWords(words);
  const lang = language.use();
  const incident = entry?.incident ?? null;
  const label = incident ? w.sceneAt(whereOf(incident, lang)) : "";
  const scene = useMemo(
    () => incident && withDraft(sceneOf(incident, label, shownId), draft),
    [incident, label, shownId, draft],
  );
  return (
    <MapView
      scene={scene}
      mode={props.isAsking ? "place" : "look"}
      onPick={props.onPick}
      onPlace={props.onPlace}
    />
  );
}
