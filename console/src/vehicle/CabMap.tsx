// The map of the way: this vehicle, the dotted line to the scene, the arrow of flight, the numbered cameras, one hint.
import { useMemo } from "react";
import type { Incident, IncidentTile } from "../api/feed";
import { duration } from "../app/format";
import { language, useWords } from "../app/language";
import { whereOf } from "../incident/title";
import { MapView } from "../map/MapView";
import { type MapScene, sceneOf } from "../map/scene";
import { marksOf, useHydrants } from "../room/hydrants";
import { words as roomWords } from "../room/words";
import type { Fix } from "./position";
import { shownDistance, type Way, wayWords } from "./way";
import { words } from "./words";

/** Room for the hint above and the buttons at the side; a low screen has neither. */
const PADDING = { top: 96, right: 76, bottom: 56, left: 36 };
const DRIVING_PADDING = { ...PADDING, top: 36 };
const LOW_PADDING = { top: 16, right: 16, bottom: 16, left: 16 };
const LOW_PX = 500;

function paddingOf(hasHint: boolean) {
  if (window.innerHeight <= LOW_PX) return LOW_PADDING;
  return hasHint ? PADDING : DRIVING_PADDING;
}

/** The receiver in the cab is newer than what the dispatch system repeats. */
function withOwn(scene: MapScene, unitId: string | null, fix: Fix | null): MapScene {
  if (!unitId || !fix) return scene;
  const others = scene.units.filter((unit) => unit.unitId !== unitId);
  return { ...scene, units: [...others, { unitId, at: fix.at, headingDeg: fix.headingDeg }] };
}

export function CabMap(props: {
  incident: Incident;
  role: string;
  unitId: string | null;
  fix: Fix | null;
  way: Way | null;
  shownId: string | null;
  next: IncidentTile | null;
  hasHint: boolean;
  onPick: (cameraId: string) => void;
}) {
  const { incident, unitId, fix, way, shownId, next } = props;
  const w = useWords(words);
  const lang = language.use();
  const label = w.sceneAt(whereOf(incident, lang));
  const r = useWords(roomWords).hydrants;
  const hydrants = useHydrants(incident, props.role);
  const scene = useMemo(() => {
    const water = marksOf(hydrants, r);
    return { ...withOwn(sceneOf(incident, label, shownId), unitId, fix), water };
  }, [incident, label, shownId, unitId, fix, hydrants, r]);
  const etaS = incident.responders.find((one) => one.unit_id === unitId)?.eta_s ?? null;
  return (
    <div className="cab-map">
      <MapView scene={scene} padding={paddingOf(props.hasHint)} onPick={props.onPick} />
      {props.hasHint && (
        <div className="cab-hint">
          <b>
            {way ? `${shownDistance(way)} ${wayWords(way, lang)}` : w.wayUnknown}
            {etaS !== null && <span> · {w.arrives(duration(etaS, lang))}</span>}
          </b>
          {next && <span>{w.nextCamera(String(next.rank), next.name)}</span>}
        </div>
      )}
    </div>
  );
}
