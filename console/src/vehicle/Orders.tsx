// What the room directs, large: its line, the direction of flight, and the way back to its view.
import type { Directing } from "../api/feed";
import { arrow, compassPoint, seoulTime } from "../app/format";
import { language, useWords } from "../app/language";
import { words as shared } from "../incident/words";
import { words } from "./words";

export function Orders(props: {
  directing: Directing;
  isDirected: boolean;
  isFree: boolean;
  onFollow: () => void;
}) {
  const { directing, isDirected, isFree } = props;
  const w = useWords(words);
  const s = useWords(shared);
  const lang = language.use();
  const { line, arrow: flight } = directing;
  if (!line && !flight && !isDirected && !isFree) return null;
  return (
    <div className="cab-orders" role="status">
      <div className="cab-order">
        {line && (
          <p className="cab-line">
            {line.text} <time>{seoulTime(line.at)}</time>
          </p>
        )}
        {flight && (
          <p className="cab-flight">
            {s.fleesTo(compassPoint(flight.bearing_deg, lang))} <b>{arrow(flight.bearing_deg)}</b>
          </p>
        )}
        {!line && !flight && <p className="cab-faint">{isFree ? w.free : w.directed}</p>}
      </div>
      {(isDirected || isFree) && (
        <button type="button" className={isFree ? "primary" : ""} onClick={props.onFollow}>
          {isFree ? w.backToDirected : w.breakAway}
          <kbd>F</kbd>
        </button>
      )}
    </div>
  );
}
