// One incident as the room works on it: card and map on the left, pictures and log on the right.
import { useMemo, useRef, useState } from "react";
import type { Hello, Incident, IncidentTile } from "../api/feed";
import { nodeNow } from "../app/clock";
import { type KeyBinding, useKeys } from "../app/keys";
import { useWords } from "../app/language";
import { useSecondPress } from "../app/useSecondPress";
import { MapView } from "../map/MapView";
import { sceneOf } from "../map/scene";
import { Actions, renewable } from "./Actions";
import { useCompassKeys } from "./compass";
import { Decision } from "./Decision";
import { FlightPad } from "./FlightPad";
import { IncidentCard } from "./IncidentCard";
import { IncidentList } from "./IncidentList";
import { chosenTile, placeName, shownTiles } from "./incident";
import { LineBox } from "./LineBox";
import { Timeline } from "./Timeline";
import { useDirecting } from "./useDirecting";
import { Wall } from "./Wall";
import { words } from "./words";

export interface SceneProps {
  incident: Incident;
  incidents: readonly Incident[];
  hello: Hello | null;
  isNine: boolean;
  onNine: () => void;
  onChooseIncident: (incidentId: string) => void;
  onTouch: () => void;
}

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9];
const CARD_PADDING = { top: 70, right: 70, bottom: 60, left: 430 };
const STACKED_PADDING = { top: 40, right: 40, bottom: 40, left: 40 };

function focusTile(cameraId: string): void {
  document
    .querySelector<HTMLElement>(`[data-camera="${CSS.escape(cameraId)}"] .tile-screen`)
    ?.focus();
}

/** When a lending ends the node sends no tiles any more; the last ones stay to say why. */
function useLastTiles(incident: Incident): readonly IncidentTile[] {
  const last = useRef<readonly IncidentTile[]>([]);
  if (incident.tiles.length > 0) last.current = incident.tiles;
  return last.current;
}

export function Scene(props: SceneProps) {
  const { incident, incidents, isNine } = props;
  const w = useWords(words);
  const director = useDirecting(incident);
  const [isAiming, setAiming] = useState(false);
  const [aim, setAim] = useState<number | null>(null);
  const [pickedId, setPickedId] = useState<string | null>(null);
  const line = useRef<HTMLInputElement>(null);
  const closing = useSecondPress(director.close);
  const { directing } = director;
  const tiles = shownTiles(useLastTiles(incident), isNine ? 9 : 5, directing.chosen_camera_id);
  const big = chosenTile(tiles, directing.chosen_camera_id);

  const stopAiming = () => {
    setAiming(false);
    setAim(null);
  };
  const flee = (bearingDeg: number | null) => {
    props.onTouch();
    director.flight(bearingDeg);
    stopAiming();
  };
  const toggleAim = () => (isAiming ? stopAiming() : setAiming(incident.may_direct));
  const pick = (cameraId: string) => {
    props.onTouch();
    setPickedId(cameraId);
    focusTile(cameraId);
  };
  const next = () => {
    const at = incidents.findIndex((one) => one.incident_id === incident.incident_id);
    const other = incidents[(at + 1) % incidents.length];
    if (other) props.onChooseIncident(other.incident_id);
  };
  const renew = () => {
    const grantId = renewable(incident, nodeNow());
    if (grantId) director.renew(grantId);
  };
  const keys: KeyBinding[] = [
    ...DIGITS.map((digit) => ({
      code: `Digit${digit}`,
      ...(digit === 1 ? { label: w.pick, cap: "1–9" } : {}),
      run: () => {
        const tile = tiles.find((one) => one.rank === digit) ?? tiles[digit - 1];
        if (tile) pick(tile.camera_id);
      },
    })),
    {
      code: "Enter",
      cap: "Enter",
      label: w.enlarge,
      run: () => pickedId && director.choose(pickedId),
    },
    { code: "KeyM", label: w.flight, run: toggleAim },
    { code: "KeyW", label: `${w.five} / ${w.nine}`, run: props.onNine },
    { code: "KeyL", label: w.focusLine, run: () => line.current?.focus() },
    { code: "KeyR", label: w.renew, run: renew },
    { code: "KeyN", label: w.next, run: next },
    { code: "KeyE", label: w.close, run: () => incident.may_close && closing.press() },
    {
      code: "Escape",
      cap: "Esc",
      label: w.cancel,
      run: () => {
        stopAiming();
        closing.disarm();
      },
    },
  ];
  useKeys(keys);
  useCompassKeys(isAiming, flee);

  const label = w.sceneAt(placeName(incident) || w.unknownPlace);
  const scene = useMemo(() => {
    const shown = { ...incident, tiles: [...tiles], directing };
    const made = sceneOf(shown, label, big?.camera_id ?? null);
    return aim === null ? made : { ...made, arrowDeg: aim };
  }, [incident, tiles, directing, label, big, aim]);
  const isStacked = window.innerWidth <= 1100;

  return (
    <div className="room" data-nine={isNine || undefined}>
      <div className="ground">
        <MapView
          scene={scene}
          mode={isAiming ? "aim" : "look"}
          canMoveScene={incident.may_direct}
          padding={isStacked ? STACKED_PADDING : CARD_PADDING}
          onPick={pick}
          onMoveScene={([lon, lat]) => director.move(lat, lon)}
          onAim={(bearing, isMeant) => (isMeant ? flee(bearing) : setAim(bearing))}
        />
        <div className="over-map">
          <IncidentCard incident={incident} directing={directing} hasFailed={director.hasFailed}>
            <Actions
              incident={incident}
              isAiming={isAiming}
              isNine={isNine}
              closing={closing}
              onAim={toggleAim}
              onNine={props.onNine}
              onRenew={director.renew}
            />
            {isAiming && (
              <FlightPad
                bearingDeg={directing.arrow?.bearing_deg ?? null}
                onChoose={flee}
                onCancel={stopAiming}
              />
            )}
            {incident.may_direct && <LineBox input={line} onSay={director.say} />}
          </IncidentCard>
          <IncidentList
            incidents={incidents}
            shownId={incident.incident_id}
            onChoose={props.onChooseIncident}
          />
        </div>
      </div>
      <div className="pictures">
        {tiles.length > 0 ? (
          <Wall
            incident={incident}
            tiles={tiles}
            directing={directing}
            isNine={isNine}
            pickedId={pickedId}
            watermark={props.hello?.watermark ?? null}
            onPick={setPickedId}
            onChoose={director.choose}
            onPoint={director.point}
          />
        ) : (
          <Decision incident={incident} centre={props.hello?.centre ?? null} />
        )}
        <Timeline rows={incident.timeline} />
      </div>
    </div>
  );
}
