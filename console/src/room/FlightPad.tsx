// The direction of flight by buttons, for those who neither drag nor press two keys at once.
import { arrow, compassPoint } from "../app/format";
import { language, useWords } from "../app/language";
import { words } from "./words";

const AROUND = [315, 0, 45, 270, null, 90, 225, 180, 135] as const;

export function FlightPad(props: {
  bearingDeg: number | null;
  onChoose: (bearingDeg: number | null) => void;
  onCancel: () => void;
}) {
  const w = useWords(words);
  const lang = language.use();
  const now = props.bearingDeg === null ? null : (Math.round(props.bearingDeg / 45) * 45) % 360;
  return (
    <section className="flight" aria-label={w.flight}>
      <p>{w.flightHow}</p>
      <div className="flight-pad">
        {AROUND.map((bearing) =>
          bearing === null ? (
            <button
              key="clear"
              type="button"
              aria-label={w.flightClear}
              title={w.flightClear}
              onClick={() => props.onChoose(null)}
            >
              ×
            </button>
          ) : (
            <button
              key={bearing}
              type="button"
              aria-label={compassPoint(bearing, lang)}
              aria-pressed={bearing === now}
              onClick={() => props.onChoose(bearing)}
            >
              {arrow(bearing)}
            </button>
          ),
        )}
      </div>
      <button type="button" onClick={props.onCancel}>
        {w.cancel}
        <kbd>Esc</kbd>
      </button>
    </section>
  );
}
