// One incident in the cab: picture or way, map, and the two large buttons of one hand.
import { useEffect, useState } from "react";
import type { Hello, Incident } from "../api/feed";
import { useSecond } from "../app/clock";
import { type KeyBinding, useKeys } from "../app/keys";
import { language, useWords } from "../app/language";
import { ExerciseBanner } from "../incident/ExerciseBanner";
import { isExercise } from "../incident/exercise";
import { FactList } from "../incident/FactList";
import { shownOf, stepFrom } from "../incident/follow";
import type { LonLat } from "../map/geometry";
import { CabMap } from "./CabMap";
import { Driving } from "./Driving";
import { gateOf, showsPicture } from "./gate";
import { Head } from "./Head";
import { Ended, NoCamera, Waiting } from "./Notice";
import { Orders } from "./Orders";
import { Picture } from "./Picture";
import { speedAt } from "./position";
import { ownLending, stateOf } from "./state";
import type { Cabin } from "./useCabin";
import { usePosition } from "./usePosition";
import { useVoice } from "./useVoice";
import { spokenLine, wayTo } from "./way";
import { words } from "./words";

interface CallProps {
  incident: Incident;
  others: number;
  hello: Hello | null;
  cabin: Cabin;
  onOther: () => void;
}

const DIGITS = [1, 2, 3, 4, 5, 6, 7, 8, 9];

function telOf(phone: string): string {
  return `tel:${phone.replace(/[^\d+]/g, "")}`;
}

/** The camera on the screen: the room's, unless this cab has broken away. */
function useCamera(incident: Incident) {
  const [own, setOwn] = useState<string | null>(null);
  const tiles = [...incident.tiles].sort((a, b) => a.rank - b.rank);
  const shown = shownOf(tiles, incident.directing.chosen_camera_id, own);
  const shownId = shown.tile?.camera_id ?? null;
  const next = stepFrom(tiles, shownId, 1);
  return {
    ...shown,
    tiles,
    next: next?.camera_id === shownId ? null : next,
    take: setOwn,
    step: (steps: 1 | -1) => {
      const to = stepFrom(tiles, shownId, steps);
      if (to) setOwn(to.camera_id);
    },
    /** Breaks away from the room's view by its next camera, or comes back to it. */
    follow: () => {
      if (shown.isFree) setOwn(null);
      else if (shown.isDirected && next) setOwn(next.camera_id);
    },
  };
}

function useWay(incident: Incident, unitId: string | null) {
  const now = useSecond();
  const responder = incident.responders.find((one) => one.unit_id === unitId) ?? null;
  const fix = usePosition(responder);
  const { place } = incident;
  const scene: LonLat | null = place && [place.lon, place.lat];
  return { fix, way: wayTo(scene, fix), speedKmh: speedAt(fix, now) };
}

function useCallKeys(camera: ReturnType<typeof useCamera>, cabin: Cabin, incidentId: string): void {
  const w = useWords(words);
  const keys: KeyBinding[] = [
    { code: "ArrowRight", cap: "→", label: w.other, run: () => camera.step(1) },
    { code: "ArrowLeft", cap: "←", label: w.before, run: () => camera.step(-1) },
    { code: "KeyF", label: `${w.breakAway} · ${w.backToDirected}`, run: camera.follow },
    { code: "KeyP", label: w.passengerWatches, run: () => cabin.togglePassenger(incidentId) },
    { code: "KeyS", label: w.parked, run: cabin.park },
    ...DIGITS.map((digit) => ({
      code: `Digit${digit}`,
      run: () => {
        const tile = camera.tiles.find((one) => one.rank === digit);
        if (tile) camera.take(tile.camera_id);
      },
    })),
  ];
  useKeys(keys);
}

export function Call({ incident, others, hello, cabin, onOther }: CallProps) {
  const w = useWords(words);
  const lang = language.use();
  const unitId = hello?.person.unit_id ?? null;
  const camera = useCamera(incident);
  const { fix, way, speedKmh } = useWay(incident, unitId);
  const [isBig, setBig] = useState(false);
  const gate = gateOf({ ...cabin, speedKmh }, incident.incident_id);
  const state = stateOf(incident);
  const { directing } = incident;
  const isPicture = state.kind === "pictures" && showsPicture(gate);
  const isDriving = !showsPicture(gate);
  // a driver reads the way, nothing else
  const showsFacts = !isDriving && incident.facts.length > 0;
  const line = spokenLine(
    way,
    directing.arrow?.bearing_deg ?? null,
    directing.line?.text ?? null,
    lang,
  );
  useVoice(line, isDriving);
  const { isParked, drive } = cabin;
  useEffect(() => {
    if (gate === "driving" && isParked) drive();
  }, [gate, isParked, drive]);
  useCallKeys(camera, cabin, incident.incident_id);
  return (
    <section className="cab" data-big={(isBig && isPicture) || undefined} aria-label={w.page}>
      <div className="cab-top">
        <ExerciseBanner incident={incident} />
        <Head
          incident={incident}
          endsAt={ownLending(incident)?.ends_at ?? null}
          gate={gate}
          others={others}
          onOther={onOther}
          onMode={() => cabin.togglePassenger(incident.incident_id)}
        />
        {showsFacts && <FactList incident={incident} />}
      </div>
      <Orders
        directing={directing}
        isDirected={camera.isDirected && isPicture}
        isFree={camera.isFree && isPicture}
        onFollow={camera.follow}
      />
      <div className="cab-view">
        {state.kind === "waiting" && <Waiting incident={incident} lending={state.lending} />}
        {state.kind === "ended" && <Ended lending={state.lending} />}
        {state.kind === "no_camera" && !isDriving && <NoCamera />}
        {isPicture && camera.tile && (
          <Picture
            tile={camera.tile}
            tiles={camera.tiles}
            directing={directing}
            watermark={hello?.watermark || unitId || ""}
            isDirected={camera.isDirected}
            isExercise={isExercise(incident)}
            onStep={camera.step}
            onEnlarge={() => setBig(!isBig)}
          />
        )}
        {isDriving && (state.kind === "pictures" || state.kind === "no_camera") && (
          <Driving
            gate={gate}
            way={way}
            speedKmh={speedKmh}
            onPassenger={() => cabin.togglePassenger(incident.incident_id)}
            onParked={cabin.park}
          />
        )}
        {isPicture && gate === "parked" && (
          <div className="cab-confirm">
            <button type="button" onClick={() => cabin.togglePassenger(incident.incident_id)}>
              {w.passengerWatches}
              <kbd>P</kbd>
            </button>
            {cabin.isParked && (
              <button type="button" onClick={cabin.drive}>
                {w.driveOn}
              </button>
            )}
          </div>
        )}
      </div>
      <CabMap
        incident={incident}
        role={hello?.person.role ?? ""}
        unitId={unitId}
        fix={fix}
        way={way}
        shownId={isPicture ? (camera.tile?.camera_id ?? null) : null}
        next={isPicture ? camera.next : null}
        hasHint={!isDriving}
        onPick={camera.take}
      />
      <footer className="cab-foot">
        <button type="button" disabled={!isPicture || !camera.next} onClick={() => camera.step(1)}>
          {w.other} ›
        </button>
        {hello?.centre.phone && (
          <a className="button" href={telOf(hello.centre.phone)}>
            {w.call}
          </a>
        )}
      </footer>
    </section>
  );
}
