// What a driver sees instead of a picture: the way as one arrow and one figure, and who may open the picture.
import { language, useWords } from "../app/language";
import type { Gate } from "./gate";
import { shownDistance, type Way, wayWords } from "./way";
import { words } from "./words";

export function WayArrow({ deg }: { deg: number }) {
  return (
    <svg className="cab-way-arrow" viewBox="-50 -50 100 100" aria-hidden="true">
      <path d="M0 38 V-30 M-24 -8 L0 -34 L24 -8" transform={`rotate(${deg})`} />
    </svg>
  );
}

export function Driving(props: {
  gate: Gate;
  way: Way | null;
  speedKmh: number | null;
  onPassenger: () => void;
  onParked: () => void;
}) {
  const { gate, way, speedKmh } = props;
  const w = useWords(words);
  const lang = language.use();
  const moving = w.moving(String(Math.round(speedKmh ?? 0)));
  return (
    <section className="cab-driving" aria-label={w.driver}>
      <div className="cab-way">
        {way && <WayArrow deg={way.turnDeg ?? way.bearingDeg} />}
        <p>
          <b>{shownDistance(way)}</b>
          <span>{way ? wayWords(way, lang) : w.wayUnknown}</span>
        </p>
      </div>
      <p className="cab-faint" role="status">
        {w.askPassenger} · {gate === "driving" ? moving : w.speedUnknown}
      </p>
      <div className="cab-choices">
        <button type="button" className="primary" onClick={props.onPassenger}>
          {w.passengerWatches}
          <kbd>P</kbd>
        </button>
        {gate === "unknown" && (
          <button type="button" onClick={props.onParked}>
            {w.parked}
            <kbd>S</kbd>
          </button>
        )}
      </div>
    </section>
  );
}
